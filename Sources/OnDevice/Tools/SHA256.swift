/// The SHA-256 digest of bytes, to tell one model file from another.
///
/// Source: FIPS 180-4. Written here because the library for it (swift-crypto) adds minutes to the
/// first build of the two README commands, for one digest that guards nothing.
package struct SHA256 {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
  private var schedule = [UInt32](repeating: 0, count: 64)

  /// The digest in hexadecimal.
  package static func hex(of bytes: UnsafeRawBufferPointer) -> String { hex(ofAll: [bytes]) }

  /// The digest of several ranges of bytes behind each other; `read` is told the index of each
  /// range that is not needed any more.
  package static func hex(
    ofAll ranges: [UnsafeRawBufferPointer], read: (Int) -> Void = { _ in }
  ) -> String {
    var digest = SHA256()
    var tail: [UInt8] = []  // fewer than 64 bytes, left over from the ranges so far
    for (index, bytes) in ranges.enumerated() {
      defer { read(index) }
      var offset = 0
      if !tail.isEmpty {
        offset = min(64 - tail.count, bytes.count)
        tail += bytes[..<offset]
        guard tail.count == 64 else { continue }
        tail.withUnsafeBytes { digest.add($0) }
        tail = []
      }
      while bytes.count - offset >= 64 {
        digest.add(UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + 64]))
        offset += 64
      }
      tail += bytes[offset...]
    }
    tail.append(0x80)
    while tail.count % 64 != 56 { tail.append(0) }
    let bits = UInt64(ranges.reduce(0) { $0 + $1.count }) * 8
    for shift in stride(from: 56, through: 0, by: -8) { tail.append(UInt8(bits >> shift & 0xFF)) }
    tail.withUnsafeBytes { buffer in
      for start in stride(from: 0, to: buffer.count, by: 64) {
        digest.add(UnsafeRawBufferPointer(rebasing: buffer[start..<start + 64]))
      }
    }
    return digest.state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// Adds one block of 64 bytes.
  private mutating func add(_ block: UnsafeRawBufferPointer) {
    for index in 0..<16 {
      schedule[index] = UInt32(
        bigEndian: block.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
    }
    for index in 16..<64 {
      let a = schedule[index - 15]
      let b = schedule[index - 2]
      let s0 = rotated(a, 7) ^ rotated(a, 18) ^ (a >> 3)
      let s1 = rotated(b, 17) ^ rotated(b, 19) ^ (b >> 10)
      schedule[index] = schedule[index - 16] &+ s0 &+ schedule[index - 7] &+ s1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for index in 0..<64 {
      let s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
      let choice = (e & f) ^ (~e & g)
      let first = h &+ s1 &+ choice &+ Self.constants[index] &+ schedule[index]
      let s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      let second = s0 &+ majority
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ second)
    }
    for (index, value) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= value }
  }

  private func rotated(_ value: UInt32, _ count: UInt32) -> UInt32 {
    value >> count | value << (32 - count)
  }

  /// The fractional parts of the cube roots of the first 64 primes, as the standard defines them.
  ///
  /// Computed rather than listed: a table of 64 numbers is 64 places for a slip.
  private static let constants: [UInt32] = {
    var primes: [UInt64] = []
    var candidate: UInt64 = 2
    while primes.count < 64 {
      if primes.allSatisfy({ candidate % $0 != 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes.map { prime in
      // floor(cbrt(prime) × 2³²) by bisection on exact 128-bit cubes; its low 32 bits are wanted.
      var low: UInt64 = 0
      var high: UInt64 = 7 << 32
      let target = UInt128(prime) << 96
      while high - low > 1 {
        let middle = (low + high) / 2
        let wide = UInt128(middle)
        if wide * wide <= target / wide { low = middle } else { high = middle }
      }
      return UInt32(truncatingIfNeeded: low)
    }
  }()
}
