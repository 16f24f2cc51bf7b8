/// The merges of a file as places in its text: what there is of them before the vocabulary is known.
///
/// The invariant: both parts of a pair lie in the text, or, for a part of `escaped`, in `unescaped`.
struct MergePairs {
  /// Two spelled tokens and how early they merge.
  struct Pair {
    var leftStart: UInt32
    var leftCount: UInt32
    var rightStart: UInt32
    var rightCount: UInt32
    var rank: UInt32

    init(_ left: Range<Int>, _ right: Range<Int>, rank: UInt32) {
      leftStart = UInt32(truncatingIfNeeded: left.lowerBound)
      leftCount = UInt32(truncatingIfNeeded: left.count)
      rightStart = UInt32(truncatingIfNeeded: right.lowerBound)
      rightCount = UInt32(truncatingIfNeeded: right.count)
      self.rank = rank
    }

    var left: Range<Int> { Int(leftStart)..<Int(leftStart) + Int(leftCount) }
    var right: Range<Int> { Int(rightStart)..<Int(rightStart) + Int(rightCount) }
  }

  /// Pairs that stand in the text as they are.
  private(set) var plain: [Pair] = []
  /// Pairs one of whose parts has an escape in the text: few.
  private(set) var escaped: [Pair] = []
  private(set) var unescaped: [UInt8] = []
  private(set) var count: UInt32 = 0

  mutating func reserve(_ count: Int) { plain.reserveCapacity(count) }

  mutating func append(_ left: Range<Int>, _ right: Range<Int>) {
    plain.append(Pair(left, right, rank: count))
    count += 1
  }

  mutating func append(
    _ left: some Collection<UInt8>, _ right: some Collection<UInt8>
  ) throws(TokenizationError) {
    let start = unescaped.count
    unescaped += left
    let middle = unescaped.count
    unescaped += right
    guard unescaped.count < Int(UInt32.max) else {
      throw .malformed(expected: "merges of under 4 GiB", found: "\(unescaped.count) bytes")
    }
    escaped.append(Pair(start..<middle, middle..<unescaped.count, rank: count))
    count += 1
  }
}
