import Foundation
import OnDevice

/// Standard output, written with `write(2)` so that a closed pipe and a full disk are seen.
///
/// Results are gathered in a buffer and written in large pieces; ``flushOrExit()`` is called when a
/// command ends and after each piece of a stream.
enum Output {
  nonisolated(unsafe) private static var buffer: [UInt8] = []  // SAFETY: only the main task writes

  /// Adds text to what will be written.
  static func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= 1 << 16 { flushOrExit() }
  }

  /// Adds a line.
  static func line(_ text: String = "") {
    write(text)
    write("\n")
  }

  /// Writes bytes that were encoded elsewhere.
  static func write(_ data: Data) {
    buffer.append(contentsOf: data)
  }

  /// Writes what is gathered; ends the process with 141 at a closed pipe and 74 at a failed write.
  static func flushOrExit() {
    defer { buffer.removeAll(keepingCapacity: true) }
    var offset = 0
    while offset < buffer.count {
      let written = unsafe buffer.withUnsafeBytes { bytes -> Int in
        unsafe Foundation.write(1, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
      }
      if written >= 0 {
        offset += written
      } else if errno == EINTR {
        continue
      } else if errno == EPIPE {
        exit(141)
      } else {
        let reason = String(cString: strerror(errno))
        buffer.removeAll()
        Failure.exit(
          OnDeviceError(.cannotWrite, "standard output: expected to write, found: \(reason)"))
      }
    }
  }
}

/// Standard error: warnings and progress; never results.
enum Notice {
  static let isTerminal = isatty(2) == 1

  static func warn(_ text: String) { write("warning: \(text)\n") }

  static func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe Foundation.write(2, $0.baseAddress, $0.count) }
  }
}
