/// Memory for `count` elements, aligned to a cache line, with one owner.
///
/// The elements are zero at first. To grow a buffer, make a new one.
package struct AlignedBuffer<Element: BitwiseCopyable>: ~Copyable {
  /// The first element, valid while the buffer lives.
  package let base: UnsafeMutablePointer<Element>
  package let count: Int

  /// Zeroed memory for `count` elements.
  ///
  /// - Precondition: `count` elements fit the address space.
  package init(count: Int) {
    let bytes = Swift.max(count, 1) * MemoryLayout<Element>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    raw.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    base = raw.assumingMemoryBound(to: Element.self)
    self.count = count
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }

  package var elements: UnsafeMutableBufferPointer<Element> {
    UnsafeMutableBufferPointer(start: base, count: count)
  }
}

// SAFETY: the memory has one owner, and `Element` holds no references.
extension AlignedBuffer: @unchecked Sendable where Element: Sendable {}
