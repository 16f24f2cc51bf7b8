#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// Memory for `count` elements, aligned to a cache line, with one owner.
///
/// The elements are zero at first, and pages that were never written take no memory: a buffer may
/// be planned for the longest prompt, and costs what the prompts that came have used. To grow a
/// buffer, make a new one.
package struct AlignedBuffer<Element: BitwiseCopyable>: ~Copyable {
  private static var alignment: Int { 64 }

  /// The first element, valid while the buffer lives.
  package let base: UnsafeMutablePointer<Element>
  package let count: Int
  private let memory: UnsafeMutableRawPointer

  /// Zeroed memory for `count` elements.
  ///
  /// - Precondition: `count` elements fit the address space.
  package init(count: Int) {
    let bytes = Swift.max(count, 1) * MemoryLayout<Element>.stride + Self.alignment
    guard let memory = calloc(1, bytes) else {
      // SAFETY: whoever plans by a file's numbers asks what memory there is first.
      preconditionFailure("no memory for \(bytes) bytes")  // SAFETY: see above
    }
    self.memory = memory
    base = memory.alignedUp(toMultipleOf: Self.alignment).assumingMemoryBound(to: Element.self)
    self.count = count
  }

  deinit { free(memory) }

  package var elements: UnsafeMutableBufferPointer<Element> {
    UnsafeMutableBufferPointer(start: base, count: count)
  }
}

// SAFETY: the memory has one owner, and `Element` holds no references.
extension AlignedBuffer: @unchecked Sendable where Element: Sendable {}
