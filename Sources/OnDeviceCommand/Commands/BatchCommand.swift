import ArgumentParser
import OnDevice

/// Many requests in one process: JSON lines in, JSON lines out.
struct BatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch", abstract: "Many requests: JSON lines in, JSON lines out, in their order.",
    discussion: """
      Each line is an object: an "id" that is given back, and what the task takes, options by their \
      names with _ for -:

        summarize, suggest, events, import  {"id":1,"chat":TEXT or MESSAGES,"me":"민서","points":2}
        compose                             {"id":1,"ask":"엄마한테 늦는다고 전해줘","chat":…}
        rewrite                             {"id":1,"text":"이거 봐","style":"존댓말"}
        generate                            {"id":1,"prompt":TEXT or "ids":[1,2],"max_tokens":64}

      The answer is {"id","result"} with what the command of that name prints with --json, or \
      {"id","error":{"code","message","hint"}}; a line that cannot be done does not stop the others. \
      Each answer is written at once.

        jq -c '{id: .file, chat: .text}' chats.jsonl | ondevice batch summarize --jobs 2

      한 줄에 요청 하나(JSON)를 읽어 한 줄에 답 하나를 같은 순서로 씁니다. 잘못된 줄은 그 줄만 \
      오류로 답하고 나머지는 계속합니다.
      """)

  @Argument(help: "summarize, suggest, compose, events, rewrite, import or generate.")
  var task: BatchTaskName

  @Argument(help: "A file with one JSON object a line, or - for standard input.")
  var file = "-"

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Lines at work at a time (default: 1; generate: 8).",
      discussion:
        "Threads are shared among them; generate reads the weights once for all its lines."))
  var jobs: Int?

  @Flag(name: .long, help: "Keep in each result what it cost.")
  var usage = false

  @OptionGroup var modelOptions: ModelOptions

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) {
      throw ValidationError("--jobs: expected 1 to 256, found \(jobs)")
    }
  }

  func run() async throws {
    let reader = try LineReader(path: file)
    let output = OrderedOutput(usage: usage)
    guard let work = task.work else {
      let model = try modelOptions.open()
      return try await GenerationBatch(
        reader: reader, output: output, modelName: model.name, width: jobs ?? 8
      ).run(model)
    }
    try await BatchRun(reader: reader, output: output, assistants: try assistants()).run(work)
  }

  /// One assistant for each line at work, with its share of the threads; the weights are mapped, so
  /// all of them use the same memory.
  private func assistants() throws -> [ChatAssistant] {
    let first = try modelOptions.open()
    let count = jobs ?? 1
    guard count > 1 else { return [ChatAssistant(model: first)] }
    var own = modelOptions
    own.threads = max(1, first.machine.threads / count)
    return try (0..<count).map { _ in ChatAssistant(model: try own.open(quietly: true)) }
  }
}

/// What a batch can do.
enum BatchTaskName: String, ExpressibleByArgument, CaseIterable {
  case summarize, suggest, compose, events, rewrite, generate
  case importing = "import"

  init?(argument: String) {
    switch argument {
    case "요약": self = .summarize
    case "답장": self = .suggest
    case "작성": self = .compose
    case "다듬기": self = .rewrite
    case "일정": self = .events
    default: self.init(rawValue: argument)
    }
  }

  /// How a line is done; nil for continuations, which go on together.
  var work: BatchRun.Work? {
    switch self {
    case .summarize: { try await SummarizeCommand.answer($0, by: $1) }
    case .suggest: { try await SuggestCommand.answer($0, by: $1) }
    case .compose: { try await ComposeCommand.answer($0, by: $1) }
    case .events: { try await EventsCommand.answer($0, by: $1) }
    case .rewrite: { try await RewriteCommand.answer($0, by: $1) }
    case .importing: { try await ImportCommand.answer($0, by: $1) }
    case .generate: nil
    }
  }
}
