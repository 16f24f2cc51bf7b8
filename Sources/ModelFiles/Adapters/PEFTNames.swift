/// GGUF's names for the modules of Hugging Face models that adapters are made for.
///
/// Only matrices that both forms keep alike, row by row, are here: what a conversion cuts or puts
/// in another order (latent attention's fused parts, experts, the projections of Gated DeltaNet)
/// would need its rows moved too.
enum PEFTNames {
  private static let names: [String: String] = [
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.qkv_proj": "attn_qkv",
    "self_attn.o_proj": "attn_output",
    "self_attn.out_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.gate_up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
    "feed_forward.w1": "ffn_gate",
    "feed_forward.w3": "ffn_up",
    "feed_forward.w2": "ffn_down",
  ]

  /// `model.layers.0.self_attn.q_proj` is `blk.0.attn_q.weight`; nil for an unknown module.
  static func target(of module: String) -> String? {
    var rest = module[...]
    for prefix in ["language_model.model.", "model.language_model.", "model."] {
      if rest.hasPrefix(prefix) {
        rest = rest.dropFirst(prefix.count)
        break
      }
    }
    if rest == "lm_head" || rest == "language_model.lm_head" { return "output.weight" }
    let words = rest.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count == 3, words[0] == "layers", let index = Int(words[1]), index >= 0,
      String(index) == words[1], let name = names[String(words[2])]
    else { return nil }
    return "blk.\(index).\(name).weight"
  }
}
