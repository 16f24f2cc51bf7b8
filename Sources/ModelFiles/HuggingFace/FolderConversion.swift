package import Tensor

/// A folder on its way into a GGUF file: which type each tensor gets, and its bytes when asked for.
///
/// Memory holds some rows of one tensor at a time. Norms, biases and other small tensors stay in
/// float32, as in every GGUF; a matrix whose rows are no whole blocks of the type is kept in
/// float16; weights that are packed already stay as they are.
package struct FolderConversion {
  package let checkpoint: FolderCheckpoint
  package let type: ElementType

  /// The types that the folder's weights can be written in.
  package static var types: [ElementType] { BlockEncoder.supportedTypes }

  /// Numbers of `general.file_type`.
  private static let fileTypes: [ElementType: UInt32] = [
    .float32: 0, .float16: 1, .q4: 2, .q8: 7, .bfloat16: 32,
  ]

  package init(_ checkpoint: FolderCheckpoint, type: ElementType) {
    self.checkpoint = checkpoint
    self.type = type
  }

  /// Writes the file beside `path` and moves it there when it is whole; `vocabulary` adds the keys
  /// of the tokenizer.
  package func write(
    to path: String, vocabulary: (inout GGUFWriter) throws -> Void,
    progress: @escaping (Double) -> Void = { _ in }
  ) throws {
    var writer = checkpoint.metadataWriter
    if let number = Self.fileTypes[type] { writer.set("general.file_type", to: number) }
    writer.set("general.quantization_version", to: UInt32(2))
    try vocabulary(&writer)
    let total = Double(max(1, checkpoint.tensors.reduce(0) { $0 + $1.entry.byteCount }))
    let done = Counter()
    for tensor in checkpoint.tensors {
      let target = elementType(of: tensor.entry)
      try writer.add(
        tensor.entry.name, target, dimensions: tensor.entry.dimensions
      ) { sink throws(ModelFileError) in
        try write(tensor, as: target, to: sink)
        done.value += tensor.entry.byteCount
        progress(Double(done.value) / total)
      }
    }
    try writer.write(to: path)
  }

  private final class Counter { var value = 0 }

  /// Tensors that engines take in float32 only, by the end of their names.
  private static let plainNames = [
    "_norm.weight", ".ffn_gate_inp.weight", ".shortconv.conv.weight", ".ssm_conv1d.weight",
  ]

  func elementType(of entry: CheckpointTensor) -> ElementType {
    if entry.elementType.blockLength > 1 { return entry.elementType }
    if entry.dimensions.count == 1 || !entry.name.hasSuffix(".weight")
      || Self.plainNames.contains(where: entry.name.hasSuffix)
    {
      return .float32
    }
    return entry.columns % type.blockLength == 0 ? type : .float16
  }

  // MARK: - Rows

  private func write(
    _ tensor: FolderTensor, as target: ElementType, to sink: GGUFWriter.Sink
  ) throws(ModelFileError) {
    let entry = tensor.entry
    let isSame = entry.elementType == target && entry.offset == 0
    if isSame, tensor.permutedHeads == nil {
      for part in entry.parts { try sink(part) }
      return
    }
    let rowsPerPart = entry.parts.isEmpty ? 0 : entry.rows / entry.parts.count
    let (rows, columns) = entry.shapeOfRows(permuted: tensor.permutedHeads != nil)
    let rowBytes = columns * entry.elementType.blockByteCount
    var buffer: [UInt8] = []
    for (number, part) in entry.parts.enumerated() {
      for row in 0..<(entry.parts.count == 1 ? rows : rowsPerPart) {
        let source = tensor.permutedHeads.map { Self.source(of: row, rows: rows, heads: $0) } ?? row
        let bytes = UnsafeRawBufferPointer(
          rebasing: part[source * rowBytes..<(source + 1) * rowBytes])
        if isSame {
          buffer += bytes
        } else {
          try encode(bytes, entry, row: number * rowsPerPart + source, as: target, to: &buffer)
        }
        if buffer.count > 1 << 20 { try Self.flush(&buffer, to: sink) }
      }
    }
    try Self.flush(&buffer, to: sink)
  }

  private func encode(
    _ bytes: UnsafeRawBufferPointer, _ entry: CheckpointTensor, row: Int,
    as target: ElementType, to buffer: inout [UInt8]
  ) throws(ModelFileError) {
    var values = HalfFloats.floats(bytes, entry.elementType)
    if entry.offset != 0 { for index in values.indices { values[index] += entry.offset } }
    do {
      try BlockEncoder.append(values, as: target, to: &buffer)
    } catch {
      throw ModelFileError(
        .notFinite, file: checkpoint.name, place: .tensor(entry.name),
        expected: "a number that \(target) can hold",
        found: "\(values[error.index]) at row \(row), column \(error.index)")
    }
  }

  private static func flush(
    _ buffer: inout [UInt8], to sink: GGUFWriter.Sink
  ) throws(ModelFileError) {
    guard !buffer.isEmpty else { return }
    try buffer.withUnsafeBufferPointer { bytes throws(ModelFileError) in
      try sink(UnsafeRawBufferPointer(bytes))
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Where a row of a GGUF file stands in the folder: there halves of a head form pairs, here rows
  /// that are adjacent.
  static func source(of row: Int, rows: Int, heads: Int) -> Int {
    let width = rows / heads
    let (head, place) = row.quotientAndRemainder(dividingBy: width)
    return head * width + place % 2 * (width / 2) + place / 2
  }
}

extension CheckpointTensor {
  /// Rows and columns; a permuted bias, one row to kernels, has as many rows as elements.
  fileprivate func shapeOfRows(permuted: Bool) -> (rows: Int, columns: Int) {
    permuted && dimensions.count == 1 ? (columns, 1) : (rows, columns)
  }
}
