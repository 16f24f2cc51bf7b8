package import Tensor

/// Which tensor becomes which type: llama.cpp's rules, so that a name means the same file.
///
/// Norms, vectors and small matrices that steer (routers, convolutions) stay as they are. The output
/// matrix, and an embedding that serves as one, gets six bits. In `q4_k_m` and `q5_k_m` the value and
/// down projections of the first and last eighth of the layers and of every third one between get
/// six bits too. Rows that are no multiple of 256 take the next larger type with blocks of 32.
package struct QuantizationMix {
  let fileType: FileType
  private let tiesEmbedding: Bool
  private let layerCount: Int
  private let expertCount: Int
  private let hasImportance: Bool
  /// Rank and number of the matrices that are like a value projection, by name.
  private var valueRanks: [String: Int] = [:]

  /// The rules for a model with tensors of these names.
  package init(
    _ fileType: FileType, names: [String], layerCount: Int, expertCount: Int, hasImportance: Bool
  ) {
    self.fileType = fileType
    self.layerCount = layerCount
    self.expertCount = expertCount
    self.hasImportance = hasImportance
    tiesEmbedding = !names.contains("output.weight")
    let values = names.filter(Self.isLikeValue)
      .sorted { (Self.layer(of: $0) ?? 0, $0) < (Self.layer(of: $1) ?? 0, $1) }
    for (rank, name) in values.enumerated() { valueRanks[name] = rank }
  }

  /// The type for a tensor; its own for one that is not touched.
  package func type(of name: String, from type: ElementType, dimensions: [Int]) -> ElementType {
    guard Self.isWeight(name, dimensions: dimensions) else { return type }
    guard fileType.isQuantized else { return fileType.elementType }
    return fitting(wanted(name, columns: dimensions.last ?? 0), columns: dimensions.last ?? 0)
  }

  // MARK: - Rules

  private func wanted(_ name: String, columns: Int) -> ElementType {
    let base = fileType.elementType
    let isEmbedding = name == "token_embd.weight" || name == "per_layer_token_embd.weight"
    if name == "output.weight" || (tiesEmbedding && isEmbedding) {
      if columns % base.blockLength != 0 { return .q8 }
      return base == .q8 ? .q8 : .q6K
    }
    if isEmbedding { return base }
    if Self.isLikeValue(name) {
      if expertCount == 8 { return .q8 }
      if fileType.isMixture, getsMoreBits(valueRanks[name] ?? 0, of: valueRanks.count) {
        return .q6K
      }
      return base
    }
    if name.contains("attn_k.weight") { return expertCount == 8 ? .q8 : base }
    if name.contains("ffn_down") {
      let layer = Self.layer(of: name) ?? 0
      if fileType.isMixture, getsMoreBits(layer, of: layerCount) { return .q6K }
      // The first layers' down projections suffer from symmetric blocks under an importance matrix.
      if hasImportance, layer < layerCount / 8 {
        if base == .q4 { return .q41 }
        if base == .q50 { return .q51 }
      }
      return base
    }
    if name.contains("attn_output.weight"), expertCount == 8, base == .q4K { return .q5K }
    return base
  }

  private func getsMoreBits(_ index: Int, of count: Int) -> Bool {
    index < count / 8 || index >= 7 * count / 8 || (index - count / 8) % 3 == 2
  }

  /// What rows of this length can be stored as.
  private func fitting(_ type: ElementType, columns: Int) -> ElementType {
    if columns % type.blockLength == 0 { return type }
    guard type.blockLength > 32, columns % 32 == 0 else { return .float16 }
    switch type {
    case .q4K: return .q50
    case .q5K: return .q51
    default: return .q8
    }
  }

  // MARK: - Names

  private static func isLikeValue(_ name: String) -> Bool {
    ["attn_v.weight", "attn_qkv.weight", "attn_kv_b.weight"].contains(where: name.contains)
  }

  /// The number in `blk.7.`.
  private static func layer(of name: String) -> Int? {
    let parts = name.split(separator: ".", maxSplits: 2)
    return parts.count > 2 && parts[0] == "blk" ? Int(parts[1]) : nil
  }

  /// Parts of names of matrices that stay as they are.
  private static let kept = [
    "_norm.weight", "ffn_gate_inp.weight", "altup", "laurel", "per_layer_model_proj", "ssm_conv1d",
    "shortconv.conv.weight", "position_embd", "token_types", "attn_rel_b.weight", "time_mix_",
    "indexer.",
  ]

  private static func isWeight(_ name: String, dimensions: [Int]) -> Bool {
    // ggml counts dimensions without ones at the slow end.
    let count = dimensions.drop { $0 == 1 }.count
    return count >= 2 && name.hasSuffix("weight") && !kept.contains(where: name.contains)
  }
}
