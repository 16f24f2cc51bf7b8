import ModelFiles

/// Llama 1 to 3 and the many models of its shape.
///
/// Files keep the rows of q and k permuted, so that pairs are adjacent; Llama 3's frequency scaling
/// comes as the tensor `rope_freqs.weight`.
func planLlama(_ reader: PlanReader) throws(ModelFileError) -> DecoderPlan {
  // Mixtral calls itself llama too.
  let experts = try reader.file.metadata.unsignedIfPresent("llama.expert_count") ?? 0
  guard experts == 0 else {
    throw reader.failure("expert_count", expected: "a model without experts", found: "\(experts)")
  }
  return try reader.decoder(pairing: .adjacent, headNorm: .none)
}
