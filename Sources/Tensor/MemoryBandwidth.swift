internal import CKernels

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

extension Compute {
  /// Loads all bytes with every thread and returns something that depends on them.
  package func readAll(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    guard let base = bytes.baseAddress else { return 0 }
    return od_read_all(pool.pool, kernels, base, bytes.count, 1 << 20)
  }
}

/// How fast this process reads memory: pure vector loads over a buffer that no cache holds.
package struct MemoryBandwidth: Sendable, Equatable {
  package var bytesPerSecond: Double
  /// The number of threads that was fastest.
  package var threads: Int

  /// Measures with 1 to `maximumThreads` threads, and takes the best of `passes` each.
  ///
  /// Throws ``OutOfMemory`` when there is no room for the buffer or a thread.
  package static func measure(
    byteCount: Int = 1 << 30, passes: Int = 10, maximumThreads: Int, table: KernelTable
  ) throws -> MemoryBandwidth {
    // Anonymous memory that was never written is one shared page of zeros: write it first.
    var memory: UnsafeMutableRawPointer?
    guard posix_memalign(&memory, 1 << 21, byteCount) == 0, let memory else { throw OutOfMemory() }
    defer { free(memory) }
    #if canImport(Glibc)
    // Large pages: giving back a quarter of a million small ones takes a tenth of a second.
    madvise(memory, byteCount, MADV_HUGEPAGE)
    #endif
    memset(memory, 1, byteCount)
    let bytes = UnsafeRawBufferPointer(start: memory, count: byteCount)
    var best = MemoryBandwidth(bytesPerSecond: 0, threads: 1)
    for threads in 1...max(maximumThreads, 1) {
      let compute = try Compute(threads: threads, table: table)
      for _ in 0..<max(passes, 1) {
        let start = ContinuousClock.now
        blackHole(compute.readAll(bytes))
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let speed = Double(byteCount) / max(seconds, 1e-9)
        if speed > best.bytesPerSecond {
          best = MemoryBandwidth(bytesPerSecond: speed, threads: threads)
        }
      }
    }
    return best
  }

  /// Keeps the compiler from leaving out what nobody reads.
  @inline(never)
  private static func blackHole(_ value: UInt64) {}
}
