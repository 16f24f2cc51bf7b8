package import ModelFiles
import Tensor

/// A LoRA adapter and how strongly it is applied.
package struct AppliedAdapter: Sendable {
  package let adapter: LoRAAdapter
  package let strength: Float

  package init(_ adapter: LoRAAdapter, strength: Float = 1) {
    self.adapter = adapter
    self.strength = strength
  }
}

/// What adapters add to a model's matrices, one correction for each matrix.
///
/// Several adapters of one matrix become one correction of the sum of their ranks, so that it costs
/// two small products whatever their number. The numbers are kept in float32.
final class Corrections: Sendable {
  private struct Correction {
    let inputs: Int
    let outputs: Int
    let source: String
    let file: String
    let pointer: UnsafePointer<LowRank>
  }

  // SAFETY: written in the initialiser only, and freed in deinit.
  nonisolated(unsafe) private var table: [String: Correction] = [:]
  nonisolated(unsafe) private var floats: [UnsafeMutableRawBufferPointer] = []

  /// - Throws: when an adapter is of another family than the model.
  init(_ applied: [AppliedAdapter], plan: DecoderPlan, of file: any Checkpoint)
    throws(ModelFileError)
  {
    var parts: [String: [Scaled]] = [:]
    for one in applied {
      let adapter = one.adapter
      if let family = adapter.family, family != plan.family {
        throw ModelFileError(
          .mismatch, file: adapter.name, place: .key("general.architecture"),
          expected: "an adapter of \(plan.family) as the model is", found: family)
      }
      let moves = plan.permutesHalves && adapter.keepsHalvesOrder != file.keepsHalvesOrder
      for part in adapter.parts {
        let heads = moves ? Self.rotatedHeads(part.target, plan) : nil
        let order = try heads.map { heads throws(ModelFileError) in
          try Self.order(part, heads: heads, toHalves: file.keepsHalvesOrder, adapter.name)
        }
        parts[part.target, default: []].append(
          Scaled(part: part, scale: one.strength * part.scale, order: order, file: adapter.name))
      }
    }
    for (target, parts) in parts { table[target] = try correction(parts) }
  }

  deinit {
    for correction in table.values { correction.pointer.deallocate() }
    for buffer in floats { buffer.deallocate() }
  }

  /// Sets a matrix's correction; false if there is none for it.
  func attach(
    to matrix: inout WeightMatrix, named name: String
  ) throws(ModelFileError) -> Bool {
    guard let correction = table[name] else { return false }
    guard correction.inputs == matrix.columns, correction.outputs == matrix.rows else {
      throw ModelFileError(
        .mismatch, file: correction.file, place: .tensor(correction.source),
        expected: "an adapter of [\(matrix.rows), \(matrix.columns)] as the model's \(name)",
        found: "one of [\(correction.outputs), \(correction.inputs)]")
    }
    matrix.correction = correction.pointer
    return true
  }

  /// Whether a matrix is looked up row by row, or taken apart when it is read.
  private static func isNoFactor(_ name: String) -> Bool {
    name.hasSuffix("token_embd.weight") || name.hasSuffix(".attn_kv_b.weight")
  }

  /// Throws when an adapter means a matrix that the model lacks, or multiplies by no vector.
  func requireAllUsed(_ attached: Set<String>) throws(ModelFileError) {
    for (target, correction) in table.sorted(by: { $0.key < $1.key }) {
      guard attached.contains(target), !Self.isNoFactor(target) else {
        throw ModelFileError(
          .mismatch, file: correction.file, place: .tensor(correction.source),
          expected: "an adapter of matrices that the model multiplies by",
          found: "one of \(Printable.quoted(target))")
      }
    }
  }
}

extension Corrections {
  /// A part with everything that its numbers are multiplied by or moved to.
  private struct Scaled {
    let part: LoRAAdapter.Part
    let scale: Float
    /// Row `i` here is row `order[i]` of the adapter.
    let order: [Int]?
    let file: String
  }

  private func correction(_ parts: [Scaled]) throws(ModelFileError) -> Correction {
    let first = parts[0].part
    var rank = 0
    for scaled in parts {
      let part = scaled.part
      guard part.inputs == first.inputs, part.outputs == first.outputs else {
        throw ModelFileError(
          .mismatch, file: scaled.file, place: .tensor(part.source),
          expected: "[\(first.outputs), \(first.inputs)] as in \(parts[0].file)",
          found: "[\(part.outputs), \(part.inputs)]")
      }
      rank += part.rank
    }
    let down = allocate(rank * first.inputs)
    let up = allocate(first.outputs * rank)
    var start = 0
    for scaled in parts {
      let part = scaled.part
      for index in part.down.indices { down[start * first.inputs + index] = part.down[index] }
      for row in 0..<part.outputs {
        let source = (scaled.order?[row] ?? row) * part.rank
        for column in 0..<part.rank {
          up[row * rank + start + column] = scaled.scale * part.up[source + column]
        }
      }
      start += part.rank
    }
    let pointer = UnsafeMutablePointer<LowRank>.allocate(capacity: 1)
    do {
      pointer.initialize(
        to: LowRank(
          down: try WeightMatrix(
            UnsafeRawBufferPointer(down), type: .float32, rows: rank, columns: first.inputs),
          up: try WeightMatrix(
            UnsafeRawBufferPointer(up), type: .float32, rows: first.outputs, columns: rank)))
    } catch {
      pointer.deallocate()
      throw ModelFileError(
        .mismatch, file: parts[0].file, place: .tensor(first.source), expected: "a matrix",
        found: error.description)
    }
    return Correction(
      inputs: first.inputs, outputs: first.outputs, source: first.source, file: parts[0].file,
      pointer: UnsafePointer(pointer))
  }

  private func allocate(_ count: Int) -> UnsafeMutableBufferPointer<Float> {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 4 * count, alignment: 64)
    floats.append(bytes)
    return bytes.bindMemory(to: Float.self)
  }

  /// The heads of a matrix whose rows the two file forms keep in different orders.
  private static func rotatedHeads(_ target: String, _ plan: DecoderPlan) -> Int? {
    let words = target.split(separator: ".")
    guard words.count == 4, words[0] == "blk", let index = Int(words[1]),
      plan.layers.indices.contains(index), let attention = plan.layers[index].attention
    else { return nil }
    switch words[2] {
    case "attn_q": return attention.heads
    case "attn_k": return attention.keyValueHeads
    default: return nil
    }
  }

  /// Pair `i` of a head is rows `i` and `i + half` as trained, rows `2i` and `2i + 1` in GGUF.
  private static func order(
    _ part: LoRAAdapter.Part, heads: Int, toHalves: Bool, _ file: String
  ) throws(ModelFileError) -> [Int] {
    guard part.outputs % (2 * heads) == 0 else {
      throw ModelFileError(
        .mismatch, file: file, place: .tensor(part.source),
        expected: "an even number of rows for each of \(heads) heads", found: "\(part.outputs)")
    }
    let width = part.outputs / heads
    let half = width / 2
    return (0..<part.outputs).map { row in
      let (head, element) = (row / width * width, row % width)
      return head
        + (toHalves
          ? (element < half ? 2 * element : 2 * (element - half) + 1)
          : element / 2 + (element % 2 == 0 ? 0 : half))
    }
  }
}
