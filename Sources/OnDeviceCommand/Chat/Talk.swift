import Foundation
import OnDevice

/// A talk on standard input and output: one line, one turn.
struct Talk {
  let companion: Companion
  let options: GenerationOptions
  let lossy: Bool
  private let output = TalkOutput()
  private var language: TalkLanguage
  private var turn = 0

  init(companion: Companion, options: GenerationOptions, lossy: Bool, language: TalkLanguage) {
    self.companion = companion
    self.options = options
    self.lossy = lossy
    self.language = language
  }

  private var words: TalkWords { TalkWords(language: language.current) }

  /// Talks until the input ends or somebody ends it.
  mutating func run() async throws {
    let memory = companion.memory
    let said = await companion.talk.count
    if output.isInteractive {
      output.notice(words.start(turns: said, hasFolder: memory.folder != nil))
    }
    if said == 0, let greeting = companion.persona.greeting {
      output.speaker(companion.persona.name)
      output.line(greeting)
    }
    let reader = try LineReader(path: "-")
    var number = 0
    output.prompt(companion.persona.user)
    while let bytes = try reader.next() {
      number += 1
      try Task.checkCancellation()
      do {
        let line = try text(bytes, number)
        if !line.isEmpty, try await !take(line) { return }
      } catch let error where output.isInteractive && !(error is CancellationError) {
        // Who types the lines reads what is wrong and goes on.
        guard let known = Failure.known(error), known.code != .cancelled else { throw error }
        Notice.write("error: \(Failure.oneLine(known.message))\n")
        if let hint = known.hint { Notice.write("hint: \(Failure.oneLine(hint))\n") }
      }
      output.prompt(companion.persona.user)
    }
    if output.isInteractive { Notice.write("\n") }
  }

  private func text(_ line: LineReader.Line, _ number: Int) throws -> String {
    guard case .bytes(let data) = line else {
      throw OnDeviceError(
        .badData, "line \(number): expected at most \(LineReader.longest) bytes, found more")
    }
    guard lossy || String(validating: data, as: UTF8.self) != nil else {
      throw OnDeviceError(
        .badData, "line \(number): expected UTF-8, found an invalid byte sequence",
        hint: "convert the text to UTF-8, or give --lossy")
    }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Does what a line says; false where it ends the talk.
  private mutating func take(_ line: String) async throws -> Bool {
    switch SlashCommand.read(line) {
    case .message(let text):
      language.follow(text)
      try await answer { companion, options, receive in
        try await companion.respond(to: text, options: options, receive: receive)
      }
    case .command(.quit): return false
    case .command(let command): try await run(command)
    }
    return true
  }

  private mutating func run(_ command: SlashCommand) async throws {
    switch command {
    case .help: output.line(words.help)
    case .persona: output.line(words.persona(companion.persona))
    case .memory:
      output.line(words.memory(companion.memory, talk: await companion.talk.count))
    case .reset:
      try await companion.reset()
      output.notice(words.newTalk)
    case .retry:
      try await answer(orSay: words.noAlternative) { companion, options, receive in
        try await companion.retry(options: options, receive: receive)
      }
    case .undo:
      guard let gone = try await companion.undo() else { return Notice.warn(words.nothingSaid) }
      output.notice(words.undone(gone.prompt))
    case .remember(let text):
      output.notice(words.remembered(try companion.memory.remember(text).text))
    case .forget(let text):
      let gone = try await companion.forget(text == "all" || text == "전부" ? nil : text)
      output.notice(words.forgotten(facts: gone.facts, exchanges: gone.exchanges))
    case .save(let path):
      try save(to: path)
      output.notice(words.saved(path))
    case .incomplete(let name): Notice.warn(words.incomplete(name))
    case .unknown(let name): Notice.warn(words.unknown(name))
    case .quit: break
    }
  }

  private typealias Request =
    @Sendable (Companion, GenerationOptions, @escaping @Sendable (String) -> Void) async throws ->
    CompanionAnswer?

  /// Shows an answer as it comes; Ctrl-C stops it and nothing else.
  private mutating func answer(
    orSay nothing: String? = nil, _ request: @escaping Request
  ) async throws {
    // Each message draws anew, and a given seed still gives the same talk.
    var options = options
    options.seed = options.seed.map { $0 &+ UInt64(turn) << 16 }
    turn += 1
    let settled = options
    let (companion, output) = (companion, output)
    output.speaker(companion.persona.name)
    let answer = try await Interrupts.cancelling {
      try await request(companion, settled) { output.piece($0) }
    }
    guard let answer else { return Notice.warn(words.nothingSaid) }
    if let warning = answer.warning { Notice.warn(warning) }
    if answer.finish == .cancelled {
      output.line()
      output.notice(words.stopped)
    } else {
      output.line(answer.text.isEmpty ? nothing ?? words.nothing(answer.absence) : "")
    }
  }

  /// Writes the talk to a new file.
  private func save(to path: String) throws {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw OnDeviceError(
        .cannotWrite, "\(path): expected no file of that name, found one", hint: "give a new name")
    }
    let file = try OutputFile(path: path)
    try file.append(Data(companion.transcript(in: language.current).utf8))
    try file.finish()
  }
}
