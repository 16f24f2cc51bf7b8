import ModelFiles
import Tensor

/// How several streams come from the embedding and go into one again.
struct StreamProjections {
  /// From the first to each other, `[width, width]`.
  var outward: [WeightMatrix]
  /// Of each but the first, `[width, width]`.
  var inward: [WeightMatrix]
}

/// What a layer of several streams needs (AltUp and LAuReL).
struct StreamWeights: BitwiseCopyable {
  var routerNorm: UnsafePointer<Float>  // [width]
  var router: WeightMatrix  // [streams, width]
  var predict: WeightMatrix  // [streams * streams, streams]
  var correct: WeightMatrix  // [streams, streams]
  var correctScale: UnsafePointer<Float>  // [width]
  var laurelLeft: WeightMatrix  // [rank, width]
  var laurelRight: WeightMatrix  // [width, rank]
  var laurelNorm: UnsafePointer<Float>  // [width]
}

extension WeightReader {
  mutating func streamProjections(
    _ plan: DecoderPlan
  ) throws(ModelFileError) -> StreamProjections? {
    guard plan.streams > 1 else { return nil }
    return StreamProjections(
      outward: try stack("altup_proj.weight", plan.streams - 1, side: plan.width),
      inward: try stack("altup_unembd_proj.weight", plan.streams - 1, side: plan.width))
  }

  mutating func streams(
    _ index: Int, _ plan: DecoderPlan
  ) throws(ModelFileError) -> StreamWeights? {
    guard plan.streams > 1 else { return nil }
    let (block, count, width) = ("blk.\(index).", plan.streams, plan.width)
    let name = block + "laurel_l.weight"
    let rank = try file.entry(named: name).rows
    let room = plan.layers[index].feedForward.innerWidth
    guard rank <= room else {
      throw ModelFileError(
        .mismatch, file: file.name, place: .tensor(name), expected: "at most \(room) rows",
        found: "\(rank)")
    }
    return StreamWeights(
      routerNorm: try vector(block + "altup_router_norm.weight", count: width),
      router: try matrix(block + "altup_router.weight", rows: count, columns: width),
      predict: try matrix(
        block + "altup_predict_coef.weight", rows: count * count, columns: count),
      correct: try matrix(block + "altup_correct_coef.weight", rows: count, columns: count),
      correctScale: try vector(block + "altup_correct_scale.weight", count: width),
      laurelLeft: try matrix(name, rows: rank, columns: width),
      laurelRight: try matrix(block + "laurel_r.weight", rows: width, columns: rank),
      laurelNorm: try vector(block + "laurel_post_norm.weight", count: width))
  }

  /// Square matrices that a file keeps as one tensor, or a folder as several.
  private mutating func stack(
    _ name: String, _ count: Int, side: Int
  ) throws(ModelFileError) -> [WeightMatrix] {
    let tensor = try file.entry(named: name)
    guard tensor.dimensions == [count, side, side],
      tensor.parts.count == 1 || tensor.parts.count == count
    else {
      throw ModelFileError(
        .mismatch, file: file.name, place: .tensor(name), expected: "\([count, side, side])",
        found: "\(tensor.dimensions)")
    }
    let rows = tensor.parts.count == 1 ? count * side : side
    var matrices: [WeightMatrix] = []
    for part in tensor.parts {
      let whole = try matrix(name, tensor.elementType, part, rows: rows, columns: side)
      for start in stride(from: 0, to: rows, by: side) {
        matrices.append(whole.rows(start..<start + side))
      }
    }
    return matrices
  }
}
