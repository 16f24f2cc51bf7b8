/// A record of a KakaoTalk export while its lines are being collected.
struct KakaoDraft {
  var time: LocalTime?
  var sender: String?
  var body: [UInt8]
  /// Set for what the messenger wrote; otherwise the body decides.
  var kind: Message.Kind?

  init(time: LocalTime?, sender: String?, body: ArraySlice<UInt8>, kind: Message.Kind? = nil) {
    self.time = time
    self.sender = sender
    self.body = Array(body)
    self.kind = kind
  }

  /// A sentence of the messenger that stands where no sender is named.
  init(time: LocalTime?, sentence: ArraySlice<UInt8>) {
    let isGone = KakaoSentences.isTombstone(sentence.trimmedRight)
    self.init(time: time, sender: nil, body: sentence, kind: isGone ? .deleted : .system)
  }

  mutating func append(line: ArraySlice<UInt8>) {
    body.append(UInt8(ascii: "\n"))
    body.append(contentsOf: line)
  }

  var message: Message {
    let trimmed = body[...].trimmedRight
    return Message(
      time: time, sender: sender, kind: kind ?? KakaoBody.kind(of: trimmed), text: trimmed.string)
  }
}

/// Collects drafts and gives the lines between two headers to the records they belong to.
struct KakaoCollector {
  let text: SourceText
  private(set) var drafts: [KakaoDraft] = []
  private var run: [Line] = []

  init(_ text: SourceText) { self.text = text }

  /// Begins a record; the run before it must have been closed.
  mutating func begin(_ draft: KakaoDraft) { drafts.append(draft) }

  /// Adds a line that is no header to the run.
  mutating func add(_ line: Line) { run.append(line) }

  /// Ends a run: sentences of the messenger at its end become records of their own, and what is
  /// left belongs to the record before.
  ///
  /// The same sentence in the middle of a run stays where it is: people quote it.
  mutating func closeRun(where isSentence: (Line) -> Bool) {
    defer { run.removeAll(keepingCapacity: true) }
    guard !drafts.isEmpty else { return }
    var end = run.count
    while end > 0, text.isBlank(run[end - 1]) || isSentence(run[end - 1]) { end -= 1 }
    for line in run[..<end] { drafts[drafts.count - 1].append(line: text[line]) }
    let time = drafts.last?.time
    for line in run[end...] where !text.isBlank(line) { addSentence(line, at: time) }
  }

  /// Ends a run in which every line is the messenger's, as between a date and the first record.
  mutating func closeSystemRun(at time: LocalTime?) {
    for line in run where !text.isBlank(line) { addSentence(line, at: time) }
    run.removeAll(keepingCapacity: true)
  }

  private mutating func addSentence(_ line: Line, at time: LocalTime?) {
    let sentence = text[line]
    if drafts.last?.kind == .system, KakaoSentences.isPolicy(sentence.trimmedRight) {
      drafts[drafts.count - 1].append(line: sentence)
    } else {
      drafts.append(KakaoDraft(time: time, sentence: sentence))
    }
  }
}
