import Tensor
import TestSupport
import Testing

/// A cache of random keys and values, written through the door that engines use.
private struct Cache {
  let keys: GuardedBytes
  let values: GuardedBytes
  let keyRows: CacheRows
  let valueRows: CacheRows

  init(
    _ type: ElementType, capacity: Int, heads: Int, headWidth: Int, headMajor: Bool = false
  ) {
    let count = type.byteCount(of: capacity * heads * headWidth) ?? 0
    keys = GuardedBytes(count: count)
    values = GuardedBytes(count: count)
    func rows(_ bytes: GuardedBytes) -> CacheRows {
      var rows = CacheRows(
        bytes.bytes.baseAddress ?? .allocate(byteCount: 1, alignment: 1), elementType: type,
        capacity: capacity, heads: heads, headWidth: headWidth)
      if headMajor {
        rows.positionStride = headWidth
        rows.headStride = capacity * headWidth
      }
      return rows
    }
    keyRows = rows(keys)
    valueRows = rows(values)
  }

  func row(_ bytes: GuardedBytes, _ rows: CacheRows, position: Int, head: Int) -> [Double] {
    let type = rows.elementType
    let offset = position * rows.positionStride + head * rows.headStride
    let start = type.byteCount(of: offset) ?? 0
    let range = start..<start + (type.byteCount(of: rows.headWidth) ?? 0)
    return Reference.decode(UnsafeRawBufferPointer(rebasing: bytes.bytes[range]), as: type)
  }
}

@Suite struct AttentionTests {
  struct Shape: CustomStringConvertible, Sendable {
    var heads: Int
    var cacheHeads: Int
    var headWidth: Int
    var window: Int?
    var softcap: Float?
    var hasSinks = false
    var description: String {
      "\(heads)/\(cacheHeads) x \(headWidth), \(window ?? 0), \(softcap ?? 0), \(hasSinks)"
    }

    /// Sinks on both sides of what scores there are, the last so high that it takes all.
    var sinks: [Float]? { hasSinks ? (0..<heads).map { [-40, 0, 2.5, 120][$0 % 4] } : nil }
  }

  static let shapes = [
    Shape(heads: 1, cacheHeads: 1, headWidth: 64),
    Shape(heads: 4, cacheHeads: 2, headWidth: 128),
    Shape(heads: 6, cacheHeads: 2, headWidth: 20, window: 5),
    Shape(heads: 5, cacheHeads: 1, headWidth: 33, window: 40),
    Shape(heads: 8, cacheHeads: 2, headWidth: 7),
    Shape(heads: 4, cacheHeads: 2, headWidth: 24, softcap: 1.5),
    Shape(heads: 4, cacheHeads: 1, headWidth: 40, window: 20, hasSinks: true),
  ]

  private func fill(
    _ cache: Cache, _ compute: Compute, positions: Int, seed: UInt64
  ) -> SplitMix64 {
    var random = SplitMix64(seed: seed)
    let width = cache.keyRows.heads * cache.keyRows.headWidth
    let keys = Floats(rows: positions, columns: width, random.floats(positions * width, in: -2...2))
    let values = Floats(rows: positions, columns: width, random.floats(positions * width))
    compute.store(keys.view, in: cache.keyRows, at: 0)
    compute.store(values.view, in: cache.valueRows, at: 0)
    return random
  }

  @Test("attention agrees with the reference", arguments: tableNames, shapes)
  func agrees(table: String, shape: Shape) throws {
    for type in [ElementType.float16, .float32, .q8]
    where shape.headWidth.isMultiple(of: type.blockLength) {
      for (tokens, first) in [(1, 0), (1, 31), (1, 64), (3, 30), (40, 0), (17, 90)] {
        let compute = try makeCompute(table, threads: 2)
        let cache = Cache(
          type, capacity: first + tokens, heads: shape.cacheHeads, headWidth: shape.headWidth,
          headMajor: tokens == 3)
        var random = fill(cache, compute, positions: first + tokens, seed: UInt64(tokens + first))
        let width = shape.heads * shape.headWidth
        let queries = Floats(rows: tokens, columns: width, random.floats(tokens * width))
        let out = Floats(rows: tokens, columns: width)
        let sinks = shape.sinks.map { values in
          let copy = UnsafeMutableBufferPointer<Float>.allocate(capacity: values.count)
          _ = copy.initialize(from: values)
          return UnsafeBufferPointer(copy)
        }
        defer { sinks?.deallocate() }
        compute.attend(
          queries.view, heads: shape.heads, keys: cache.keyRows, values: cache.valueRows,
          first: first, window: shape.window, scale: 0.4, softcap: shape.softcap,
          sinks: sinks?.baseAddress, into: out.view)

        for token in 0..<tokens {
          let past = first + token + 1
          let seen = max(0, past - (shape.window ?? past))..<past
          for head in 0..<shape.heads {
            let cacheHead = head / (shape.heads / shape.cacheHeads)
            let range = head * shape.headWidth..<(head + 1) * shape.headWidth
            let expected = Reference.attend(
              query: queries.row(token)[range].map { Double($0) },
              keys: seen.map {
                cache.row(cache.keys, cache.keyRows, position: $0, head: cacheHead)
              },
              values: seen.map {
                cache.row(cache.values, cache.valueRows, position: $0, head: cacheHead)
              }, scale: Double(Float(0.4)), softcap: shape.softcap.map { Double($0) },
              sink: sinks.map { Double($0[head]) })
            // A score of up to 0.4 * 2 * width may be off by width units, and so may its weight.
            let tolerance =
              (0.8 * Double(shape.headWidth) + Double(past) + 16) * 2
              * Double(Float.ulpOfOne)
            for (value, exact) in zip(out.row(token)[range], expected) {
              #expect(abs(Double(value) - exact) <= tolerance)
            }
          }
        }
        #expect(out.bytes.isIntact)
      }
    }
  }

