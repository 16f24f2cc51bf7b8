/// Qwen 3 Next: Qwen 3.5's layers with experts, its recurrent matrices in one for each key head.
///
/// A key head's rows of `in_proj_qkvz` are its query, its key, the values that go with it and their
/// gates; GGUF keeps queries, keys and values in one matrix, gates in another, and leaves heads in
/// their order.
func translateQwen3Next(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 151_936, "max_position_embeddings": 32_768, "rms_norm_eps": 1e-6,
    "num_key_value_heads": 2, "head_dim": 256, "partial_rotary_factor": 0.25,
    "linear_conv_kernel_dim": 4, "linear_key_head_dim": 128, "linear_value_head_dim": 128,
    "linear_num_key_heads": 16, "linear_num_value_heads": 32,
  ]
  folder.config.ignore("decoder_sparse_step", "mlp_only_layers")
  folder.begin("qwen3next")
  try folder.requireActivation()
  let shape = try folder.shape()
  try folder.epsilon()
  try folder.rotation(shape)
  let heads = try folder.deltaHeads()
  try folder.recurrentLayers(shape)
  let count = try folder.sharedGateExperts(count: 512, used: 10, width: 512)
  folder.set("expert_weights_norm", try folder.config.flag("norm_topk_prob", default: true))
  try folder.embeddingAndHead(normOffset: 1)
  folder.tensors.ignore(prefixes: ["mtp.", "model.mtp."])
  let bias = try folder.config.flag("attention_bias", default: false)
  for index in 0..<shape.layers {
    try folder.offsetNorms(index)
    if folder.hasExperts(index) {
      try folder.sharedGateFeedForward(index, shape, count: count)
    } else {
      try folder.layer(index, folder.feedForwardNames())
    }
    if folder.isRecurrent(index) {
      try folder.groupedDeltaRule(index, heads)
    } else {
      try folder.layer(
        index, folder.attentionNames(shape, bias: bias) + folder.headNormNames(offset: 1))
    }
  }
}

extension FolderTranslator {
  /// The numbers of experts where one more is shared behind a gate of its own.
  func sharedGateExperts(count: Int, used: Int, width: Int) throws(ModelFileError) -> Int {
    let usual = [
      "num_experts": count, "num_experts_per_tok": used, "moe_intermediate_size": width,
      "shared_expert_intermediate_size": width,
    ]
    config.defaults.merge(usual.mapValues { Double($0) }) { own, _ in own }
    set(
      "expert_shared_feed_forward_length", try config.count("shared_expert_intermediate_size"))
    return try expertKeys(
      countKeys: ["num_experts", "num_local_experts"],
      width: try config.count("moe_intermediate_size"))
  }

  func sharedGateFeedForward(
    _ index: Int, _ shape: Shape, count: Int
  ) throws(ModelFileError) {
    try layer(index, [LayerName("ffn_gate_inp", "mlp.gate")])
    try add(
      "blk.\(index).ffn_gate_inp_shexp.weight",
      from: "model.layers.\(index).mlp.shared_expert_gate.weight", shaped: [shape.width])
    try experts(index, "mlp.experts", count: count)
    try sharedExpert(index, "mlp.shared_expert")
  }

  fileprivate func groupedDeltaRule(
    _ index: Int, _ heads: DeltaHeads
  ) throws(ModelFileError) {
    let source = "model.layers.\(index).linear_attn."
    let name = "blk.\(index)."
    let values = heads.values / heads.keys * heads.valueWidth  // rows of a key head's values
    let key = heads.keyWidth
    try gathered(
      name + "attn_qkv.weight", source + "in_proj_qkvz.weight", heads,
      [0..<key, key..<2 * key, 2 * key..<2 * key + values])
    try gathered(
      name + "attn_gate.weight", source + "in_proj_qkvz.weight", heads,
      [2 * key + values..<2 * key + 2 * values])
    tensors.release(source + "in_proj_qkvz.weight")
    try add(name + "ssm_ba.weight", from: source + "in_proj_ba.weight")
    let channels = heads.keys * (2 * key + values)
    try add(
      name + "ssm_conv1d.weight", from: source + "conv1d.weight", shaped: [channels, heads.taps])
    try add(name + "ssm_dt.bias", from: source + "dt_bias")
    try deltaRates(index, heads, order: Array(0..<heads.values))
    try add(name + "ssm_norm.weight", from: source + "norm.weight")
    try add(name + "ssm_out.weight", from: source + "out_proj.weight")
  }

  /// Of every key head the rows of the first range, then of every one those of the next.
  private func gathered(
    _ name: String, _ source: String, _ heads: DeltaHeads, _ ranges: [Range<Int>]
  ) throws(ModelFileError) {
    let (type, dimensions, bytes) = try tensors.take(source)
    let each = 2 * (heads.keyWidth + heads.values / heads.keys * heads.valueWidth)
    guard dimensions.count == 2, dimensions[0] == heads.keys * each else {
      throw tensors.failure(
        .mismatch, source, expected: "\(heads.keys * each) rows", found: "\(dimensions)")
    }
    let rowBytes = dimensions[1] * type.blockByteCount
    let rows = heads.keys * ranges.reduce(0) { $0 + $1.count }
    add(name, type, dimensions: [rows, dimensions[1]], byteCount: rows * rowBytes) { result in
      for range in ranges {
        for head in 0..<heads.keys {
          let start = (head * each + range.lowerBound) * rowBytes
          result.append(bytes[start..<start + range.count * rowBytes])
        }
      }
    }
  }
}
