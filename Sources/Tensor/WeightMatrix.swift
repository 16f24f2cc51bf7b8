/// A weight `[rows = outputs, columns = inputs]` whose blocks lie somewhere in memory that
/// somebody else keeps alive (a ``MappedFile`` mostly).
///
/// Invariant: `columns` is a whole number of blocks, and `rows * rowByteCount` bytes from `base`
/// were inside the checked range.
package struct WeightMatrix: BitwiseCopyable {
  package let base: UnsafeRawPointer
  package let type: ElementType
  package let rows: Int
  package let columns: Int
  package let rowByteCount: Int
  /// What is added to products with this weight; nil mostly.
  package var correction: UnsafePointer<LowRank>?
  /// The row of the correction that belongs to this weight's first row.
  private(set) var firstRow = 0

  /// A weight that fills `bytes` exactly.
  package init(
    _ bytes: UnsafeRawBufferPointer, type: ElementType, rows: Int, columns: Int
  ) throws(WeightMatrixError) {
    guard rows > 0, columns > 0 else { throw .empty(rows: rows, columns: columns) }
    guard let rowByteCount = type.byteCount(of: columns) else {
      throw .brokenRow(columns: columns, type: type.name, blockLength: type.blockLength)
    }
    let (byteCount, overflow) = rowByteCount.multipliedReportingOverflow(by: rows)
    guard !overflow, bytes.count == byteCount, let base = bytes.baseAddress else {
      throw .wrongByteCount(expected: overflow ? nil : byteCount, found: bytes.count)
    }
    let alignment = type.blockLength == 1 ? type.blockByteCount : 2
    guard Int(bitPattern: base) % alignment == 0 else { throw .misaligned(alignment: alignment) }
    self.base = base
    self.type = type
    self.rows = rows
    self.columns = columns
    self.rowByteCount = rowByteCount
  }

  /// Bytes of all rows.
  package var byteCount: Int { rows * rowByteCount }

  /// Rows `range` of this weight.
  ///
  /// - Precondition: `range` lies in `0..<rows`.
  package func rows(_ range: Range<Int>) -> WeightMatrix {
    require(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of \(rows)")
    var part = WeightMatrix(
      base: base + range.lowerBound * rowByteCount, type: type, rows: range.count,
      columns: columns, rowByteCount: rowByteCount)
    part.correction = correction
    part.firstRow = firstRow + range.lowerBound
    return part
  }

  private init(
    base: UnsafeRawPointer, type: ElementType, rows: Int, columns: Int, rowByteCount: Int
  ) {
    self.base = base
    self.type = type
    self.rows = rows
    self.columns = columns
    self.rowByteCount = rowByteCount
  }
}

/// Why bytes are not a weight.
package enum WeightMatrixError: Error, Equatable, CustomStringConvertible {
  case empty(rows: Int, columns: Int)
  case brokenRow(columns: Int, type: String, blockLength: Int)
  case wrongByteCount(expected: Int?, found: Int)
  case misaligned(alignment: Int)

  package var description: String {
    switch self {
    case .empty(let rows, let columns):
      "expected at least one row and column, found [\(rows), \(columns)]"
    case .brokenRow(let columns, let type, let blockLength):
      "expected rows of whole \(type) blocks of \(blockLength), found \(columns) columns"
    case .wrongByteCount(let expected, let found):
      "expected \(expected.map(String.init) ?? "too many") bytes, found \(found)"
    case .misaligned(let alignment):
      "expected an address that is a multiple of \(alignment)"
    }
  }
}

/// Ends the process with a legible message: for mistakes of the caller, never for input.
///
/// (`precondition` prints nothing in release builds.)
///
/// The message is made out of line, so that callers hold no code of it.
@inline(__always)
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fail(message) }
}

@inline(never)
private func fail(_ message: () -> String) -> Never {
  fatalError(message())  // SAFETY: shapes that come from a file are checked when it is read
}
