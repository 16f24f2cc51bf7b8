/// How the keys and values of the context are kept.
public enum CacheType: String, Sendable, Hashable, CaseIterable {
  case float16 = "f16"
  case float32 = "f32"
  /// Eight bits with a scale for each 32 numbers: half of f16's memory.
  case quantized8 = "q8_0"
}

/// Whether activations may be rounded.
public enum ComputePrecision: String, Sendable, Hashable, CaseIterable {
  /// The fastest way: quantised weights meet activations rounded to eight bits.
  case auto
  /// No quantised or rounded activations.
  case float32 = "f32"
}

/// Who guesses tokens ahead, so that several are verified in one pass over the weights.
///
/// Guesses change the time that a text takes and never the text.
public enum DraftSource: Sendable, Hashable {
  case off
  /// The prompt and the text so far: what followed the last few tokens before may follow again.
  case lookup
  /// A smaller model with the same vocabulary, by path or name.
  case model(String)
}

extension LanguageModel {
  /// How a model runs.
  public struct Configuration: Sendable, Hashable {
    /// `nil` is the number of CPUs that this process may really use.
    public var threads: Int?
    /// The largest context in tokens; `nil` is the model's own limit.
    public var contextLimit: Int?
    public var cacheType: CacheType
    public var compute: ComputePrecision
    /// Tokens per prefill chunk.
    public var prefillChunk: Int
    public var draft: DraftSource
    /// LoRA adapters, all of them applied at once.
    public var adapters: [Adapter]
    /// A file that keeps what was computed for a prompt; `nil` keeps nothing on disk.
    ///
    /// It is read when work begins and written when it ends, so that the next process pays for what
    /// is new only.
    public var session: String?

    public init(
      threads: Int? = nil, contextLimit: Int? = nil, cacheType: CacheType = .float16,
      compute: ComputePrecision = .auto, prefillChunk: Int = 256,
      draft: DraftSource = .lookup, adapters: [Adapter] = [],
      session: String? = nil
    ) {
      self.threads = threads
      self.contextLimit = contextLimit
      self.cacheType = cacheType
      self.compute = compute
      self.prefillChunk = prefillChunk
      self.draft = draft
      self.adapters = adapters
      self.session = session
    }
  }
}
