import ModelFiles
import Tensor

extension LanguageModel {
  /// Bytes of each weight file that are looked at beside its beginning, in so many places.
  private static let samples = 64
  private static let sampleCount = 4096
  private static let beginningCount = 1 << 20

  /// Thirty-two bytes that differ where keys and values would: by weights, adapters, precision.
  ///
  /// A file's digest takes seconds per gigabyte, more than some prompts; its length, its beginning
  /// (which describes it) and samples all over it tell models apart as well.
  func sessionIdentity() throws(OnDeviceError) -> [UInt8] {
    let settings =
      "\(configuration.cacheType.rawValue) \(configuration.compute.rawValue) \(machine.isa) "
      + configuration.adapters.map { "\($0.scale)" }.joined(separator: " ")
    var ranges: [[UInt8]] = [Array(settings.utf8)]
    for file in ModelSource.weightFiles(of: checkpoint) {
      let bytes = file.bytes
      ranges.append(Array("\(bytes.count)".utf8))
      ranges.append(Array(bytes.prefix(Self.beginningCount)))
      let step = max(1, bytes.count / Self.samples)
      for start in stride(from: 0, to: bytes.count, by: step) {
        ranges.append(Array(bytes[start..<min(bytes.count, start + Self.sampleCount)]))
      }
    }
    for adapter in configuration.adapters {
      for part in try adapter.applied().adapter.parts {
        ranges.append(Array(part.target.utf8))
        ranges.append(part.down.withUnsafeBytes { Array($0) })
        ranges.append(part.up.withUnsafeBytes { Array($0) })
      }
    }
    let all = Array(ranges.joined())
    let hex = all.withUnsafeBytes { SHA256.hex(of: $0) }
    return stride(from: 0, to: 64, by: 2).compactMap { offset in
      UInt8(hex.dropFirst(offset).prefix(2), radix: 16)
    }
  }
}
