/// Makes recent tokens less likely: the repetition, frequency and presence penalties.
///
/// Sources: Keskar et al., "CTRL" (2019), for the division; the other two are OpenAI's. The
/// repetition penalty multiplies negative logits, or it would reward them.
struct Penalties: Sendable {
  let repetition: Float
  let frequency: Float
  let presence: Float

  init(_ settings: SamplerSettings) {
    repetition = settings.repeatPenalty
    frequency = settings.frequencyPenalty
    presence = settings.presencePenalty
  }

  func penalized(_ logit: Float, occurrences: Int) -> Float {
    let scaled = logit > 0 ? logit / repetition : logit * repetition
    return scaled - Float(occurrences) * frequency - presence
  }
}
