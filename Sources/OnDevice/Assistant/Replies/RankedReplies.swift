import Chats

/// Replies of the default model: code composes them of the chat's words, the model ranks them.
///
/// A reply's score is its likelihood after the chat over its likelihood after an empty chat, so that
/// a reply is not preferred for being common, what the composer knew of it, and how well it fits by plain
/// facts (``ReplyFitness``). The best of each intent are taken, so that the suggestions differ in meaning.
struct RankedReplies: Sendable {
  let pointing: PointingModel
  let composer: ReplyComposer
  let lines: [ChatLine]
  let me: String
  let language: Language
  let options: SuggestOptions
  let modelName: String
  let contextLength: Int

  /// Messages that the ranking looks at: what was said before hardly changes what fits now.
  static let recentMessages = 20
  /// Replies whose likelihood is asked for.
  static let candidates = 28
  /// The share of a reply's own likelihood that is taken off: all of it.
  ///
  /// On 146 held-out chats the hand-written reply came first among eight in 20 % so, in 12 % (chance)
  /// with a share of 0.7 (`scripts/eval/reply_ranking.py`).
  private static let priorWeight: Float = 1
  /// What the composer's opinion counts against a nat per token.
  private static let composerWeight: Float = 1
  /// What the facts' log-odds count against a nat per token.
  private static let fitnessWeight: Float = 0.2

  private struct Ranked {
    var candidate: ReplyCandidate
    var score: Float
  }

  func run(
    _ workspace: Workspace, _ onEvent: @Sendable (ChatAssistant.Event) -> Void
  ) throws -> ReplySuggestions {
    let said = Set(lines.suffix(Self.recentMessages).map { Self.letters($0.text) })
    let candidates = composer.candidates(most: max(Self.candidates, options.count * 6))
      .filter { !said.contains(Self.letters($0.text)) }
    let ranked = try ranked(candidates, workspace, onEvent)
    let chosen = Self.chosen(ranked, count: options.count)
    return ReplySuggestions(
      replies: chosen.map { Reply(text: $0.text, intent: $0.intent) }, reason: nil, warning: nil,
      language: language, model: modelName, usage: workspace.takeUsage())
  }

  /// The best of each intent; the first that holds a word of the chat leads.
  ///
  /// A clause is said back once while other intents are left; more replies than there are intents
  /// repeat an intent rather than being fewer.
  private static func chosen(_ ranked: [Ranked], count: Int) -> [ReplyCandidate] {
    var chosen: [ReplyCandidate] = []
    var intents: Set<ReplyIntent> = []
    func take(_ candidate: ReplyCandidate) {
      chosen.append(candidate)
      intents.insert(candidate.intent)
    }
    func repeats(_ candidate: ReplyCandidate) -> Bool {
      candidate.echo != nil && chosen.contains { $0.echo == candidate.echo }
    }
    if count > 0, let first = ranked.first(where: { $0.candidate.holdsContent }) {
      take(first.candidate)
    }
    for round in 0..<3 {
      for entry in ranked where chosen.count < count && !chosen.contains(entry.candidate) {
        let candidate = entry.candidate
        if round < 2, intents.contains(candidate.intent) || round == 0 && repeats(candidate) {
          continue
        }
        take(candidate)
      }
    }
    return chosen
  }

  private func ranked(
    _ candidates: [ReplyCandidate], _ workspace: Workspace,
    _ onEvent: @Sendable (ChatAssistant.Event) -> Void
  ) throws -> [Ranked] {
    var room = try ChatWindows.maximumTokens(context: contextLength)
    var recent: [[Int32]] = []
    for line in lines.suffix(Self.recentMessages).reversed() {
      let ids = Array(try pointing.line(line).prefix(ChatWindows.maximumLineTokens))
      room -= ids.count + 1
      guard room >= 0 else { break }
      recent.insert(ids, at: 0)
    }
    let afterChat = try scores(candidates, in: try pointing.context(recent), workspace) {
      onEvent(.progress($0 * 0.6))
    }
    let alone = try workspace.onTheSide {
      try scores(candidates, in: try pointing.context([]), workspace) {
        onEvent(.progress(0.6 + $0 * 0.4))
      }
    }
    let fitness = ReplyFitness(lines: lines, me: me, language: language)
    return candidates.indices.map { index in
      Ranked(
        candidate: candidates[index],
        score: afterChat[index] - Self.priorWeight * alone[index]
          + Self.composerWeight * Float(candidates[index].prior)
          + Self.fitnessWeight * Float(fitness.score(candidates[index].text)))
    }.sorted { ($0.score, $1.candidate.text) > ($1.score, $0.candidate.text) }
  }

  /// The mean log-likelihood of each reply's tokens after the context.
  private func scores(
    _ candidates: [ReplyCandidate], in context: [Int32], _ workspace: Workspace,
    progress: (Double) -> Void
  ) throws -> [Float] {
    try workspace.prefill(context)
    let first = try workspace.append([pointing.reply] + pointing.encode("\(me): "))
    let base = workspace.count
    var scores: [Float] = []
    for (index, candidate) in candidates.enumerated() {
      let ids = try pointing.encode(candidate.text) + [pointing.turnEnd]
      workspace.truncate(to: base)
      let later = try workspace.append(ids.dropLast(), logitsAt: Array(0..<ids.count - 1))
      var sum: Float = 0
      for (id, logits) in zip(ids, [first] + later) {
        sum += logits[Int(id)] - Scores.logSumExp(logits)
      }
      scores.append(sum / Float(ids.count))
      progress(Double(index + 1) / Double(candidates.count))
    }
    return scores
  }

  private static func letters(_ text: String) -> String { text.lowercased().filter(\.isLetter) }
}
