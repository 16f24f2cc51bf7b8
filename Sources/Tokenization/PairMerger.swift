/// A stretch of the text that is one token so far, or one character that is none.
struct Symbol {
  var start: Int32
  var end: Int32
  /// -1 for a character that the vocabulary lacks.
  var token: Int32
}

/// Which neighbours may merge: what byte-level BPE and SentencePiece differ in.
protocol MergeRule {
  func merge(_ left: Symbol, _ right: Symbol, in text: Span<UInt8>) -> PairMerge?
}

/// Merges neighbours, the best pair first and of equal pairs the leftmost, until none is left.
///
/// Short words take a scan over all pairs per merge, which wins by having no bookkeeping; longer
/// ones a heap, so that a run of n characters costs n log n. Both give the same symbols. The arrays
/// are kept from word to word.
struct PairMerger {
  /// Up to here the scan was the faster one.
  private static let longestScan = 32
  private static let noMerge = PairMerge(priority: .max, token: -1)

  /// The symbols to merge, then the merged ones.
  var symbols: [Symbol] = []
  /// For each symbol its merge with the next one.
  private var merges: [PairMerge] = []
  private var next: [Int32] = []
  private var previous: [Int32] = []
  private var heap: [UInt64] = []

  mutating func merge(by rule: some MergeRule, in text: Span<UInt8>) {
    guard symbols.count > 1 else { return }
    merges.removeAll(keepingCapacity: true)
    for index in 1..<symbols.count {
      merges.append(
        rule.merge(symbols[index - 1], symbols[index], in: text) ?? Self.noMerge)
    }
    merges.append(Self.noMerge)
    if symbols.count <= Self.longestScan {
      mergeByScan(by: rule, in: text)
    } else {
      mergeByHeap(by: rule, in: text)
    }
  }

  private mutating func mergeByScan(by rule: some MergeRule, in text: Span<UInt8>) {
    let all = symbols.count
    let count = Self.scan(&symbols, &merges, by: rule, in: text)
    symbols.removeLast(all - count)
  }

  /// Merges in place and says how many symbols are left, from the first on.
  ///
  /// It works on spans because an array's own `remove(at:)` costs more than a merge.
  private static func scan(
    _ symbols: inout [Symbol], _ merges: inout [PairMerge], by rule: some MergeRule,
    in text: Span<UInt8>
  ) -> Int {
    var count = symbols.count
    var symbols = symbols.mutableSpan
    var merges = merges.mutableSpan
    while count > 1 {
      var best = 0
      for index in 1..<count - 1 where merges[index].priority < merges[best].priority {
        best = index
      }
      guard merges[best].token >= 0 else { break }
      symbols[best].end = symbols[best + 1].end
      symbols[best].token = merges[best].token
      count -= 1
      for index in best + 1..<count { symbols[index] = symbols[index + 1] }
      for index in best..<count { merges[index] = merges[index + 1] }
      if best + 1 < count {
        merges[best] = rule.merge(symbols[best], symbols[best + 1], in: text) ?? noMerge
      }
      if best > 0 {
        merges[best - 1] = rule.merge(symbols[best - 1], symbols[best], in: text) ?? noMerge
      }
    }
    return count
  }

  /// The heap's entries are priority and position; one whose priority is no longer that of the pair
  /// at its position is out of date and skipped.
  private mutating func mergeByHeap(by rule: some MergeRule, in text: Span<UInt8>) {
    let count = symbols.count
    next.removeAll(keepingCapacity: true)
    previous.removeAll(keepingCapacity: true)
    heap.removeAll(keepingCapacity: true)
    for index in 0..<count {
      next.append(index + 1 < count ? Int32(index + 1) : -1)
      previous.append(Int32(index) - 1)
      if merges[index].token >= 0 { heap.append(Self.entry(merges[index], index)) }
    }
    for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(index) }

    while let entry = popSmallest() {
      let left = Int(entry & 0xFFFF_FFFF)
      let merge = merges[left]
      guard merge.token >= 0, UInt64(merge.priority) == entry >> 32 else { continue }
      let right = Int(next[left])
      symbols[left].end = symbols[right].end
      symbols[left].token = merge.token
      symbols[right].start = -1
      merges[right] = Self.noMerge
      next[left] = next[right]
      if next[right] >= 0 { previous[Int(next[right])] = Int32(left) }
      update(left, by: rule, in: text)
      if previous[left] >= 0 { update(Int(previous[left]), by: rule, in: text) }
    }
    symbols.removeAll { $0.start < 0 }
  }

  private mutating func update(_ left: Int, by rule: some MergeRule, in text: Span<UInt8>) {
    guard next[left] >= 0,
      let merge = rule.merge(symbols[left], symbols[Int(next[left])], in: text)
    else {
      merges[left] = Self.noMerge
      return
    }
    merges[left] = merge
    heap.append(Self.entry(merge, left))
    var index = heap.count - 1
    while index > 0, heap[index] < heap[(index - 1) / 2] {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  private static func entry(_ merge: PairMerge, _ left: Int) -> UInt64 {
    UInt64(merge.priority) << 32 | UInt64(left)
  }

  private mutating func popSmallest() -> UInt64? {
    guard let smallest = heap.first, let last = heap.popLast() else { return nil }
    if !heap.isEmpty {
      heap[0] = last
      sink(0)
    }
    return smallest
  }

  private mutating func sink(_ start: Int) {
    var index = start
    let entry = heap[index]
    while true {
      var child = 2 * index + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < entry else { break }
      heap[index] = heap[child]
      index = child
    }
    heap[index] = entry
  }

  /// Gives back what one very long word took.
  mutating func trim() {
    if symbols.capacity > 1 << 16 { self = PairMerger() }
  }
}
