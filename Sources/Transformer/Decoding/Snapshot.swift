import ModelFiles
import Tensor

/// What a sequence has computed, as bytes: its tokens, keys, values and carried states.
///
/// ```text
/// u64 tokens · u64 states · u64 bytes of a state · u64 layers
/// per layer: u64 bytes of a position's keys · u64 of its values · u64 first position that is kept
/// i32 per token
/// per state, in rising order: u64 position · floats
/// per layer and head: keys, values of the positions that are kept
/// ```
///
/// Little-endian, without padding. The shape stands before the data, so that bytes of another model
/// are refused before anything is copied; that the numbers are this model's own is for the caller to
/// know (`SessionFile` compares the models).
package enum Snapshot {
  /// Writes a sequence part by part; nothing is copied.
  package static func write(
    _ state: DecodeState, to write: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    let cache = state.cache
    let recurrent = cache.count > 0 ? cache.recurrent : nil
    func put(_ values: [Int]) throws {
      try values.map { UInt64($0).littleEndian }.withUnsafeBytes(write)
    }
    try put([
      cache.count, recurrent?.stateCount ?? 0,
      (cache.recurrent?.count ?? 0) * MemoryLayout<Float>.stride, cache.sizes.count,
    ])
    for (index, size) in cache.sizes.enumerated() {
      try put([
        size.heads * size.keys, size.heads * size.values,
        cache.count > 0 ? cache.layers.base[index].first : 0,
      ])
    }
    // The cache may be behind the text where layers carry a state; what it lacks is not kept.
    try state.tokens[..<cache.count].map(\.littleEndian).withUnsafeBytes(write)
    try recurrent?.forEachState(behind: cache.count) { position, bytes in
      try put([position])
      try write(bytes)
    }
    guard cache.count > 0 else { return }
    for (layer, size) in zip(cache.layers.elements, cache.sizes) {
      let kept = cache.count - layer.first
      for head in 0..<size.heads {
        let place = head * layer.slots
        try write(
          UnsafeRawBufferPointer(start: layer.keys + place * size.keys, count: kept * size.keys))
        try write(
          UnsafeRawBufferPointer(
            start: layer.values + place * size.values, count: kept * size.values))
      }
    }
  }

  /// Fills an empty sequence with what ``write(_:to:)`` wrote.
  ///
  /// - Parameters:
  ///   - bytes: untrusted; a byte too few or too many is an error.
  ///   - state: a sequence without tokens; it stays so when this throws.
  ///   - name: what messages call the bytes.
  /// - Throws: ``TransformerError`` with what was expected of the bytes and what was found.
  package static func read(
    _ bytes: UnsafeRawBufferPointer, into state: DecodeState, name: String
  ) throws(TransformerError) {
    precondition(state.tokens.isEmpty && state.cache.count == 0, "the sequence is not empty")
    var cursor = SnapshotCursor(bytes: bytes, name: name)
    let cache = state.cache
    let stateBytes = (cache.recurrent?.count ?? 0) * MemoryLayout<Float>.stride
    let count = try cursor.count(upTo: cache.limit, "tokens that fit into the context")
    let states = try cursor.count(upTo: 1 << 16, "carried states")
    try cursor.expect(stateBytes, "bytes of a carried state")
    try cursor.expect(cache.sizes.count, "layers")
    var firsts: [Int] = []
    for (index, size) in cache.sizes.enumerated() {
      try cursor.expect(size.heads * size.keys, "bytes of a position's keys")
      try cursor.expect(size.heads * size.values, "bytes of a position's values")
      firsts.append(
        try cursor.count(
          upTo: cache.latestFirst(index, count: count), "as the first position of layer \(index)"))
    }
    guard (states > 0) == (cache.recurrent != nil && count > 0) else {
      throw cursor.problem("carried states as the layers need them", "\(states)")
    }
    let tokens = try cursor.tokens(count, below: state.decoder.weights.plan.vocabularyCount)
    guard count > 0 else { return try cursor.end() }

    try cache.reserve(count)
    var position = 0
    var adopted = 0
    while adopted < states {
      let next = try cursor.count(upTo: count, "a position of a state")
      adopted += 1
      // The copy made last may be of the state that holds.
      guard adopted == states ? next == count : next > position else {
        throw cursor.problem("states at rising positions up to \(count)", "one at \(next)")
      }
      position = next
      cache.recurrent?.adopt(
        try cursor.take(stateBytes), at: position, isLast: adopted == states)
    }
    for (index, size) in cache.sizes.enumerated() {
      let (layer, written) = (cache.layers.base[index], count - firsts[index])
      // A cache with less room leaves the oldest out.
      let kept = min(written, layer.slots)
      let skipped = written - kept
      for head in 0..<size.heads {
        let place = head * layer.slots
        let keys = try cursor.start(of: size.keys, written)
        (layer.keys + place * size.keys).copyMemory(
          from: keys + skipped * size.keys, byteCount: kept * size.keys)
        let values = try cursor.start(of: size.values, written)
        (layer.values + place * size.values).copyMemory(
          from: values + skipped * size.values, byteCount: kept * size.values)
      }
      firsts[index] += skipped
    }
    try cursor.end()
    cache.adopt(count, firsts: firsts)
    state.tokens = tokens
  }
}

/// Reads a snapshot's bytes in order, and never past them.
private struct SnapshotCursor {
  let bytes: UnsafeRawBufferPointer
  let name: String
  var offset = 0

  func problem(_ expected: String, _ found: String) -> TransformerError {
    .file(ModelFileError(.invalid, file: name, expected: expected, found: found))
  }

  mutating func take(_ count: Int) throws(TransformerError) -> UnsafeRawBufferPointer {
    guard count <= bytes.count - offset else {
      throw problem("\(count) bytes at \(offset)", "\(bytes.count - offset)")
    }
    defer { offset += count }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
  }

  /// The address of `count` positions of `size` bytes.
  mutating func start(
    of size: Int, _ count: Int
  ) throws(TransformerError) -> UnsafeRawPointer {
    let (total, overflow) = size.multipliedReportingOverflow(by: count)
    guard !overflow else { throw problem("a size that fits", "\(size) × \(count) bytes") }
    let part = try take(total)
    guard let base = part.baseAddress else { throw problem("\(total) bytes", "none") }
    return base
  }

  private mutating func number() throws(TransformerError) -> UInt64 {
    UInt64(littleEndian: try take(8).loadUnaligned(as: UInt64.self))
  }

  mutating func count(upTo limit: Int, _ what: String) throws(TransformerError) -> Int {
    let found = try number()
    guard let value = Int(exactly: found), value <= limit else {
      throw problem("at most \(limit) \(what)", "\(found)")
    }
    return value
  }

  mutating func expect(_ value: Int, _ what: String) throws(TransformerError) {
    let found = try number()
    guard found == UInt64(value) else { throw problem("\(value) \(what)", "\(found)") }
  }

  mutating func tokens(_ count: Int, below limit: Int) throws(TransformerError) -> [Int32] {
    let part = try take(count * MemoryLayout<Int32>.stride)
    var tokens: [Int32] = []
    tokens.reserveCapacity(count)
    for index in 0..<count {
      let id = Int32(littleEndian: part.loadUnaligned(fromByteOffset: index * 4, as: Int32.self))
      guard (0..<limit).contains(Int(id)) else {
        throw .invalidToken(id, vocabularyCount: limit)
      }
      tokens.append(id)
    }
    return tokens
  }

  func end() throws(TransformerError) {
    guard offset == bytes.count else {
      throw problem("the end after \(offset) bytes", "\(bytes.count - offset) more")
    }
  }
}
