import Foundation
import OnDevice

/// Lines of a file or a pipe, each given as soon as it is there.
///
/// A line that is longer than ``longest`` is told as such and its rest is passed over, so that no
/// input takes all memory. One thread uses a reader.
// SAFETY: its owner reads from one thread at a time.
final class LineReader: @unchecked Sendable {
  enum Line: Sendable {
    case bytes(Data)
    case tooLong
  }

  /// 64 MiB: a chat of a million messages.
  static let longest = 64 << 20

  private let descriptor: Int32
  private let name: String
  private var buffer = Data()
  /// Up to where the buffer has no line end.
  private var searched = 0
  private var isAtEnd = false
  private var passesOver = false

  /// Reads a file, or standard input for `-`.
  init(path: String) throws(OnDeviceError) {
    guard path != "-" else {
      (descriptor, name) = (0, "standard input")
      return
    }
    name = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw OnDeviceError(
        .cannotRead, "\(path): expected a file, found: \(String(cString: strerror(errno)))",
        hint: "give the path of a file with one JSON object a line, or - for standard input")
    }
  }

  deinit { if descriptor > 0 { close(descriptor) } }

  /// The next line without its end; nil when there is none, or none yet and `waits` is false.
  func next(waits: Bool = true) throws(OnDeviceError) -> Line? {
    while true {
      if let end = buffer[(buffer.startIndex + searched)...].firstIndex(of: 0x0A) {
        let line = Data(buffer[..<end])
        buffer = Data(buffer[(end + 1)...])
        searched = 0
        if passesOver {
          passesOver = false
          continue
        }
        return line.count > Self.longest ? .tooLong : .bytes(line)
      }
      searched = buffer.count
      if buffer.count > Self.longest || passesOver {
        let isFirst = !passesOver
        passesOver = true
        buffer.removeAll()
        searched = 0
        if isFirst { return .tooLong }
      }
      if isAtEnd {
        guard !buffer.isEmpty else { return nil }
        defer { buffer.removeAll() }
        searched = 0
        return .bytes(buffer)
      }
      if !waits, !isReadable { return nil }
      try fill()
    }
  }

  private var isReadable: Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) > 0
  }

  private func fill() throws(OnDeviceError) {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes {
        Foundation.read(descriptor, $0.baseAddress, $0.count)
      }
      if count > 0 {
        buffer.append(contentsOf: chunk[..<count])
        return
      } else if count == 0 {
        isAtEnd = true
        return
      } else if errno != EINTR {
        throw OnDeviceError(
          .cannotRead, "\(name): expected to read it, found: \(String(cString: strerror(errno)))")
      }
    }
  }
}
