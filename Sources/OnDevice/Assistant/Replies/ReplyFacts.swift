import Foundation

/// Plain facts about a reply to a chat: what it takes up, whether it looks like what its sender writes,
/// and what it does after what was said last.
///
/// A fact depends on the texts alone, not on the model. `scripts/train/reply_facts.py` is its reference.
struct ReplyFacts {
  private struct Part {
    let name: String
    let runs: [[UInt64: Int]]

    init(_ name: String, _ texts: some Sequence<FoldedText>) {
      self.name = name
      let texts = Array(texts)
      runs = [2, 3].map { length in
        texts.reduce(into: [:]) { $0.merge($1.runs(of: length), uniquingKeysWith: +) }
      }
    }
  }

  private static let turn = 4
  private static let recent = 6

  private let rarity: RunRarity
  private let parts: [Part]
  private let turnDoes: [String]
  private let lastDoes: [String]
  private let recentWords: Set<[Unicode.Scalar]>
  private let numbers: Set<[Unicode.Scalar]>
  private let endings: [[Unicode.Scalar]: Int]
  private let length: Double
  private let marks: [String: Double]
  private let capital: Double
  /// Everything that was written, names included.
  private let known: FoldedText
  private let otherNames: Set<[Unicode.Scalar]>
  private let ownNames: Set<[Unicode.Scalar]>

  /// The chat has at least one message; its texts and names are NFC.
  init(_ chat: [(sender: String, text: String)], me: String, rarity: RunRarity) {
    self.rarity = rarity
    let texts = chat.map { FoldedText($0.text) }
    let lastOwn = chat.lastIndex { $0.sender == me } ?? -1
    let after = texts[(lastOwn + 1)...]
    let turn = (after.isEmpty ? texts.suffix(1) : after).suffix(Self.turn)
    let own = chat.filter { $0.sender == me }.map(\.text)
    parts = [
      Part("last", texts.suffix(1)), Part("turn", turn), Part("recent", texts.suffix(Self.recent)),
      Part("all", texts), Part("own", own.map(FoldedText.init)),
      Part("before", texts.dropLast(Self.recent)),
    ]
    let asks = chat.map { $0.text.contains("?") }
    turnDoes = Self.does(.joined(turn), asks: asks.suffix(turn.count).contains(true))
    lastDoes = Self.does(.joined(texts.suffix(1)), asks: asks.last ?? false)
    recentWords = Set(texts.suffix(Self.recent).flatMap(Self.content))
    numbers = Self.numbers(.joined(texts))
    endings = own.reduce(into: [:]) { counts, text in
      for ending in Self.endings(text) { counts[ending, default: 0] += 1 }
    }
    func share(_ holds: (String) -> Double, _ none: Double) -> Double {
      own.isEmpty ? none : own.map(holds).reduce(0, +) / Double(own.count)
    }
    length = share(Self.logLength, 3)
    capital = share({ Self.beginsCapital($0) ? 1 : 0 }, 0.5)
    let held = own.map(Self.marks)
    marks = Dictionary(
      uniqueKeysWithValues: ReplyCues.marks.map { mark in
        let count = held.count { $0.contains(mark.name) }
        return (mark.name, own.isEmpty ? 0.2 : Double(count) / Double(own.count))
      })
    let senders = Set(chat.map(\.sender))
    func names(_ senders: some Sequence<String>) -> Set<[Unicode.Scalar]> {
      Set(senders.flatMap { FoldedText($0).words.filter { $0.count >= 2 }.map(Array.init) })
    }
    known = .joined(texts + senders.map(FoldedText.init))
    otherNames = names(senders.subtracting([me]))
    ownNames = names([me])
  }

  // MARK: Facts

  /// The facts by name; what is not in it is 0.
  func features(of reply: String) -> [String: Double] {
    let text = FoldedText(reply)
    var facts: [String: Double] = [:]
    for (place, length) in [2, 3].enumerated() {
      addShares(text.runs(of: length), place, length, &facts)
    }
    let words = Self.content(text)
    let said = words.count { recentWords.contains($0) }
    facts["words"] = words.isEmpty ? 0 : Double(said) / Double(words.count)
    let ends = Self.endings(reply)
    let all = endings.values.reduce(0, +)
    let like = ends.reduce(0) { $0 + (endings[$1] ?? 0) }
    facts["endings"] = all > 0 ? min(1, 3 * Double(like) / Double(all)) : 0
    facts["ending"] = like > 0 ? 1 : 0
    let mine = Self.logLength(reply)
    facts["length"] = mine / 4
    facts["length_off"] = abs(mine - length)
    facts["longer"] = max(0, mine - length)
    let held = Self.marks(reply)
    for (name, _) in ReplyCues.marks {
      let has: Double = held.contains(name) ? 1 : 0
      facts["mark_" + name] = has
      facts["like_" + name] = 1 - abs(has - (marks[name] ?? 0))
    }
    facts["capital"] = 1 - abs((Self.beginsCapital(reply) ? 1 : 0) - capital)
    facts["other"] = otherNames.contains(where: text.contains) ? 1 : 0
    facts["self"] = ownNames.contains(where: text.contains) ? 1 : 0
    let called = Self.titled(text) + Self.capitals(reply)
    facts["stranger"] = called.contains { !known.contains($0) } ? 1 : 0
    facts["known"] = called.contains { known.contains($0) } ? 1 : 0
    let told = Self.numbers(text)
    facts["number"] = told.isEmpty ? 0 : 1
    let new = told.subtracting(numbers)
    facts["number_new"] = told.isEmpty ? 0 : Double(new.count) / Double(told.count)
    for deed in TextCues.names(ReplyCues.does, in: text) + (held.contains("asks") ? ["asks"] : []) {
      facts["does_" + deed] = 1
      for said in turnDoes { facts["turn_\(said)>\(deed)"] = 0.5 }
      for said in lastDoes { facts["last_\(said)>\(deed)"] = 0.5 }
    }
    return facts
  }

