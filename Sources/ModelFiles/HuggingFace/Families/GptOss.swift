/// gpt-oss: a sink for each head, windows in every other layer, experts with biases and a bounded
/// gate, their weights packed as MXFP4 or plain.
func translateGptOss(_ folder: FolderTranslator) throws(ModelFileError) {
  folder.config.defaults = [
    "vocab_size": 201_088, "max_position_embeddings": 131_072, "rms_norm_eps": 1e-5,
    "num_key_value_heads": 8, "head_dim": 64, "num_local_experts": 128,
    "num_experts_per_tok": 4, "rope_theta": 150_000,
  ]
  folder.config.ignore("experts_per_token", "quantization_config")
  let shape = try folder.beginDecoder("gpt-oss")
  let count = try folder.expertKeys(
    countKeys: ["num_local_experts", "num_experts"],
    width: try folder.config.count("intermediate_size"))
  folder.setWindow(
    try folder.config.countIfPresent("sliding_window") ?? 128,
    layers: try folder.slidingLayers(shape) ?? (0..<shape.layers).map { $0 % 2 == 0 })
  let alpha = try folder.config.numberIfPresent("swiglu_alpha") ?? 1.702
  guard alpha == 1.702 else {
    throw folder.config.failure(
      .unsupportedType, "swiglu_alpha", expected: "1.702", found: "\(alpha)")
  }
  let limit = try folder.config.positiveIfPresent("swiglu_limit") ?? 7
  folder.set("swiglu_clamp_exp", limits: [Float](repeating: Float(limit), count: shape.layers))
  try folder.embeddingAndHead()
  let bias = try folder.config.flag("attention_bias", default: true)
  for index in 0..<shape.layers {
    try folder.layer(
      index,
      [
        FolderTranslator.LayerName("attn_norm", "input_layernorm"),
        FolderTranslator.LayerName("post_attention_norm", "post_attention_layernorm"),
        FolderTranslator.LayerName("ffn_gate_inp", "mlp.router", bias: true),
      ] + folder.attentionNames(shape, bias: bias))
    try folder.add(
      "blk.\(index).attn_sinks.weight", from: "model.layers.\(index).self_attn.sinks")
    try folder.gptOssExperts(index, count: count, width: shape.width)
  }
}

extension FolderTranslator {
  func set(_ key: String, limits: [Float]) { metadata.set("\(architecture).\(key)", to: limits) }

  fileprivate func gptOssExperts(_ index: Int, count: Int, width: Int) throws(ModelFileError) {
    let source = "model.layers.\(index).mlp.experts."
    let name = "blk.\(index).ffn_"
    try interleavedBias(name, source + "gate_up_proj_bias")
    try add(name + "down_exps.bias", from: source + "down_proj_bias")
    if tensors.contains(source + "gate_up_proj_blocks") {
      try packed(name + "gate_exps.weight", source + "gate_up_proj", from: 0, by: 2)
      try packed(name + "up_exps.weight", source + "gate_up_proj", from: 1, by: 2)
      try packed(name + "down_exps.weight", source + "down_proj", from: 0, by: 1)
    } else {
      try transposed(name + "gate_exps.weight", source + "gate_up_proj", from: 0, by: 2)
      try transposed(name + "up_exps.weight", source + "gate_up_proj", from: 1, by: 2)
      try transposed(name + "down_exps.weight", source + "down_proj", from: 0, by: 1)
    }
  }

  /// The elements at even places belong to the gate, those at odd ones to the values.
  private func interleavedBias(_ name: String, _ source: String) throws(ModelFileError) {
    let (dimensions, values) = try tensors.takeFloats(source)
    guard dimensions.count == 2, dimensions[1] % 2 == 0 else {
      throw tensors.failure(
        .mismatch, source, expected: "two dimensions, the second even", found: "\(dimensions)")
    }
    let shape = [dimensions[0], dimensions[1] / 2]
    for (part, first) in [("gate", 0), ("up", 1)] {
      let own = stride(from: first, to: values.count, by: 2).map { values[$0] }
      add(name + part + "_exps.bias", floats: own, dimensions: shape)
    }
  }

  /// Columns become rows: plain weights are kept as inputs × outputs.
  private func transposed(
    _ name: String, _ source: String, from first: Int, by step: Int
  ) throws(ModelFileError) {
    let (type, dimensions, bytes) = try tensors.take(source)
    guard dimensions.count == 3, dimensions[2] % step == 0 else {
      throw tensors.failure(
        .mismatch, source, expected: "three dimensions, the last a multiple of \(step)",
        found: "\(dimensions)")
    }
    let (inputs, columns, size) = (dimensions[1], dimensions[2], type.blockByteCount)
    let outputs = columns / step
    add(
      name, type, dimensions: [dimensions[0], outputs, inputs], byteCount: bytes.count / step
    ) { result in
      for expert in 0..<dimensions[0] {
        for output in 0..<outputs {
          for input in 0..<inputs {
            let from = ((expert * inputs + input) * columns + output * step + first) * size
            result.append(bytes[from..<from + size])
          }
        }
      }
    }
    tensors.release(source)
  }

  /// Blocks of 32 numbers of four bits with a scale: GGUF keeps the scale before its numbers, and
  /// the first 16 numbers in the low halves of the bytes, the others in the high ones.
  private func packed(
    _ name: String, _ source: String, from first: Int, by step: Int
  ) throws(ModelFileError) {
    let (dimensions, blocks) = try tensors.takeBytes(source + "_blocks")
    let (scaleDimensions, scales) = try tensors.takeBytes(source + "_scales")
    guard dimensions.count == 4, dimensions[3] == 16, dimensions[1] % step == 0,
      scaleDimensions == Array(dimensions.prefix(3))
    else {
      throw tensors.failure(
        .mismatch, source + "_blocks", expected: "blocks of 16 bytes with a scale for each",
        found: "\(dimensions) with scales \(scaleDimensions)")
    }
    let (experts, rows, perRow) = (dimensions[0], dimensions[1] / step, dimensions[2])
    add(
      name, .mxfp4, dimensions: [experts, rows, perRow * 32],
      byteCount: experts * rows * perRow * 17
    ) { result in
      for expert in 0..<experts {
        for row in 0..<rows {
          let start = (expert * dimensions[1] + row * step + first) * perRow
          for block in start..<start + perRow {
            result.append(scales[block])
            for place in 0..<16 {
              // Number n stands in byte n / 2, in its low half where n is even.
              let (low, high) = (blocks[block * 16 + place / 2], blocks[block * 16 + 8 + place / 2])
              let shift = UInt8(place % 2 * 4)
              result.append(low >> shift & 0x0F | (high >> shift & 0x0F) << 4)
            }
          }
        }
      }
    }
    tensors.release(source + "_blocks")
  }
}
