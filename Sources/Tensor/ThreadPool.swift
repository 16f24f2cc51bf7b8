internal import CKernels

/// Threads for parallel regions of microseconds; the caller is one of them.
///
/// Regions of different callers run one after the other; a region inside a region runs serially.
package final class ThreadPool: Sendable {
  // SAFETY: the C pool locks for itself.
  nonisolated(unsafe) let pool: OpaquePointer
  /// Threads that work, the caller counted.
  package let threads: Int

  /// Makes a pool of `threads`, fewer when the system refuses them.
  ///
  /// With `maySpin`, idle threads wait busily for some tens of microseconds before they sleep. Not
  /// under a CPU quota, which spinning would eat.
  package init(threads: Int, maySpin: Bool = true) throws(OutOfMemory) {
    guard let pool = od_pool_create(max(threads, 1), maySpin ? 1 : 0) else { throw OutOfMemory() }
    self.pool = pool
    self.threads = od_pool_threads(pool)
  }

  deinit { od_pool_destroy(pool) }

  /// Runs `body(thread, tile)` for each tile of `0..<tiles`, and returns when all are done.
  ///
  /// After `cancellation` is set no further tile starts.
  package func run(
    tiles: Int, cancellation: CancellationFlag? = nil, body: (_ thread: Int, _ tile: Int) -> Void
  ) {
    run(tiles: tiles, cancel: cancellation?.flag, body: body)
  }

  func run(
    tiles: Int, cancel: OpaquePointer?, body: (_ thread: Int, _ tile: Int) -> Void
  ) {
    withoutActuallyEscaping(body) { escaping in
      var work = escaping
      withUnsafeMutablePointer(to: &work) { context in
        od_pool_run(
          pool,
          { context, thread, tile in
            context?.assumingMemoryBound(to: ((Int, Int) -> Void).self).pointee(thread, tile)
          },
          context, tiles, cancel)
      }
    }
  }
}

/// The system gave no memory.
package struct OutOfMemory: Error, CustomStringConvertible {
  package init() {}
  package var description: String { "not enough memory" }
}

/// A request to stop, which kernels read between tiles of a matrix.
///
/// Any thread may set it, and so may a signal handler, through ``unsafeFlag``.
package final class CancellationFlag: Sendable {
  // SAFETY: an atomic integer of the C target, alive until deinit.
  nonisolated(unsafe) let flag: OpaquePointer

  package init() throws(OutOfMemory) {
    guard let flag = od_cancel_create() else { throw OutOfMemory() }
    self.flag = flag
  }

  deinit { od_cancel_destroy(flag) }

  package var isCancelled: Bool { od_cancel_get(flag) != 0 }
  package func cancel() { od_cancel_set(flag, 1) }
  package func reset() { od_cancel_set(flag, 0) }

  /// For C code that outlives no object: `od_cancel_set(flag, 1)` is safe in a signal handler as
  /// long as this object lives.
  package var unsafeFlag: OpaquePointer { flag }
}
