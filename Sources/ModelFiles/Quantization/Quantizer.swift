package import Tensor

/// Writes a model file again with its weights in another type.
///
/// All metadata are kept but `general.file_type` and `general.quantization_version`. Memory holds a
/// few megabytes of one tensor at a time; rows are shared out to the pool, and do not depend on it.
package struct Quantizer {
  /// The version of ggml's block formats that files are marked with.
  package static let formatVersion: UInt32 = 2
  /// Numbers that are converted at once.
  private static let batch = 1 << 20

  private let file: any Checkpoint
  private let fileType: FileType
  private let mix: QuantizationMix
  private let importance: ImportanceMatrix?
  private let pool: ThreadPool
  private let cancellation: CancellationFlag?

  /// What a run does to a tensor.
  package struct Step: Sendable, Hashable {
    package let name: String
    package let from: ElementType
    package let to: ElementType
  }

  package let steps: [Step]

  package init(
    _ file: any Checkpoint, to fileType: FileType, importance: ImportanceMatrix? = nil,
    pool: ThreadPool, cancellation: CancellationFlag? = nil
  ) throws(ModelFileError) {
    self.file = file
    self.fileType = fileType
    self.importance = importance
    self.pool = pool
    self.cancellation = cancellation
    let architecture = try file.metadata.stringIfPresent("general.architecture") ?? ""
    func count(_ key: String) throws(ModelFileError) -> Int {
      try file.metadata.unsignedIfPresent("\(architecture).\(key)") ?? 0
    }
    let mix = QuantizationMix(
      fileType, names: file.entries.map(\.name), layerCount: try count("block_count"),
      expertCount: try count("expert_count"), hasImportance: importance != nil)
    self.mix = mix
    steps = file.entries.map { tensor in
      Step(
        name: tensor.name, from: tensor.elementType,
        to: mix.type(
          of: tensor.name, from: tensor.elementType, dimensions: tensor.dimensions))
    }
    for (step, tensor) in zip(steps, file.entries) { try check(step, tensor) }
  }

  /// Writes the file beside `path` and moves it there when it is whole.
  ///
  /// `progress` is told the tensors that are done.
  package func write(
    to path: String, progress: @escaping (_ done: Int) -> Void = { _ in }
  ) throws(ModelFileError) {
    let alignment = (file as? GGUFFile)?.alignment ?? GGUFDirectory.defaultAlignment
    var writer = GGUFWriter(alignment: alignment)
    // What is written is one file, whatever was read.
    for key in file.metadata.keys where !key.hasPrefix("split.") {
      writer.copy(key, from: file.metadata)
    }
    writer.set("general.file_type", to: fileType.number)
    if fileType.isQuantized {
      writer.set("general.quantization_version", to: Self.formatVersion)
    }
    for (index, tensor) in file.entries.enumerated() {
      let step = steps[index]
      try writer.add(tensor.name, step.to, dimensions: tensor.dimensions) {
        write throws(ModelFileError) in
        if step.from == step.to {
          for part in tensor.parts { try write(part) }
        } else {
          try convert(tensor, to: step.to, write)
        }
        progress(index + 1)
      }
    }
    try writer.write(to: path)
  }

  // MARK: - Parts

  private func check(_ step: Step, _ tensor: CheckpointTensor) throws(ModelFileError) {
    guard step.from != step.to else { return }
    guard step.from.isComputable else {
      throw ModelFileError(
        .unsupportedType, file: file.name, place: .tensor(tensor.name),
        expected: "a type that can be read", found: "\(step.from)")
    }
    if let values = importance?.values(of: tensor.name), let importance,
      values.count != importanceCount(tensor)
    {
      throw ModelFileError(
        .mismatch, file: importance.name, place: .tensor(tensor.name),
        expected: "\(importanceCount(tensor)) columns, as \(file.name) has",
        found: "\(values.count)")
    }
  }

  /// A set of columns for each expert.
  private func importanceCount(_ tensor: CheckpointTensor) -> Int {
    tensor.columns * (tensor.dimensions.count > 2 ? tensor.dimensions[0] : 1)
  }

  private func convert(
    _ tensor: CheckpointTensor, to type: ElementType, _ write: GGUFWriter.Sink
  ) throws(ModelFileError) {
    let rowBytes = tensor.byteCount / tensor.rows
    let rowsPerPart = tensor.rows / tensor.parts.count
    let outBytes = tensor.columns / type.blockLength * type.blockByteCount
    let rowsAtOnce = max(1, min(tensor.rows, Self.batch / tensor.columns))
    let floats = AlignedBuffer<Float>(count: tensor.columns * pool.threads)
    let out = AlignedBuffer<UInt8>(count: outBytes * rowsAtOnce)
    let failures = AlignedBuffer<Int32>(count: rowsAtOnce)
    var importance = importance?.values(of: tensor.name)
    if importance == nil, type.blockLength > 1 {
      importance = InferredImportance(file: file, pool: pool).values(of: tensor)
    }
    let rowsPerExpert = tensor.rows / max(1, (importance?.count ?? 0) / tensor.columns)
    for first in stride(from: 0, to: tensor.rows, by: rowsAtOnce) {
      let count = min(rowsAtOnce, tensor.rows - first)
      pool.run(tiles: count, cancellation: cancellation) { thread, tile in
        let row = first + tile
        let numbers = UnsafeMutableBufferPointer(
          start: floats.base + thread * tensor.columns, count: tensor.columns)
        let start = row % rowsPerPart * rowBytes
        RowCoding.decode(
          UnsafeRawBufferPointer(
            rebasing: tensor.parts[row / rowsPerPart][start..<start + rowBytes]),
          as: tensor.elementType, into: numbers)
        let target = UnsafeMutableRawBufferPointer(
          start: out.base + tile * outBytes, count: outBytes)
        let failure = Self.encode(
          UnsafeBufferPointer(numbers), as: type, importance, expert: row / rowsPerExpert, target)
        failures.base[tile] = Int32(truncatingIfNeeded: failure ?? -1)
      }
      if cancellation?.isCancelled ?? false { throw .cancelled(file.name) }
      if let bad = (0..<count).first(where: { failures.base[$0] >= 0 }) {
        throw ModelFileError(
          .notFinite, file: file.name, place: .tensor(tensor.name),
          expected: "finite weights that fit \(type)",
          found: "others at row \(first + bad), column \(failures.base[bad])")
      }
      try write(UnsafeRawBufferPointer(start: out.base, count: count * outBytes))
    }
  }

  private static func encode(
    _ row: UnsafeBufferPointer<Float>, as type: ElementType, _ importance: [Float]?, expert: Int,
    _ target: UnsafeMutableRawBufferPointer
  ) -> Int? {
    guard let importance else { return RowCoding.encode(row, as: type, into: target) }
    return importance.withUnsafeBufferPointer { all in
      RowCoding.encode(
        row, as: type,
        importance: UnsafeBufferPointer(
          rebasing: all[expert * row.count..<(expert + 1) * row.count]), into: target)
    }
  }
}

extension ModelFileError {
  /// The work was stopped on request.
  static func cancelled(_ file: String) -> ModelFileError {
    ModelFileError(.cancelled, file: file, expected: "to finish", found: "a request to stop")
  }
}
