/// A GGUF file put together number by number, so that any of them can be wrong.
///
/// Independent of `GGUFWriter`, which would refuse most of what the tests need.
struct HandMadeGGUF {
  var bytes: [UInt8] = []

  /// The header, with counts as given, whatever follows.
  init(version: UInt32 = 3, tensors: UInt64 = 0, pairs: UInt64 = 0) {
    bytes += "GGUF".utf8
    append(version)
    append(tensors)
    append(pairs)
  }

  mutating func append(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }

  mutating func append(string: String) {
    append(UInt64(string.utf8.count))
    bytes += string.utf8
  }

  /// A key and the type of the value that the caller appends.
  func key(_ name: String, type: UInt32) -> HandMadeGGUF {
    var file = self
    file.append(string: name)
    file.append(type)
    return file
  }

  func number(_ value: some FixedWidthInteger) -> HandMadeGGUF {
    var file = self
    file.append(value)
    return file
  }

  func string(_ text: String) -> HandMadeGGUF {
    var file = self
    file.append(string: text)
    return file
  }

  func raw(_ more: [UInt8]) -> HandMadeGGUF {
    var file = self
    file.bytes += more
    return file
  }

  /// A tensor's description; `dimensions` in file order, the contiguous one first.
  func tensor(
    _ name: String, _ dimensions: [UInt64], count: UInt32? = nil, type: UInt32 = 0,
    offset: UInt64 = 0
  ) -> HandMadeGGUF {
    var file = self
    file.append(string: name)
    file.append(count ?? UInt32(dimensions.count))
    for dimension in dimensions { file.append(dimension) }
    file.append(type)
    file.append(offset)
    return file
  }

  /// Padding to a multiple of `alignment`, then `count` zeros.
  func data(_ count: Int, alignment: Int = 32) -> HandMadeGGUF {
    var file = self
    while file.bytes.count % alignment != 0 { file.bytes.append(0) }
    file.bytes += [UInt8](repeating: 0, count: count)
    return file
  }
}
