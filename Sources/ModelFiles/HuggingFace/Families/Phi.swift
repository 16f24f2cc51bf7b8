/// Phi 3 and 4 (mini): q, k and v are one matrix, gate and up another; GGUF files keep them so.
func translatePhi3(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 32_064, "max_position_embeddings": 4096, "rms_norm_eps": 1e-5,
    "partial_rotary_factor": 1,
  ]
  folder.config.ignore(
    "embd_pdrop", "resid_pdrop", "full_attn_mod", "interpolate_factor", "original_rope_scaling")
  let shape = try folder.beginDecoder("phi3")
  if !folder.hasLongRope {
    // The key is required in GGUF files of this family, scaled or not.
    let original = try folder.config.countIfPresent("original_max_position_embeddings")
    folder.set("rope.scaling.original_context_length", original ?? shape.contextLimit)
  }
  try folder.embeddingAndHead()
  // The key tells Phi 4 from Phi 3 in other engines, where it is 0.
  let window = try folder.config.countIfPresent("sliding_window")
  folder.set("attention.sliding_window", window ?? 0)
  for index in 0..<shape.layers {
    try folder.layer(
      index,
      folder.preNormNames + [
        FolderTranslator.LayerName("attn_qkv", "self_attn.qkv_proj"),
        FolderTranslator.LayerName("attn_output", "self_attn.o_proj"),
        FolderTranslator.LayerName("ffn_up", "mlp.gate_up_proj"),
        FolderTranslator.LayerName("ffn_down", "mlp.down_proj"),
      ])
  }
}

extension FolderTranslator {
  /// Whether the rotation that was written has two sets of divisors.
  var hasLongRope: Bool { results.contains { $0.entry.name == "rope_factors_long.weight" } }
}
