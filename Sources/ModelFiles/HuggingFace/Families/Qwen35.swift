#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// Qwen 3.5, the text decoder: three layers with a gated delta rule to one with gated attention.
///
/// Norms are kept as the distance from 1, except that of the recurrent part. Where there are more
/// value heads than key heads, GGUF deals them out in turns instead of in groups.
func translateQwen35(_ folder: FolderTranslator) throws(ModelFileError) {
  try folder.qwen35(as: "qwen35", hasExperts: false)
}

/// Qwen 3.5 with experts, and a shared one with a gate of its own.
func translateQwen35Moe(_ folder: FolderTranslator) throws(ModelFileError) {
  try folder.qwen35(as: "qwen35moe", hasExperts: true)
}

/// The heads of the recurrent part.
struct DeltaHeads {
  let keys: Int
  let values: Int
  let keyWidth: Int
  let valueWidth: Int
  let taps: Int

  /// The place in the folder of each head in GGUF's order.
  var order: [Int] {
    let each = values / keys
    return (0..<each).flatMap { turn in (0..<keys).map { $0 * each + turn } }
  }
}

extension FolderTranslator {
  fileprivate func qwen35(
    as architecture: String, hasExperts: Bool
  ) throws(ModelFileError) {
    config.defaults = [
      "vocab_size": 248_320, "max_position_embeddings": 32_768, "rms_norm_eps": 1e-6,
      "num_key_value_heads": hasExperts ? 2 : 4, "head_dim": 256, "partial_rotary_factor": 0.25,
      "linear_conv_kernel_dim": 4, "linear_key_head_dim": 128, "linear_value_head_dim": 128,
      "linear_num_key_heads": 16, "linear_num_value_heads": 32,
    ]
    config.ignore("mtp_num_hidden_layers", "attn_output_gate", "mamba_ssm_dtype")
    begin(architecture)
    try requireActivation()
    let shape = try shape(setsInner: !hasExperts)
    try epsilon()
    try qwen35Rotation(shape)
    let heads = try deltaHeads()
    try recurrentLayers(shape)
    let count = hasExperts ? try sharedGateExperts(count: 256, used: 8, width: 512) : 0
    // The makers' router always divides by the sum.
    if hasExperts { set("expert_weights_norm", true) }
    try embeddingAndHead(normOffset: 1)
    tensors.ignore(prefixes: ["mtp.", "model.mtp."])
    let bias = try config.flag("attention_bias", default: false)
    for index in 0..<shape.layers {
      try offsetNorms(index)
      if hasExperts {
        try sharedGateFeedForward(index, shape, count: count)
      } else {
        try layer(index, feedForwardNames())
      }
      if isRecurrent(index) {
        try deltaRule(index, heads)
      } else {
        try layer(index, attentionNames(shape, bias: bias) + headNormNames(offset: 1))
      }
    }
  }

  /// Which layers carry a state.
  func recurrentLayers(_ shape: Shape) throws(ModelFileError) {
    config.ignore("layer_types")
    set("attention.recurrent_layers", (0..<shape.layers).map { isRecurrent($0) })
    set("full_attention_interval", try config.countIfPresent("full_attention_interval") ?? 4)
  }

  /// The norms of a layer, kept as the distance from 1.
  func offsetNorms(_ index: Int) throws(ModelFileError) {
    try layer(
      index,
      [
        LayerName("attn_norm", "input_layernorm", offset: 1),
        LayerName("post_attention_norm", "post_attention_layernorm", offset: 1),
      ])
  }

  func isRecurrent(_ index: Int) -> Bool {
    tensors.contains("model.layers.\(index).linear_attn.A_log")
  }

  /// Positions of texts turn alike in all three of their sections.
  fileprivate func qwen35Rotation(_ shape: Shape) throws(ModelFileError) {
    let rope = try FolderRope(config)
    let sections = try rope.section?.numbersIfPresent("mrope_section") ?? [11, 11, 10]
    rope.section?.ignore("mrope_interleaved")
    let dimensions = Int(Double(shape.headWidth) * rope.partial)
    set("rope.dimension_count", dimensions)
    set("rope.freq_base", rope.theta)
    let counts = sections.map { Int(exactly: $0) ?? 0 } + [0, 0, 0, 0]
    set("rope.dimension_sections", Array(counts.prefix(4)))
    try scaling(rope, shape, dimensions: dimensions)
    try rope.finish()
  }

