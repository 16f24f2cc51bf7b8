import Chats

/// A summary by the default model: it scores every message, code chooses and tells.
struct PointedSummary: Sendable {
  let pointing: PointingModel
  let lines: [ChatLine]
  let chat: Chat
  let language: Language
  let options: SummaryOptions
  let modelName: String
  let contextLength: Int

  func run(
    _ workspace: Workspace, _ onEvent: @Sendable (ChatAssistant.Event) -> Void
  ) throws -> Summary {
    let (encoded, windows) = try layout()
    let used = (windows.first?.lowerBound ?? 0)..<lines.count

    var scores = [Float](repeating: -.infinity, count: lines.count)
    for (index, window) in windows.enumerated() {
      let points = try score(window, encoded, workspace)
      for (line, value) in zip(window, points) { scores[line] = value }
      onEvent(.progress(Double(index + 1) / Double(windows.count) * 0.9))
    }
    let looked = Array(lines[used])
    let choice = QuoteSelection().choose(
      looked, points: Array(scores[used]), least: options.points)
    let chosen = choice.indexes.map { $0 + used.lowerBound }
    let headline = try headline(windows, encoded, chosen: chosen, workspace)
    onEvent(.progress(1))

    let told = told(looked, choice)
    let result = Summary(
      headline: headline, summary: told.summary, points: told.points, mode: told.mode,
      language: language,
      messagesRead: chat.messages.count, messagesUsed: used.count, model: modelName,
      usage: workspace.takeUsage())
    onEvent(.text(result.text(style: options.style)))
    return result
  }

  /// The chosen messages in sentences, which come closer to what people write than the bare quotes
  /// do (`models/README.md`).
  private func told(
    _ lines: [ChatLine], _ choice: QuoteSelection.Choice
  ) -> (summary: String, points: [SummaryPoint], mode: SummaryMode) {
    let sentences = SentenceComposer(
      lines: lines, choice: choice, language: language, ending: options.ending)
    return (
      sentences.summary(style: options.style), sentences.points(limit: options.points), .written
    )
  }

  /// The tokens of every line, and the windows that are looked at: the last ones of a long chat.
  func layout() throws -> (encoded: [[Int32]], windows: [Range<Int>]) {
    let room = try ChatWindows.maximumTokens(context: contextLength)
    let lineRoom = min(ChatWindows.maximumLineTokens, room / 2)
    let encoded = try lines.map { Array(try pointing.line($0).prefix(lineRoom)) }
    let windows = ChatWindows.ranges(tokenCounts: encoded.map(\.count), maximumTokens: room)
    return (encoded, windows.suffix(ChatWindows.maximumWindows))
  }

  /// The tokens of the two passes over each window.
  func prefillCounts() throws -> (lines: Int, passes: [[Int]]) {
    let (encoded, windows) = try layout()
    let passes = try windows.map { window in
      let part = Array(encoded[window])
      return [try pointing.context(part).count, try pointing.pointing(part).ids.count]
    }
    return (windows.reduce(0) { $0 + $1.count }, passes)
  }

  /// The score of each message of a window: the logit of keep over that of skip.
  private func score(
    _ window: Range<Int>, _ encoded: [[Int32]], _ workspace: Workspace
  ) throws -> [Float] {
    let part = Array(encoded[window])
    try workspace.prefill(try pointing.context(part))
    let (ids, markers) = try pointing.pointing(part)
    let rows = [pointing.keep, pointing.skip].sorted()
    let logits = try workspace.append(ids, logitsAt: markers, rows: rows)
    let keep = rows[0] == pointing.keep ? 0 : 1
    return logits.map { $0[keep] - $0[1 - keep] }
  }

  private func headline(
    _ windows: [Range<Int>], _ encoded: [[Int32]], chosen: [Int], _ workspace: Workspace
  ) throws -> String {
    // The window with the most chosen messages, the later one of equals.
    let counts = windows.map { window in chosen.count(where: window.contains) }
    guard let most = counts.max(), let best = counts.lastIndex(of: most) else { return "" }
    if best != windows.count - 1 { _ = try score(windows[best], encoded, workspace) }
    let title = try Headline(pointing: pointing, language: language)
      .run(workspace, Array(lines[windows[best]]))
    return title ?? chosen.first.map { QuoteText.shortened(lines[$0].text, to: 20) } ?? ""
  }
}
