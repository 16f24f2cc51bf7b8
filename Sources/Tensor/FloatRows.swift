/// A matrix of floats that somebody else owns: `rows` rows of `columns`, `stride` floats apart.
///
/// A view: it does not keep the memory alive. Activations are `[tokens, width]`.
package struct FloatRows: BitwiseCopyable {
  package var base: UnsafeMutablePointer<Float>
  package var rows: Int
  package var columns: Int
  package var stride: Int

  package init(_ base: UnsafeMutablePointer<Float>, rows: Int, columns: Int, stride: Int? = nil) {
    self.base = base
    self.rows = rows
    self.columns = columns
    self.stride = stride ?? columns
  }

  package func row(_ index: Int) -> UnsafeMutablePointer<Float> { base + index * stride }

  /// Rows `range`, all columns.
  package func rows(_ range: Range<Int>) -> FloatRows {
    FloatRows(base + range.lowerBound * stride, rows: range.count, columns: columns, stride: stride)
  }

  /// All rows, columns `range`.
  package func columns(_ range: Range<Int>) -> FloatRows {
    FloatRows(base + range.lowerBound, rows: rows, columns: range.count, stride: stride)
  }

  var shape: String { "[\(rows), \(columns)]" }
}

/// Where keys or values of one layer lie in a cache: `[position][kvHead][headWidth]`, by strides.
package struct CacheRows: BitwiseCopyable {
  /// Position ``first``, head 0.
  package var base: UnsafeMutableRawPointer
  /// `.float32`, `.float16`, or `.q8_0`: then the head width and the strides are whole blocks.
  package var elementType: ElementType
  /// The position behind the last that there is room for.
  package var capacity: Int
  /// The first position that there is room for.
  package var first: Int
  package var heads: Int
  package var headWidth: Int
  /// Elements between positions.
  package var positionStride: Int
  /// Elements between heads.
  package var headStride: Int

  /// Rows of `heads * headWidth` elements, one after the other.
  package init(
    _ base: UnsafeMutableRawPointer, elementType: ElementType, capacity: Int, heads: Int,
    headWidth: Int, first: Int = 0
  ) {
    self.first = first
    self.base = base
    self.elementType = elementType
    self.capacity = capacity
    self.heads = heads
    self.headWidth = headWidth
    positionStride = heads * headWidth
    headStride = headWidth
  }

  /// Whether kernels read and write the type at this width and these strides.
  var isCacheable: Bool {
    let block = elementType.blockLength
    return elementType.isCacheable && headWidth.isMultiple(of: block)
      && positionStride.isMultiple(of: block) && headStride.isMultiple(of: block)
  }

  /// Bytes of a number of elements, which are whole blocks.
  func byteCount(of elements: Int) -> Int {
    elements / elementType.blockLength * elementType.blockByteCount
  }

  /// Where position 0 would lie; only positions from ``first`` on may be read from there.
  var origin: UnsafeMutableRawPointer { base - byteCount(of: first * positionStride) }
}
