import ArgumentParser
import OnDevice

/// A companion that remembers.
struct ChatCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chat", abstract: "Talk with a companion that remembers.",
    discussion: """
      ondevice chat --model m.gguf --persona examples/persona.txt --memory hana.memory

      Each line of standard input is a turn; /help lists what can be asked of the program itself. \
      Ctrl-C stops an answer, Ctrl-D ends the talk.

      A persona is a text that says who the companion is. Its first lines may be name: NAME, \
      user: NAME and greeting: TEXT (이름:, 사용자:, 인사:). Character cards in JSON \
      (chara_card_v2) are read too.

      A memory is a folder with turns.jsonl and facts.jsonl, which you can read; use one for each \
      companion. Without --memory nothing is written.
      """,
    aliases: ["대화"])

  @Option(
    name: .long,
    help: ArgumentHelp("Who the companion is: a text, or a card in JSON.", valueName: "file"))
  var persona: String?

  @Option(
    name: .long, help: ArgumentHelp("The folder of what is remembered.", valueName: "dir"))
  var memory: String?

  @Option(name: .short, help: "The most tokens of an answer (default: 1024).")
  var n: Int?

  @Flag(name: .long, help: "Read invalid UTF-8 as U+FFFD.")
  var lossy = false

  @OptionGroup var sampling: SamplingOptions
  @OptionGroup var modelOptions: ModelOptions
  @OptionGroup var session: SessionOption

  func validate() throws {
    if persona == "-" {
      throw ValidationError("--persona: expected a file, found -: standard input has the talk")
    }
    if memory == "" { throw ValidationError("--memory: expected a folder, found an empty name") }
    if let n, n < 1 { throw ValidationError("-n: expected 1 or more, found \(n)") }
  }

  func run() async throws {
    let persona = try readPersona()
    let model = try modelOptions.open(session: session)
    let memory = try self.memory.map { path throws(OnDeviceError) in
      try CompanionMemory(folder: path)
    }
    for warning in memory?.warnings ?? [] { Notice.warn(warning) }
    let companion = try Companion(
      model: model, persona: persona, memory: memory ?? CompanionMemory())

    let language = TalkLanguage(persona: persona)
    var options = sampling.applied(to: GenerationOptions(temperature: 0.7))
    options.maximumResponseTokens = n
    if companion.converses {
      if options.temperature > 0, options.seed == nil {
        let seed = UInt64.random(in: 0...UInt64.max)
        options.seed = seed
        Notice.write("seed: \(seed)\n")
      }
    } else {
      let languages = language.isKnown ? [language.current] : Language.allCases
      for language in languages {
        Notice.write(TalkWords(language: language).cannotConverse + "\n")
      }
    }
    var talk = Talk(companion: companion, options: options, lossy: lossy, language: language)
    try await talk.run()
  }

  private func readPersona() throws -> Persona {
    guard let persona else { return Persona() }
    let input = try Input.read(
      persona, as: "a text that says who the companion is", longest: Persona.largestFile)
    return try Persona.read(input.bytes, name: input.name)
  }
}
