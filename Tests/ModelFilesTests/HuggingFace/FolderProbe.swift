import ModelFiles

/// Opens a folder with this configuration and the weights of a decoder of one layer, or says why not.
///
/// Shared with the fuzz harness, so that a find of the fuzzer is a failure of the tests.
func probeFolder(_ config: ModelBytes) -> String? {
  do {
    let weights = try SafeTensorsFile(ModelBytes(tinyWeights(), name: "weights"))
    let folder = try FolderCheckpoint(
      files: FolderFiles(path: "/nowhere"), config: config, weights: [weights])
    let sum = withExtendedLifetime(folder) {
      folder.entries.reduce(0) { $1.parts.reduce($0) { $1.reduce($0) { $0 &+ Int($1) } } }
    }
    return sum == .min ? "" : nil  // keeps the optimiser from dropping the reads
  } catch {
    return error.description
  }
}

/// Tensors that llama's layer has, and those of its neighbours, two heads of four numbers.
private func tinyWeights() -> [UInt8] {
  let layer = "model.layers.0."
  let shapes: [(String, [Int])] = [
    ("model.embed_tokens.weight", [5, 8]), ("model.norm.weight", [8]), ("lm_head.weight", [5, 8]),
    (layer + "input_layernorm.weight", [8]), (layer + "post_attention_layernorm.weight", [8]),
    (layer + "self_attn.q_proj.weight", [8, 8]), (layer + "self_attn.k_proj.weight", [8, 8]),
    (layer + "self_attn.v_proj.weight", [8, 8]), (layer + "self_attn.o_proj.weight", [8, 8]),
    (layer + "mlp.gate_proj.weight", [6, 8]), (layer + "mlp.up_proj.weight", [6, 8]),
    (layer + "mlp.down_proj.weight", [8, 6]),
  ]
  var end = 0
  let members = shapes.map { name, dimensions in
    let start = end
    end += 2 * dimensions.reduce(1, *)
    return "\"\(name)\":{\"dtype\":\"BF16\",\"shape\":\(dimensions),"
      + "\"data_offsets\":[\(start),\(end)]}"
  }
  let header = Array("{\(members.joined(separator: ","))}".utf8)
  let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
  return length + header + [UInt8](repeating: 0, count: end)
}
