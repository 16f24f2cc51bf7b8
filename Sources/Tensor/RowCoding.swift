internal import CKernels

/// Rows of floats to and from the bytes of an element type, for tools that write files.
///
/// Encoding searches for the best scales where the type has less than eight bits; the same floats
/// give the same bytes on every machine.
package enum RowCoding {
  /// Whether ``encode(_:as:importance:into:)`` writes the type.
  package static func encodes(_ type: ElementType) -> Bool { od_encodes(type.rawValue) != 0 }

  /// Writes a row of finite floats.
  ///
  /// `importance` is what the square error of each column costs, at least 0 each; nil when all cost
  /// the same.
  ///
  /// - Returns: nil, or the index of the first float that is infinite, NaN or too large for the type;
  ///   for blocks, the index of the first in such a block.
  /// - Precondition: the row is a whole number of blocks of a type that can be encoded, and `out` has
  ///   its bytes.
  package static func encode(
    _ row: UnsafeBufferPointer<Float>, as type: ElementType,
    importance: UnsafeBufferPointer<Float>? = nil, into out: UnsafeMutableRawBufferPointer
  ) -> Int? {
    require(
      encodes(type) && type.byteCount(of: row.count) == out.count
        && (importance?.count ?? row.count) == row.count,
      "\(row.count) floats as \(type) into \(out.count) bytes")
    guard let source = row.baseAddress, let target = out.baseAddress else { return nil }
    if let index = row.firstIndex(where: { !$0.isFinite }) { return index }
    let count = od_encode(type.rawValue, source, importance?.baseAddress, row.count, target)
    return count == row.count ? nil : count
  }

  /// The numbers of a row of a type that is computed with.
  ///
  /// - Precondition: `bytes` are as many as `out` has numbers of the type.
  package static func decode(
    _ bytes: UnsafeRawBufferPointer, as type: ElementType,
    into out: UnsafeMutableBufferPointer<Float>
  ) {
    require(
      type.isComputable && type.byteCount(of: out.count) == bytes.count,
      "\(bytes.count) bytes of \(type) as \(out.count) floats")
    let table = KernelTable.supported.last ?? KernelTable.scalar
    guard let source = bytes.baseAddress, let target = out.baseAddress else { return }
    table.weightKernels(type)?.to_float?(source, out.count, target)
  }
}
