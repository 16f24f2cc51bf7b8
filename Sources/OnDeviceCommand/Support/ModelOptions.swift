import ArgumentParser
import OnDevice

/// The options that say which model runs, and how.
struct ModelOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A GGUF file, a Hugging Face folder, or a name in $ONDEVICE_MODELS or "
        + "~/.local/share/ondevice/models.",
      discussion: "Without it, the model inside this program.", valueName: "model"))
  var model: String?

  @Option(name: .long, help: "Threads (default: the CPUs that this process may really use).")
  var threads: Int?

  @Option(
    name: .long, help: "The largest context in tokens (default: grows up to the model's limit).")
  var context: Int?

  @Option(name: .long, help: "How keys and values are kept: f16, q8_0 or f32.")
  var cacheType: CacheType = .float16

  @Option(name: .long, help: "auto, or f32: no quantised or rounded activations.")
  var compute: ComputePrecision = .auto

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Who guesses tokens ahead: lookup (the text so far), off, or a smaller model.",
      discussion: "Guesses change the time and never the text.", valueName: "lookup|off|model"))
  var draft: DraftSource = .lookup

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "A LoRA adapter, GGUF or a PEFT folder, and how strongly it is applied; may be repeated.",
      valueName: "file[:scale]"))
  var lora: [AdapterOption] = []

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads: expected 1 to 1024, found \(threads)")
    }
    if let context, context < 1 {
      throw ValidationError("--context: expected at least 1, found \(context)")
    }
  }

  /// How the model runs.
  var configuration: LanguageModel.Configuration {
    LanguageModel.Configuration(
      threads: threads, contextLimit: context, cacheType: cacheType, compute: compute,
      draft: draft, adapters: lora.map(\.adapter))
  }

  /// The model, opened; what it computes is kept in the session's file, where there is one.
  ///
  /// With `quietly`, what is odd about it has been told already.
  func open(session: SessionOption? = nil, quietly: Bool = false) throws -> LanguageModel {
    var configuration = configuration
    configuration.session = session?.session
    let opened = try LanguageModel.open(model, configuration: configuration)
    if !quietly { for warning in opened.warnings { Notice.warn(warning) } }
    return opened
  }
}

extension DraftSource: ExpressibleByArgument {
  public init?(argument: String) {
    switch argument {
    case "": return nil
    case "off": self = .off
    case "lookup": self = .lookup
    default: self = .model(argument)
    }
  }

  public var defaultValueDescription: String {
    switch self {
    case .off: "off"
    case .lookup: "lookup"
    case .model(let name): name
    }
  }
}

extension CacheType: ExpressibleByArgument {}
extension ComputePrecision: ExpressibleByArgument {}
