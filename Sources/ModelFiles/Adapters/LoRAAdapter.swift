internal import Tensor

/// A LoRA adapter, read whole: for some of a model's matrices a product of two small ones that is
/// added to it.
///
/// There are two forms, a GGUF file (``init(gguf:)``) and a folder or file that PEFT wrote
/// (``init(peft:)``), and one language: targets are GGUF's names. Every number is finite, and each
/// part's two matrices fit to each other; whether they fit to a model is checked with the model.
package final class LoRAAdapter: Sendable {
  /// What is added to one matrix: `scale * up * down`.
  package struct Part: Sendable {
    /// `blk.0.attn_q.weight`.
    package let target: String
    /// What the adapter's own file calls it.
    package let source: String
    package let rank: Int
    package let inputs: Int
    package let outputs: Int
    package let scale: Float
    package let down: [Float]  // [rank, inputs]
    package let up: [Float]  // [outputs, rank]
  }

  /// The path.
  package let name: String
  /// The family that it was made for, as GGUF names it; nil where the adapter does not say.
  package let family: String?
  /// Whether rows of q and k stand as they were trained, see ``Checkpoint/keepsHalvesOrder``.
  package let keepsHalvesOrder: Bool
  /// In the order of their targets.
  package let parts: [Part]

  init(
    name: String, family: String?, keepsHalvesOrder: Bool, parts: [Part]
  ) throws(ModelFileError) {
    guard !parts.isEmpty else {
      throw ModelFileError(.missing, file: name, expected: "pairs of LoRA matrices", found: "none")
    }
    let ordered = parts.sorted { $0.target < $1.target }
    for (first, second) in zip(ordered, ordered.dropFirst()) where first.target == second.target {
      throw ModelFileError(
        .duplicate, file: name, place: .tensor(second.source), expected: "one pair for a matrix",
        found: "another in \(Printable.quoted(first.source))")
    }
    self.name = name
    self.family = family
    self.keepsHalvesOrder = keepsHalvesOrder
    self.parts = ordered
  }

  /// Opens a GGUF file, a safetensors file beside its `adapter_config.json`, or their folder.
  package static func open(path: String, isFolder: Bool) throws(ModelFileError) -> LoRAAdapter {
    if isFolder { return try LoRAAdapter(peft: FolderFiles(path: path)) }
    let file = "adapter_model.safetensors"
    if path.hasSuffix("/" + file) || path == file {
      let folder = path == file ? "." : String(path.dropLast(file.count + 1))
      return try LoRAAdapter(peft: FolderFiles(path: folder.isEmpty ? "/" : folder))
    }
    return try LoRAAdapter(gguf: GGUFFile(path: path))
  }
}

/// One matrix of an adapter as its file describes it.
struct LoRAMatrix {
  let source: String
  let rows: Int
  let columns: Int
  let values: [Float]

  /// Reads a matrix of any element type that can be computed with.
  init(
    _ source: String, _ type: ElementType, _ dimensions: [Int], _ bytes: UnsafeRawBufferPointer,
    file: String
  ) throws(ModelFileError) {
    func failure(
      _ code: ModelFileError.Code, expected: String, found: String
    ) -> ModelFileError {
      ModelFileError(code, file: file, place: .tensor(source), expected: expected, found: found)
    }
    guard dimensions.count == 2, !dimensions.contains(0) else {
      throw failure(.mismatch, expected: "a matrix", found: "\(dimensions)")
    }
    guard type.isComputable else {
      throw failure(
        .unsupportedType, expected: "an element type with kernels", found: type.name)
    }
    (rows, columns) = (dimensions[0], dimensions[1])
    self.source = source
    // A safetensors file need not keep numbers at multiples of their size; an array does.
    let aligned = [UInt8](bytes)
    do {
      values = try aligned.withUnsafeBytes { bytes throws(WeightMatrixError) in
        let matrix = try WeightMatrix(
          bytes, type: type, rows: dimensions[0], columns: dimensions[1])
        return [Float](unsafeUninitializedCapacity: dimensions[0] * dimensions[1]) {
          floats, count in
          count = 0
          guard let base = floats.baseAddress else { return }
          for row in 0..<matrix.rows {
            matrix.rows(row..<row + 1).copyFloats(to: base + row * matrix.columns)
          }
          count = floats.count
        }
      }
    } catch {
      throw failure(.mismatch, expected: "a matrix", found: "\(error)")
    }
    guard let bad = values.first(where: { !$0.isFinite }) else { return }
    throw failure(.notFinite, expected: "finite numbers", found: "\(bad)")
  }
}

extension LoRAAdapter.Part {
  /// A pair, checked to be one.
  init(
    target: String, down: LoRAMatrix, up: LoRAMatrix, scale: Float, file: String
  ) throws(ModelFileError) {
    guard up.columns == down.rows else {
      throw ModelFileError(
        .mismatch, file: file, place: .tensor(up.source),
        expected: "\(down.rows) columns, the rank of \(Printable.quoted(down.source))",
        found: "\(up.columns)")
    }
    self.target = target
    source = down.source
    rank = down.rows
    inputs = down.columns
    outputs = up.rows
    self.scale = scale
    self.down = down.values
    self.up = up.values
  }
}
