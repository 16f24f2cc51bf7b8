import ModelFiles
import Tensor

/// A mixture of experts, each of whose matrices are found by its index; absent biases are nil.
struct ExpertsWeights: BitwiseCopyable {
  var router: WeightMatrix  // [count, width]
  var routerBias: UnsafePointer<Float>?  // [count]
  /// Added to what experts are chosen by, not to their weights.
  var selectionBias: UnsafePointer<Float>?  // [count]
  var gates: UnsafePointer<WeightMatrix>  // [count] of [innerWidth, width]
  var ups: UnsafePointer<WeightMatrix>  // [count] of [innerWidth, width]
  var downs: UnsafePointer<WeightMatrix>  // [count] of [width, innerWidth]
  var gateBiases: UnsafePointer<Float>?  // [count, innerWidth]
  var upBiases: UnsafePointer<Float>?  // [count, innerWidth]
  var downBiases: UnsafePointer<Float>?  // [count, width]
  var shared: DenseWeights?
  var sharedGate: WeightMatrix?  // [1, width]
  var beside: BesideWeights?
  /// Bytes of the experts that one token reads, with the router and the shared part.
  var byteCountPerStep: Int
}

extension WeightReader {
  mutating func experts(
    _ block: String, _ plan: ExpertsPlan, width: Int
  ) throws(ModelFileError) -> ExpertsWeights {
    let (count, inner) = (plan.count, plan.innerWidth)
    let name = block + "ffn_"
    let router = try matrix(name + "gate_inp.weight", rows: count, columns: width)
    let fused = name + "gate_up_exps.weight"
    let isFused = file.entryIfPresent(named: fused) != nil
    let gates = try stack(
      isFused ? fused : name + "gate_exps.weight", count: count, rows: inner,
      of: isFused ? 2 * inner : inner, columns: width)
    let ups = try stack(
      isFused ? fused : name + "up_exps.weight", count: count, rows: inner,
      from: isFused ? inner : 0, of: isFused ? 2 * inner : inner, columns: width)
    let downs = try stack(
      name + "down_exps.weight", count: count, rows: width, of: width, columns: inner)
    let shared = try sharedPart(block, plan, width: width)
    let perExpert = gates[0].byteCount + ups[0].byteCount + downs[0].byteCount
    let sharedBytes = shared?.byteCount ?? 0
    let beside = try beside(block, plan, width: width)
    return ExpertsWeights(
      router: router,
      routerBias: try vectorIfPresent(name + "gate_inp.bias", count: count),
      selectionBias: try selectionBias(block, count: count),
      gates: gates, ups: ups, downs: downs,
      gateBiases: try vectorsIfPresent(name + "gate_exps.bias", rows: count, columns: inner),
      upBiases: try vectorsIfPresent(name + "up_exps.bias", rows: count, columns: inner),
      downBiases: try vectorsIfPresent(name + "down_exps.bias", rows: count, columns: width),
      shared: shared,
      sharedGate: plan.hasSharedGate
        ? try rowMatrix(name + "gate_inp_shexp.weight", columns: width) : nil,
      beside: beside,
      byteCountPerStep: router.byteCount + plan.used * perExpert + sharedBytes
        + (beside?.dense.byteCount ?? 0))
  }

  /// Files of some converters leave the suffix out, or have one row.
  private mutating func selectionBias(
    _ block: String, count: Int
  ) throws(ModelFileError) -> UnsafePointer<Float>? {
    let names = [block + "exp_probs_b.bias", block + "exp_probs_b"]
    guard let name = names.first(where: { file.entryIfPresent(named: $0) != nil }) else {
      return nil
    }
    if file.entryIfPresent(named: name)?.dimensions.count == 2 {
      return try vectorsIfPresent(name, rows: 1, columns: count)
    }
    return try vector(name, count: count)
  }

  private mutating func sharedPart(
    _ block: String, _ plan: ExpertsPlan, width: Int
  ) throws(ModelFileError) -> DenseWeights? {
    guard plan.sharedWidth > 0 else { return nil }
    let name = block + "ffn_"
    return DenseWeights(
      gate: try matrix(name + "gate_shexp.weight", rows: plan.sharedWidth, columns: width),
      up: try matrix(name + "up_shexp.weight", rows: plan.sharedWidth, columns: width),
      down: try matrix(name + "down_shexp.weight", rows: width, columns: plan.sharedWidth))
  }

  /// A matrix for each of `count` experts, in place: rows `from ..< from + rows` of `whole`.
  private mutating func stack(
    _ name: String, count: Int, rows: Int, from: Int = 0, of whole: Int, columns: Int
  ) throws(ModelFileError) -> UnsafePointer<WeightMatrix> {
    let tensor = try file.entry(named: name)
    guard tensor.dimensions == [count, whole, columns], tensor.offset == 0,
      tensor.parts.count == 1 || tensor.parts.count == count
    else {
      throw mismatch(name, expected: "\([count, whole, columns])", found: "\(tensor.dimensions)")
    }
    let table = allocate(WeightMatrix.self, count: count)
    if tensor.parts.count == 1 {
      let all = try matrix(
        name, tensor.elementType, tensor.parts[0], rows: count * whole, columns: columns)
      for index in 0..<count {
        let start = index * whole + from
        (table + index).initialize(to: all.rows(start..<start + rows))
      }
    } else {
      for index in 0..<count {
        let own = try matrix(
          name, tensor.elementType, tensor.parts[index], rows: whole, columns: columns)
        (table + index).initialize(to: own.rows(from..<from + rows))
      }
    }
    return UnsafePointer(table)
  }

  /// A row that a file may keep as a vector.
  private mutating func rowMatrix(
    _ name: String, columns: Int
  ) throws(ModelFileError) -> WeightMatrix {
    let tensor = try file.entry(named: name)
    guard tensor.dimensions == [columns] || tensor.dimensions == [1, columns],
      tensor.parts.count == 1, tensor.offset == 0
    else {
      throw mismatch(name, expected: "\([columns])", found: "\(tensor.dimensions)")
    }
    return try matrix(name, tensor.elementType, tensor.parts[0], rows: 1, columns: columns)
  }
}
