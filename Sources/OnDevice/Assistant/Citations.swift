/// Finds the messages that a written point rests on, by the words they share.
struct Citations {
  private let lines: [ChatLine]
  private let units: [Set<String>]

  init(lines: [ChatLine]) {
    self.lines = lines
    units = lines.map { TextUnits.pairsAndNumbers($0.sender + " " + $0.text) }
  }

  /// The point with its citations: those it names itself when the words agree, else the best ones.
  func cited(_ point: SummaryPoint) -> SummaryPoint {
    let wanted = TextUnits.pairsAndNumbers(point.text)
    guard !wanted.isEmpty else { return point }
    let shares = units.map { Double($0.intersection(wanted).count) / Double(wanted.count) }
    let named = lines.indices.filter {
      point.messages.contains(lines[$0].index) && shares[$0] > 0.1
    }
    if !named.isEmpty {
      return SummaryPoint(text: point.text, messages: named.map { lines[$0].index })
    }
    let best = shares.indices.sorted { shares[$0] > shares[$1] }.prefix(3).filter {
      shares[$0] > 0.15
    }
    return SummaryPoint(text: point.text, messages: best.map { lines[$0].index }.sorted())
  }
}