  /// How much of the reply each part of the chat holds, weighed by how much a run of letters says.
  private func addShares(
    _ runs: [UInt64: Int], _ place: Int, _ length: Int, _ facts: inout [String: Double]
  ) {
    let weights = runs.map { (run: $0.key, count: $0.value, weight: rarity.weight($0.key, length)) }
      .sorted { $0.run < $1.run }
    let whole = weights.reduce(0) { $0 + $1.weight * Double($1.count) }
    for part in parts {
      let held = part.runs[place]
      let shared = weights.reduce(0) { $0 + $1.weight * Double(min($1.count, held[$1.run] ?? 0)) }
      facts["share\(length)_\(part.name)"] = whole > 0 ? shared / whole : 0
      if part.name == "recent" { facts["sum\(length)_recent"] = min(3, shared / 5) }
      if part.name == "all" { facts["new\(length)"] = min(3, (whole - shared) / 10) }
    }
  }

  private static func does(_ text: FoldedText, asks: Bool) -> [String] {
    TextCues.names(ReplyCues.said, in: text) + (asks ? ["asks"] : [])
  }

  // MARK: Texts

  private static func logLength(_ text: String) -> Double {
    log(1 + Double(text.unicodeScalars.count))
  }

  private static func beginsCapital(_ text: String) -> Bool {
    text.unicodeScalars.first.map { ("A"..."Z").contains($0) } ?? false
  }

  private static func small(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.map(FoldedText.small)
  }

  private static func marks(_ text: String) -> Set<String> {
    let low = (small(text) + [" "])[...]
    return Set(
      ReplyCues.marks.filter { mark in
        mark.marks.contains { FoldedText.contains(low, Array($0.unicodeScalars)) }
      }.map(\.name))
  }

  private static func numbers(_ text: FoldedText) -> Set<[Unicode.Scalar]> {
    Set(text.words.map { $0.filter { ("0"..."9").contains($0) } }.filter { !$0.isEmpty })
  }

  private static func isHangul(_ scalar: Unicode.Scalar) -> Bool { ("가"..."힣").contains(scalar) }

  /// The words that are long enough to mean something.
  private static func content(_ text: FoldedText) -> [[Unicode.Scalar]] {
    text.words.filter { $0.count >= ($0.contains(where: isHangul) ? 2 : 4) }.map(Array.init)
  }

  /// The last two letters of each sentence and clause.
  private static func endings(_ text: String) -> Set<[Unicode.Scalar]> {
    var found: Set<[Unicode.Scalar]> = []
    for clause in text.unicodeScalars.split(whereSeparator: {
      ".!?~\n,".unicodeScalars.contains($0)
    }) {
      guard let word = FoldedText(String(String.UnicodeScalarView(clause))).words.last,
        word.count >= 2, let last = word.last, !("0"..."9").contains(last)
      else { continue }
      found.insert(Array(word.suffix(2)))
    }
    return found
  }

  private static let titles = ReplyCues.titles.map { Array($0.unicodeScalars) }

  /// Korean words that call somebody, without the title: 지훈 of 지훈님.
  private static func titled(_ text: FoldedText) -> [[Unicode.Scalar]] {
    text.words.compactMap { word in
      guard let first = word.first, isHangul(first) else { return nil }
      for title in titles where word.count >= title.count {
        let starts = word.startIndex...word.endIndex - title.count
        guard let at = starts.first(where: { word[$0...].starts(with: title) }) else { continue }
        if at - word.startIndex >= 2 { return Array(word[..<at]) }
      }
      return nil
    }
  }

  /// Words within a sentence that begin with a capital: names, mostly.
  private static func capitals(_ text: String) -> [[Unicode.Scalar]] {
    let words = text.split(whereSeparator: \.isWhitespace)
    return zip(words, words.dropFirst()).compactMap { before, word in
      let scalars = Array(word.unicodeScalars)
      guard scalars.count >= 3, ("A"..."Z").contains(scalars[0]),
        ("a"..."z").contains(scalars[1]), ("a"..."z").contains(scalars[2]),
        before.last?.isLetter ?? false
      else { return nil }
      return Array(FoldedText(String(word)).scalars.dropFirst().dropLast())
    }
  }
}

/// How much a run of letters says: 0 where its pairs are the commonest of all, 1 where they are rare.
struct RunRarity: Sendable {
  private let pairs: [UInt64: Double]

  /// `common` has the commonest pairs, the foremost first.
  init(_ common: String) {
    let scalars = Array(common.unicodeScalars)
    let top = log(2 + Double(scalars.count / 2))
    var pairs: [UInt64: Double] = [:]
    for place in 0..<scalars.count / 2 {
      let pair = UInt64(scalars[2 * place].value) << 21 | UInt64(scalars[2 * place + 1].value)
      pairs[pair] = log(2 + Double(place)) / top
    }
    self.pairs = pairs
  }

  func weight(_ run: UInt64, _ length: Int) -> Double {
    let mask: UInt64 = 1 << 42 - 1
    let sum = (0..<length - 1).reduce(0) { $0 + (pairs[(run >> (21 * UInt64($1))) & mask] ?? 1) }
    return sum / Double(length - 1)
  }
}
