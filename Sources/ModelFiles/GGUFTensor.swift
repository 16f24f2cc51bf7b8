package import Tensor

/// A tensor's name, type and shape, and the bytes that it takes in its file.
///
/// GGUF lists the contiguous dimension first; that order is reversed once, here: ``dimensions``
/// starts with the slowest and ends with the columns. A tensor of one dimension is one row. All
/// products have been checked: ``range`` lies inside the file and holds `rows` whole rows.
package struct GGUFTensor: Sendable, Hashable {
  package let name: String
  package let elementType: ElementType
  /// One to four numbers, all positive, the contiguous one last.
  package let dimensions: [Int]
  /// All dimensions but the last, multiplied.
  package let rows: Int
  /// The contiguous dimension.
  package let columns: Int
  /// Where the tensor lies in the file, counted from the file's start.
  package let range: Range<Int>
}

/// The size of a tensor, computed with a check of every step; reader and writer share it.
struct TensorLayout {
  let rows: Int
  let columns: Int
  let byteCount: Int

  /// - Throws: a phrase for each half of an error, expected and found.
  init(_ elementType: ElementType, dimensions: [Int]) throws(Problem) {
    guard (1...4).contains(dimensions.count) else {
      throw Problem(expected: "1 to 4 dimensions", found: "\(dimensions.count)")
    }
    let shape = dimensions.map(String.init).joined(separator: " × ")
    guard let columns = dimensions.last, dimensions.allSatisfy({ $0 > 0 }) else {
      throw Problem(expected: "dimensions of at least 1", found: shape)
    }
    let (blocks, rest) = columns.quotientAndRemainder(dividingBy: elementType.blockLength)
    guard rest == 0 else {
      throw Problem(
        expected: "rows of \(elementType) in whole blocks of \(elementType.blockLength)",
        found: "\(columns) columns")
    }
    var rows = 1
    var overflows = false
    for dimension in dimensions.dropLast() where !overflows {
      (rows, overflows) = rows.multipliedReportingOverflow(by: dimension)
    }
    // The number of elements must fit as well: kernels and reports count them in Int.
    let elements = rows.multipliedReportingOverflow(by: columns)
    let rowBytes = blocks.multipliedReportingOverflow(by: elementType.blockByteCount)
    let bytes = rows.multipliedReportingOverflow(by: rowBytes.partialValue)
    guard !overflows, !elements.overflow, !rowBytes.overflow, !bytes.overflow else {
      throw Problem(expected: "a size that fits into 63 bits", found: shape)
    }
    self.rows = rows
    self.columns = columns
    self.byteCount = bytes.partialValue
  }

  struct Problem: Error {
    let expected: String
    let found: String
  }
}