  @Test("a token has the same bits however the prompt is cut", arguments: tableNames, shapes)
  func sameBits(table: String, shape: Shape) throws {
    let tokens = 70
    let single = try makeCompute(table)
    let cache = Cache(
      .float16, capacity: tokens, heads: shape.cacheHeads, headWidth: shape.headWidth)
    var random = fill(cache, single, positions: tokens, seed: 31)
    let width = shape.heads * shape.headWidth
    let queries = Floats(rows: tokens, columns: width, random.floats(tokens * width))
    func attend(_ compute: Compute, chunk: Int) -> [UInt32] {
      let out = Floats(rows: tokens, columns: width)
      for start in stride(from: 0, to: tokens, by: chunk) {
        let rows = start..<min(start + chunk, tokens)
        compute.attend(
          queries.view.rows(rows), heads: shape.heads, keys: cache.keyRows,
          values: cache.valueRows, first: start, window: shape.window, scale: 0.4,
          into: out.view.rows(rows))
      }
      return out.values.map(\.bitPattern)
    }
    let expected = attend(single, chunk: 1)
    for threads in [1, 2, 3, 5] {  // five: more than there are tiles
      let compute = try makeCompute(table, threads: threads)
      for chunk in [1, 2, 3, 5, 16, 31, 32, 33, 64, 70] {
        #expect(attend(compute, chunk: chunk) == expected, "\(threads) threads, \(chunk) tokens")
      }
    }
  }

  @Test("what later positions hold does not matter", arguments: tableNames)
  func future(table: String) throws {
    let compute = try makeCompute(table)
    let cache = Cache(.float32, capacity: 40, heads: 1, headWidth: 16)
    var random = fill(cache, compute, positions: 40, seed: 32)
    let queries = Floats(rows: 1, columns: 16, random.floats(16))
    func attend() -> [Float] {
      let out = Floats(rows: 1, columns: 16)
      compute.attend(
        queries.view, heads: 1, keys: cache.keyRows, values: cache.valueRows, first: 20,
        scale: 1, into: out.view)
      return out.values
    }
    let before = attend()
    let junk = Floats(rows: 19, columns: 16, [Float](repeating: .nan, count: 19 * 16))
    compute.store(junk.view, in: cache.keyRows, at: 21)
    compute.store(junk.view, in: cache.valueRows, at: 21)
    #expect(attend() == before)
  }

  @Test("a cache of q8_0 holds every block to half a step", arguments: tableNames)
  func quantizedCache(table: String) throws {
    let compute = try makeCompute(table)
    let cache = Cache(.q8, capacity: 9, heads: 2, headWidth: 64)
    var random = SplitMix64(seed: 33)
    let rows = Floats(rows: 9, columns: 128, random.floats(9 * 128, in: -3...3))
    compute.store(rows.view, in: cache.keyRows, at: 0)
    for position in 0..<9 {
      for head in 0..<2 {
        let kept = cache.row(cache.keys, cache.keyRows, position: position, head: head)
        let exact = rows.row(position)[head * 64..<(head + 1) * 64].map { Double($0) }
        for block in stride(from: 0, to: 64, by: 32) {
          let largest = exact[block..<block + 32].map(abs).max() ?? 0
          for index in block..<block + 32 {
            // Half a step, and the step's own rounding to half precision times 127.
            #expect(abs(kept[index] - exact[index]) <= largest / 127 * 0.5 + largest / 2048)
          }
        }
      }
    }
    #expect(cache.keys.isIntact)
    // What is no number stays none: a model that overflows must not look well.
    for bad in [Float.nan, .infinity] {
      let broken = Floats(rows: 1, columns: 128, [bad] + [Float](repeating: 1, count: 127))
      compute.store(broken.view, in: cache.keyRows, at: 4)
      let first = cache.row(cache.keys, cache.keyRows, position: 4, head: 0)
      #expect(first[..<32].allSatisfy(\.isNaN) && first[32...].allSatisfy { abs($0 - 1) < 0.01 })
    }
  }

  @Test("large scores do not overflow", arguments: tableNames)
  func largeScores(table: String) throws {
    let compute = try makeCompute(table)
    let cache = Cache(.float32, capacity: 70, heads: 1, headWidth: 8)
    let keys = Floats(rows: 70, columns: 8, (0..<560).map { Float($0 / 8) * 100 })
    let values = Floats(rows: 70, columns: 8, (0..<560).map { Float($0 / 8) })
    compute.store(keys.view, in: cache.keyRows, at: 0)
    compute.store(values.view, in: cache.valueRows, at: 0)
    for sign: Float in [1, -1] {
      let query = Floats(rows: 1, columns: 8, [Float](repeating: sign, count: 8))
      let out = Floats(rows: 1, columns: 8)
      compute.attend(
        query.view, heads: 1, keys: cache.keyRows, values: cache.valueRows, first: 69, scale: 1,
        into: out.view)
      #expect(out.values.allSatisfy { $0 == (sign > 0 ? 69 : 0) })
    }
  }
}
