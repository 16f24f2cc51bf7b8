/// How the next token is chosen and when to stop.
///
/// The order in which the settings apply is that of `SamplerSettings` in `Transformer`.
public struct GenerationOptions: Sendable, Hashable {
  /// 0 takes the likeliest token.
  public var temperature: Float
  /// Only the k likeliest tokens; 0 is all.
  public var topK: Int
  /// Only the likeliest tokens whose probabilities sum to this; 1 is all.
  public var topP: Float
  /// Only tokens at least this times as likely as the likeliest; 0 is all.
  public var minP: Float
  /// Divides positive and multiplies negative logits of recent tokens; 1 is off.
  public var repeatPenalty: Float
  /// How many of the last tokens the penalties look at.
  public var penaltyWindow: Int
  public var presencePenalty: Float
  public var frequencyPenalty: Float
  /// Added to the logits of these token ids.
  public var logitBias: [Int: Float]
  /// Makes a random run repeatable; drawn when absent.
  public var seed: UInt64?
  /// The most tokens that a response may have; `nil` is the rest of the context.
  public var maximumResponseTokens: Int?
  /// Texts that end a response; they are not part of it.
  public var stop: [String]

  /// The likeliest token at each step, unless told otherwise.
  public init(
    temperature: Float = 0, topK: Int = 40, topP: Float = 0.95, minP: Float = 0.05,
    repeatPenalty: Float = 1, penaltyWindow: Int = 64, presencePenalty: Float = 0,
    frequencyPenalty: Float = 0, logitBias: [Int: Float] = [:], seed: UInt64? = nil,
    maximumResponseTokens: Int? = nil, stop: [String] = []
  ) {
    self.temperature = temperature
    self.topK = topK
    self.topP = topP
    self.minP = minP
    self.repeatPenalty = repeatPenalty
    self.penaltyWindow = penaltyWindow
    self.presencePenalty = presencePenalty
    self.frequencyPenalty = frequencyPenalty
    self.logitBias = logitBias
    self.seed = seed
    self.maximumResponseTokens = maximumResponseTokens
    self.stop = stop
  }

  /// The likeliest token at each step.
  public static let greedy = GenerationOptions()
}

/// Why a response ended.
public enum FinishReason: String, Sendable, Hashable {
  /// The model ended it, or a stop text came.
  case stop
  /// The largest number of tokens was reached.
  case length
  /// It was cancelled.
  case cancelled
  /// The context is full.
  case context
}