  func deltaHeads() throws(ModelFileError) -> DeltaHeads {
    let heads = DeltaHeads(
      keys: try config.count("linear_num_key_heads"),
      values: try config.count("linear_num_value_heads"),
      keyWidth: try config.count("linear_key_head_dim"),
      valueWidth: try config.count("linear_value_head_dim"),
      taps: try config.count("linear_conv_kernel_dim"))
    guard heads.values % heads.keys == 0 else {
      throw config.failure(
        .invalid, "linear_num_value_heads", expected: "a multiple of \(heads.keys)",
        found: "\(heads.values)")
    }
    set("ssm.conv_kernel", heads.taps)
    set("ssm.state_size", heads.keyWidth)
    set("ssm.group_count", heads.keys)
    set("ssm.time_step_rank", heads.values)
    set("ssm.inner_size", heads.values * heads.valueWidth)
    return heads
  }

  fileprivate func deltaRule(_ index: Int, _ heads: DeltaHeads) throws(ModelFileError) {
    let source = "model.layers.\(index).linear_attn."
    let name = "blk.\(index)."
    let keyRows = 2 * heads.keys * heads.keyWidth
    try dealt(
      name + "attn_qkv.weight", source + "in_proj_qkv.weight", heads, skipping: keyRows,
      rowsEach: heads.valueWidth)
    try dealt(
      name + "attn_gate.weight", source + "in_proj_z.weight", heads, rowsEach: heads.valueWidth)
    try dealt(name + "ssm_beta.weight", source + "in_proj_b.weight", heads, rowsEach: 1)
    try dealt(name + "ssm_alpha.weight", source + "in_proj_a.weight", heads, rowsEach: 1)
    try dealt(
      name + "ssm_conv1d.weight", source + "conv1d.weight", heads, skipping: keyRows,
      rowsEach: heads.valueWidth, columns: heads.taps)
    try dealt(name + "ssm_dt.bias", source + "dt_bias", heads, rowsEach: 1, columns: 1)
    try deltaRates(index, heads, order: heads.order)
    try add(name + "ssm_norm.weight", from: source + "norm.weight")
    try dealtColumns(name + "ssm_out.weight", source + "out_proj.weight", heads)
  }

  /// The rates of decay, which the folder keeps as the logarithms of what they are below 0.
  func deltaRates(_ index: Int, _ heads: DeltaHeads, order: [Int]) throws(ModelFileError) {
    let source = "model.layers.\(index).linear_attn.A_log"
    let (dimensions, logarithms) = try tensors.takeFloats(source)
    guard dimensions == [heads.values] else {
      throw tensors.failure(
        .mismatch, source, expected: "\([heads.values])", found: "\(dimensions)")
    }
    add(
      "blk.\(index).ssm_a", floats: order.map { -exp(logarithms[$0]) }, dimensions: dimensions)
  }

  /// Rows of value heads in GGUF's order, behind rows that stay; in place where the orders agree.
  private func dealt(
    _ name: String, _ source: String, _ heads: DeltaHeads, skipping start: Int = 0,
    rowsEach: Int, columns: Int? = nil
  ) throws(ModelFileError) {
    let (type, dimensions, bytes) = try tensors.take(source)
    let rows = start + heads.values * rowsEach
    let elements = dimensions.reduce(1, *)
    guard dimensions[0] == rows, elements % rows == 0, columns ?? elements / rows == elements / rows
    else {
      throw tensors.failure(
        .mismatch, source, expected: "\(rows) rows", found: "\(dimensions)")
    }
    let shape = dimensions.count == 1 ? [rows] : [rows, elements / rows]
    guard heads.values != heads.keys else { return try add(name, from: source, shaped: shape) }
    let block = elements / rows * rowsEach * type.blockByteCount
    let offset = elements / rows * start * type.blockByteCount
    add(name, type, dimensions: shape, byteCount: bytes.count) { result in
      result.append(bytes[..<offset])
      for head in heads.order {
        result.append(bytes[offset + head * block..<offset + (head + 1) * block])
      }
    }
    tensors.release(source)
  }

  /// Columns of value heads in GGUF's order.
  private func dealtColumns(
    _ name: String, _ source: String, _ heads: DeltaHeads
  ) throws(ModelFileError) {
    let (type, dimensions, bytes) = try tensors.take(source)
    guard dimensions.count == 2, dimensions[1] == heads.values * heads.valueWidth else {
      throw tensors.failure(
        .mismatch, source, expected: "\(heads.values * heads.valueWidth) columns",
        found: "\(dimensions)")
    }
    guard heads.values != heads.keys else { return try add(name, from: source) }
    let block = heads.valueWidth * type.blockByteCount
    let rowBytes = dimensions[1] * type.blockByteCount
    add(name, type, dimensions: dimensions, byteCount: bytes.count) { result in
      for row in 0..<dimensions[0] {
        for head in heads.order {
          let start = row * rowBytes + head * block
          result.append(bytes[start..<start + block])
        }
      }
    }
    tensors.release(source)
  }
}
