import Tensor

extension GGUFDirectory {
  /// A tensor's description as it stands in the file, its range not yet known.
  struct Info {
    let name: String
    let elementType: ElementType
    let dimensions: [Int]
    let layout: TensorLayout
    /// Counted from the first byte of the weights.
    let offset: UInt64
    /// Where that number stands, for errors.
    let offsetPlace: Int
  }

  static func readInfos(
    _ count: Int, from cursor: inout ByteCursor
  ) throws(ModelFileError) -> (infos: [Info], indices: [String: Int]) {
    var infos: [Info] = []
    var indices: [String: Int] = [:]
    for index in 0..<count {
      cursor.place = .header
      let start = cursor.offset
      let name = try cursor.readName("a tensor's name")
      cursor.place = .tensor(name)
      guard indices.updateValue(index, forKey: name) == nil else {
        throw cursor.failure(
          .duplicate, at: start, expected: "each tensor once", found: "it a second time")
      }
      infos.append(try readInfo(name, from: &cursor))
    }
    return (infos, indices)
  }

  private static func readInfo(
    _ name: String, from cursor: inout ByteCursor
  ) throws(ModelFileError) -> Info {
    let start = cursor.offset
    let count = try cursor.read(UInt32.self, "the number of dimensions")
    guard (1...4).contains(count) else {
      throw cursor.failure(.invalid, at: start, expected: "1 to 4 dimensions", found: "\(count)")
    }
    var dimensions: [Int] = []
    for _ in 0..<count {
      let place = cursor.offset
      let raw = try cursor.read(UInt64.self, "a dimension")
      guard let dimension = Int(exactly: raw) else {
        throw cursor.failure(
          .invalid, at: place, expected: "a size that fits into 63 bits",
          found: "a dimension of \(raw)")
      }
      dimensions.insert(dimension, at: 0)
    }
    let typePlace = cursor.offset
    let number = try cursor.read(UInt32.self, "the element type")
    guard let elementType = ElementType(rawValue: number) else {
      throw cursor.failure(
        .unsupportedType, at: typePlace, expected: "a known element type", found: "type \(number)")
    }
    let layout: TensorLayout
    do {
      layout = try TensorLayout(elementType, dimensions: dimensions)
    } catch {
      throw cursor.failure(.invalid, at: start, expected: error.expected, found: error.found)
    }
    let offsetPlace = cursor.offset
    let offset = try cursor.read(UInt64.self, "the offset")
    return Info(
      name: name, elementType: elementType, dimensions: dimensions, layout: layout,
      offset: offset, offsetPlace: offsetPlace)
  }

  /// Gives every tensor its range in the file: aligned, and not past the file's end.
  static func place(
    _ infos: [Info], behind cursor: inout ByteCursor, alignment: Int
  ) throws(ModelFileError) -> [GGUFTensor] {
    var tensors: [GGUFTensor] = []
    tensors.reserveCapacity(infos.count)
    let fileEnd = cursor.storage.bytes.count
    let padded = cursor.offset.addingReportingOverflow(alignment - 1)
    let dataStart = padded.partialValue & ~(alignment - 1)
    for info in infos {
      cursor.place = .tensor(info.name)
      guard info.offset % UInt64(alignment) == 0 else {
        throw cursor.failure(
          .invalid, at: info.offsetPlace, expected: "an offset that is a multiple of \(alignment)",
          found: "\(info.offset)")
      }
      let start = Int(exactly: info.offset)?.addingReportingOverflow(dataStart)
      let end = start?.partialValue.addingReportingOverflow(info.layout.byteCount)
      guard !padded.overflow, let start, let end, !start.overflow, !end.overflow,
        end.partialValue <= fileEnd
      else {
        throw cursor.failure(
          .truncated, at: info.offsetPlace,
          expected: "\(info.layout.byteCount) bytes inside the file's \(fileEnd)",
          found: "offset \(info.offset) from byte \(padded.overflow ? cursor.offset : dataStart)")
      }
      tensors.append(
        GGUFTensor(
          name: info.name, elementType: info.elementType, dimensions: info.dimensions,
          rows: info.layout.rows, columns: info.layout.columns,
          range: start.partialValue..<end.partialValue))
    }
    return tensors
  }

  static func checkOverlaps(
    of tensors: [GGUFTensor], in storage: ModelBytes
  ) throws(ModelFileError) {
    let ordered = tensors.sorted { $0.range.lowerBound < $1.range.lowerBound }
    for (first, second) in zip(ordered, ordered.dropFirst())
    where second.range.lowerBound < first.range.upperBound {
      throw ModelFileError(
        .duplicate, file: storage.name, place: .tensor(second.name),
        offset: second.range.lowerBound, expected: "bytes of its own",
        found: "bytes of tensor \(Printable.quoted(first.name))")
    }
  }
}
