import Foundation
import ModelFiles
import Tensor
import Transformer

/// What was computed for a prompt, kept on disk so that the next process goes on from it.
///
/// ```text
/// "ondevice session" · u32 version · u32 0 · 32 bytes identity of the model
/// u64 checksum of what follows · a `Snapshot`
/// ```
///
/// A file of another model, another precision or another version is an error and is left alone: keys
/// and values of one model mean nothing to another. It holds the tokens of the chat, so only its
/// owner may read it, and it is written beside its place and renamed.
struct SessionFile: Sendable {
  static let magic = Array("ondevice session".utf8)
  static let version: UInt32 = 2
  /// Magic, version, reserved, identity, checksum.
  static let headerCount = 16 + 4 + 4 + 32 + 8

  let path: String
  let identity: [UInt8]

  init(path: String, model: LanguageModel) throws(OnDeviceError) {
    self.path = path
    identity = try model.sessionIdentity()
  }

  /// Fills an empty sequence from the file; nothing happens where there is none yet.
  func restore(_ state: DecodeState) throws(OnDeviceError) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    let file = try Problems.translated { try ModelBytes(path: path) }
    try Problems.translated {
      try withExtendedLifetime(file) {
        try Snapshot.read(try body(file.bytes), into: state, name: path)
      }
    }
  }

  /// Writes a sequence in place of what stood there.
  func save(_ state: DecodeState) throws(OnDeviceError) {
    try Problems.translated {
      // The checksum stands before the data, so the data is gone through twice: it is in memory.
      var checksum = Checksum()
      Snapshot.write(state) { checksum.add($0) }
      var file = try ReplacingFile(path: path, permissions: 0o600)
      try file.write(Self.magic)
      try file.write(Self.bytes(Self.version) + Self.bytes(UInt32(0)) + identity)
      try file.write(Self.bytes(checksum.value))
      try Snapshot.write(state) { try file.write($0) }
      try file.commit()
    }
  }

  /// The snapshot inside a file that is of this model and whole.
  private func body(_ bytes: UnsafeRawBufferPointer) throws(OnDeviceError) -> UnsafeRawBufferPointer
  {
    guard bytes.count >= Self.headerCount, bytes.starts(with: Self.magic) else {
      throw problem("a session file", "something else")
    }
    func number<Value: FixedWidthInteger>(at offset: Int, as type: Value.Type) -> Value {
      Value(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
    }
    let version = number(at: 16, as: UInt32.self)
    guard version == Self.version else {
      throw problem("session version \(Self.version)", "\(version)")
    }
    guard bytes[24..<56].elementsEqual(identity) else {
      throw problem("a session of this model, precision and adapters", "one of another")
    }
    let body = UnsafeRawBufferPointer(rebasing: bytes[Self.headerCount...])
    var checksum = Checksum()
    checksum.add(body)
    guard number(at: 56, as: UInt64.self) == checksum.value else {
      throw problem("a whole session", "one whose checksum differs")
    }
    return body
  }

  private func problem(_ expected: String, _ found: String) -> OnDeviceError {
    OnDeviceError(
      .badData, "\(path): expected \(expected), found \(found)",
      hint: "remove the file, or give --session another")
  }

  private static func bytes<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}

/// Tells a whole file from a broken one, at the speed of memory; it guards against no forger.
///
/// Eight bytes at a time are mixed in as in FNV-1a (Fowler, Noll, Vo), a word where that takes a byte,
/// with a rotation so that high bits reach low ones. How the bytes are cut into parts does not matter.
struct Checksum {
  private(set) var count = 0
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325
  private var held: [UInt8] = []

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    count += bytes.count
    var offset = 0
    while !held.isEmpty, held.count < 8, offset < bytes.count {
      held.append(bytes[offset])
      offset += 1
    }
    if held.count == 8 {
      mix(held.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) })
      held.removeAll(keepingCapacity: true)
    }
    while bytes.count - offset >= 8 {
      mix(
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      offset += 8
    }
    held += bytes[offset...]
  }

  /// The sum of everything so far, its length included.
  var value: UInt64 {
    var copy = self
    var last: UInt64 = 0
    for byte in held.reversed() { last = last << 8 | UInt64(byte) }
    copy.mix(last)
    copy.mix(UInt64(count))
    return copy.state
  }

  private mutating func mix(_ word: UInt64) {
    let product = (state ^ word) &* 0x0000_0100_0000_01b3
    state = product << 29 | product >> 35
  }
}
