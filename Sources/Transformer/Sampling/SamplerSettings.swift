/// How the next token is chosen from the logits; by default it is the best one, always.
///
/// The steps run in this order, the common order of llama.cpp: logit bias, penalties, then, unless
/// greedy, top-k, top-p, min-p, temperature, and the draw. A step whose setting is neutral is left
/// out. The mask of a ``TokenSet`` comes before all of them.
package struct SamplerSettings: Sendable, Hashable {
  /// Divides the logits before the draw; 0 takes the best token without a draw.
  package var temperature: Float
  /// Keeps that many of the best tokens; 0 keeps all.
  package var topK: Int
  /// Keeps the fewest best tokens whose probabilities reach this sum; 1 keeps all.
  package var topP: Float
  /// Keeps tokens at least this likely relative to the best one; 0 keeps all.
  package var minP: Float
  /// Divides a positive logit, and multiplies a negative one, of each recent token; 1 is neutral.
  package var repeatPenalty: Float
  /// Is subtracted once per recent occurrence; 0 is neutral.
  package var frequencyPenalty: Float
  /// Is subtracted once from each token that occurred recently; 0 is neutral.
  package var presencePenalty: Float
  /// How many of the last tokens are recent.
  package var penaltyWindow: Int
  /// Whether tokens of the prompt are recent too, as in llama.cpp.
  package var penalizesPrompt: Bool
  /// Is added to the logit of a token; `-infinity` forbids it.
  package var logitBias: [Int32: Float]
  /// The start of the random sequence: equal seeds and logits give equal tokens.
  package var seed: UInt64
  /// Tokens that are given one after the other in place of those that are chosen, until there are no
  /// more: for measurements of a recorded text, which cost what choosing it would.
  package var replayed: [Int32] = []

  package init(
    temperature: Float = 0, topK: Int = 0, topP: Float = 1, minP: Float = 0,
    repeatPenalty: Float = 1, frequencyPenalty: Float = 0, presencePenalty: Float = 0,
    penaltyWindow: Int = 64, penalizesPrompt: Bool = true,
    logitBias: [Int32: Float] = [:], seed: UInt64 = 0
  ) {
    self.temperature = temperature
    self.topK = topK
    self.topP = topP
    self.minP = minP
    self.repeatPenalty = repeatPenalty
    self.frequencyPenalty = frequencyPenalty
    self.presencePenalty = presencePenalty
    self.penaltyWindow = penaltyWindow
    self.penalizesPrompt = penalizesPrompt
    self.logitBias = logitBias
    self.seed = seed
  }

  package var isGreedy: Bool { temperature == 0 }

  var penalizes: Bool {
    penaltyWindow > 0 && (repeatPenalty != 1 || frequencyPenalty != 0 || presencePenalty != 0)
  }

  /// Throws unless every number is one that the steps can work with.
  package func validate() throws(TransformerError) {
    func check(
      _ holds: Bool, _ name: String, _ expected: String, _ found: some CustomStringConvertible
    ) throws(TransformerError) {
      guard holds else {
        throw .invalidSetting(name: name, expected: expected, found: found.description)
      }
    }
    try check(
      temperature >= 0 && temperature.isFinite, "temperature", "0 or more", temperature)
    try check(topK >= 0, "top-k", "0 or more", topK)
    try check(topP > 0 && topP <= 1, "top-p", "above 0 and at most 1", topP)
    try check(minP >= 0 && minP <= 1, "min-p", "from 0 to 1", minP)
    try check(
      repeatPenalty > 0 && repeatPenalty.isFinite, "repeat penalty", "above 0", repeatPenalty)
    try check(frequencyPenalty.isFinite, "frequency penalty", "a finite number", frequencyPenalty)
    try check(presencePenalty.isFinite, "presence penalty", "a finite number", presencePenalty)
    try check(penaltyWindow >= 0, "penalty window", "0 or more", penaltyWindow)
    for (id, bias) in logitBias where bias.isNaN || bias == .infinity {
      try check(false, "logit bias of token \(id)", "a finite number or -infinity", bias)
    }
  }
}
