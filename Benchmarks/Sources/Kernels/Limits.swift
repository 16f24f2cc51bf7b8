import Foundation
import Loops
import Tensor

/// What the machine can do at most, by loops that share no code with the kernels.
struct Limits {
  /// Bytes per second read, by the independent loop and by `doctor`'s.
  var read: Double
  var doctorRead: Double
  /// Operations per second; 0 where there is no loop for this machine.
  var floats: Double
  var bytes: Double

  static func measure(threads: Int, _ table: KernelTable) throws -> Limits {
    // In turn, as other tenants of the machine come and go.
    var (read, doctorRead) = (0.0, 0.0)
    for _ in 0..<3 {
      for count in 1...threads { read = max(read, loops_read(Int32(count), 4)) }
      let own = try MemoryBandwidth.measure(passes: 4, maximumThreads: threads, table: table)
      doctorRead = max(doctorRead, own.bytesPerSecond)
    }
    return Limits(
      read: read, doctorRead: doctorRead, floats: loops_float(Int32(threads), 5),
      bytes: loops_bytes(Int32(threads), 5))
  }

  func text(_ table: KernelTable, threads: Int) -> String {
    """
    \(KernelTable.processorName.isEmpty ? "processor" : KernelTable.processorName), \(table), \
    \(threads) threads

    - memory: \(giga(read)) GB/s by a plain loop, \(giga(doctorRead)) as doctor measures it \
    (\(percent(doctorRead, read)))
    - float32: \(giga(floats)) GOP/s
    - bytes: \(giga(bytes)) GOP/s (\(String(cString: loops_bytes_name())))

    """
  }
}
