/// Names the topic of a chat in the chat's own words.
///
/// Code offers phrases of words that stand out; the model says which of them is likelier as a title
/// after this chat than after an empty one. So a headline can be dull, but names nothing that the
/// chat does not hold.
struct Headline {
  let pointing: PointingModel
  let language: Language

  /// Phrases that the model compares.
  private static let candidates = 12
  /// What a nat per token of the model's preference counts against salience.
  ///
  /// ROUGE-1 with the 77 Korean validation headlines was 25.8 at 0, 30.0 at 0.5 and 28.8 at 1.5.
  private static let modelWeight = 0.5

  private struct Phrase {
    var text: String
    var salience: Double
  }

  /// The best phrase after what the workspace holds; `nil` when no word stands out.
  ///
  /// The workspace is as long afterwards as before.
  func run(_ workspace: Workspace, _ lines: [ChatLine]) throws -> String? {
    let phrases = phrases(lines)
    guard phrases.count > 1 else { return phrases.first.map { titled($0.text) } }
    let end = workspace.count
    let afterChat = try likelihoods(phrases, workspace)
    workspace.truncate(to: end)
    let alone = try workspace.onTheSide {
      try workspace.prefill(try pointing.context([]))
      return try likelihoods(phrases, workspace)
    }
    var best: (text: String, score: Double)?
    for (index, phrase) in phrases.enumerated() {
      let preference = Double(afterChat[index] - alone[index])
      let score = phrase.salience + Self.modelWeight * preference
      if best.map({ score > $0.score }) ?? true { best = (phrase.text, score) }
    }
    return best.map { titled($0.text) }
  }

  /// The phrases that stand out most: pairs that are said so, the best words two by two, and the best
  /// word alone.
  private func phrases(_ lines: [ChatLine]) -> [Phrase] {
    let topic = TopicWords(lines, language: language)
    let ranked = topic.words.values.sorted {
      ($0.salience, $1.first, $1.text) > ($1.salience, $0.first, $0.text)
    }
    guard let best = ranked.first else { return [] }
    var found = [Phrase(text: best.text, salience: best.salience * 1.3)]
    for (pair, count) in topic.pairs {
      guard let first = topic.words[pair.first], let second = topic.words[pair.second] else {
        continue
      }
      let bonus = 0.4 + 0.5 * Double(min(count, 3))
      found.append(
        Phrase(
          text: "\(first.text) \(second.text)", salience: first.salience + second.salience + bonus))
    }
    for other in ranked.dropFirst().prefix(4) {
      let (first, second) = best.first <= other.first ? (best, other) : (other, best)
      found.append(
        Phrase(text: "\(first.text) \(second.text)", salience: best.salience + other.salience))
    }
    found.sort { ($0.salience, $1.text) > ($1.salience, $0.text) }
    return Array(found.prefix(Self.candidates))
  }

  /// The mean log-likelihood of each phrase's tokens as a headline.
  private func likelihoods(_ phrases: [Phrase], _ workspace: Workspace) throws -> [Float] {
    let first = try workspace.append([pointing.headline])
    let base = workspace.count
    return try phrases.map { phrase in
      let ids = try pointing.encode(phrase.text) + [pointing.turnEnd]
      workspace.truncate(to: base)
      let later = try workspace.append(ids.dropLast(), logitsAt: Array(0..<ids.count - 1))
      let sum = zip(ids, [first] + later).reduce(Float(0)) { sum, next in
        sum + next.1[Int(next.0)] - Scores.logSumExp(next.1)
      }
      return sum / Float(ids.count)
    }
  }

  /// English titles begin with a capital.
  private func titled(_ text: String) -> String {
    guard language == .english, let first = text.first else { return text }
    return first.uppercased() + text.dropFirst()
  }
}
