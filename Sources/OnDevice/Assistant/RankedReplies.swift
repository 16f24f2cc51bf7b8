/// Replies of the default model: it ranks short ones that were written beforehand.
///
/// A reply's score is its likelihood after the chat over its likelihood after an empty chat, so that
/// a reply is not preferred for being common. The best of each intent are taken, so that the
/// suggestions differ in meaning.
struct RankedReplies: Sendable {
  let pointing: PointingModel
  let lines: [ChatLine]
  let me: String
  let language: Language
  let options: SuggestOptions
  let modelName: String
  let contextLength: Int

  /// Messages that the ranking looks at: what was said before hardly changes what fits now.
  static let recentMessages = 20

  func run(
    _ workspace: Workspace, _ onEvent: @Sendable (ChatAssistant.Event) -> Void
  ) throws -> ReplySuggestions {
    let level =
      options.tone?.level
      ?? SpeechLevel.detect(in: lines.filter { $0.sender == me }.map(\.text), language: language)
    let entries = ReplyCatalogue.entries(language: language, level: level)
    var room = try ChatWindows.maximumTokens(context: contextLength)
    var recent: [[Int32]] = []
    for line in lines.suffix(Self.recentMessages).reversed() {
      let ids = Array(try pointing.line(line).prefix(ChatWindows.maximumLineTokens))
      room -= ids.count + 1
      guard room >= 0 else { break }
      recent.insert(ids, at: 0)
    }
    let afterChat = try scores(
      entries, in: try pointing.context(recent), workspace
    ) { onEvent(.progress($0 * 0.7)) }
    let said = Set(lines.suffix(Self.recentMessages).map { Self.letters($0.text) })
    // What is unlikely after this chat is not worth the second look.
    let likely = entries.indices
      .filter { !said.contains(Self.letters(entries[$0].text)) }
      .sorted { afterChat[$0] > afterChat[$1] }
      .prefix(Self.secondLooks)
    let alone = try workspace.onTheSide {
      try scores(likely.map { entries[$0] }, in: try pointing.context([]), workspace) {
        onEvent(.progress(0.7 + $0 * 0.3))
      }
    }
    let ranked = zip(likely, alone)
      .map { (entry: entries[$0], score: afterChat[$0] - Self.priorWeight * $1) }
      .sorted { $0.score > $1.score }
    var replies: [Reply] = []
    var intents: Set<ReplyIntent> = []
    for (entry, _) in ranked where replies.count < options.count {
      // More replies than there are intents repeat an intent rather than being fewer.
      if intents.count < ReplyIntent.allCases.count, !intents.insert(entry.intent).inserted {
        continue
      }
      replies.append(Reply(text: entry.text, intent: entry.intent))
    }
    return ReplySuggestions(
      replies: replies, reason: nil, warning: nil, language: language, model: modelName,
      usage: workspace.takeUsage())
  }

  /// Replies whose likelihood without the chat is asked for.
  private static let secondLooks = 24

  /// The share of a reply's own likelihood that is taken off.
  private static let priorWeight: Float = 0.7

  /// The mean log-likelihood of each reply's tokens after the context.
  private func scores(
    _ entries: [ReplyCatalogue.Entry], in context: [Int32], _ workspace: Workspace,
    progress: (Double) -> Void
  ) throws -> [Float] {
    try workspace.prefill(context)
    let first = try workspace.append([pointing.reply] + pointing.encode("\(me): "))
    let base = workspace.count
    var scores: [Float] = []
    for (index, entry) in entries.enumerated() {
      let ids = try pointing.encode(entry.text) + [pointing.turnEnd]
      workspace.truncate(to: base)
      let later = try workspace.append(ids.dropLast(), logitsAt: Array(0..<ids.count - 1))
      var sum: Float = 0
      for (id, logits) in zip(ids, [first] + later) {
        sum += logits[Int(id)] - Scores.logSumExp(logits)
      }
      scores.append(sum / Float(ids.count))
      progress(Double(index + 1) / Double(entries.count))
    }
    return scores
  }

  private static func letters(_ text: String) -> String { text.lowercased().filter(\.isLetter) }
}
