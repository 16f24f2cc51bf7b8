/// Turns merges of spelled tokens into merges of ids, many at a time.
///
/// A large vocabulary does not fit a processor's nearer caches, so each of a merge's look-ups waits
/// for memory twice. Those of a batch do not depend on each other: done step by step for all of
/// them, their waits overlap. Files mostly list merges in the order of the tokens that they make, so
/// what a merge makes is first sought beside what the one before made.
struct PairLookup {
  private static let batch = 64

  private let vocabulary: Vocabulary
  private let index: TokenIndex
  private let text: UnsafeRawBufferPointer
  private var pairs: [MergePairs.Pair] = []
  /// For each pair the hashes of left, right and both; then what the index has under them.
  private var hashes = [UInt64](repeating: 0, count: 3 * Self.batch)
  private var found = [Int32](repeating: -1, count: 3 * Self.batch)
  private var starts = [UInt32](repeating: 0, count: 3 * Self.batch)
  /// Whether what a pair makes was found beside what the one before made.
  private var isNear = [Bool](repeating: false, count: Self.batch)
  private var last: Int32 = -1

  init(_ vocabulary: Vocabulary, text: UnsafeRawBufferPointer) {
    self.vocabulary = vocabulary
    index = vocabulary.index
    self.text = text
    pairs.reserveCapacity(Self.batch)
  }

  /// Adds a merge to the batch, and the batch to the table when it is full.
  mutating func add(
    _ pair: MergePairs.Pair, to table: inout MergeTable
  ) throws(TokenizationError) {
    let place = 3 * pairs.count
    let left = TokenIndex.hash(TokenIndex.seed, text, pair.left)
    hashes[place] = TokenIndex.finished(left)
    hashes[place + 1] = TokenIndex.finished(TokenIndex.hash(TokenIndex.seed, text, pair.right))
    let near = index.token(beside: last, text, pair.left, then: pair.right)
    isNear[pairs.count] = near >= 0
    if near >= 0 {
      found[place + 2] = near
      last = near
    } else {
      hashes[place + 2] = TokenIndex.finished(TokenIndex.hash(left, text, pair.right))
    }
    pairs.append(pair)
    if pairs.count == Self.batch { try flush(to: &table) }
  }

  /// Adds what is left in the batch.
  mutating func flush(to table: inout MergeTable) throws(TokenizationError) {
    let count = 3 * pairs.count
    for place in 0..<count where place % 3 < 2 || !isNear[place / 3] {
      found[place] = index.candidate(hashes[place])
    }
    for place in 0..<count where found[place] >= 0 {
      starts[place] = index.pieces.offsets[Int(found[place])]
    }
    for number in pairs.indices {
      let pair = pairs[number]
      let place = 3 * number
      let isFound =
        found[place] >= 0 && found[place + 1] >= 0 && found[place + 2] >= 0
        && index.isSpelled(found[place], at: starts[place], text, pair.left)
        && index.isSpelled(found[place + 1], at: starts[place + 1], text, pair.right)
        && (isNear[number]
          || index.isSpelled(
            found[place + 2], at: starts[place + 2], text, pair.left, then: pair.right))
      if !isFound {
        found[place] = -1
        try addSlowly(pair, to: &table)
      }
    }
    for number in pairs.indices where found[3 * number] >= 0 {
      table.insert(
        left: found[3 * number], right: found[3 * number + 1], rank: pairs[number].rank,
        merged: found[3 * number + 2])
    }
    if let final = found[..<count].last, final >= 0 { last = final }
    pairs.removeAll(keepingCapacity: true)
  }

  /// A merge whose tokens another token hides in the index, or with a token that is none.
  private func addSlowly(
    _ pair: MergePairs.Pair, to table: inout MergeTable
  ) throws(TokenizationError) {
    let left = Array(text[pair.left])
    let right = Array(text[pair.right])
    if let leftID = index.id(of: left), let rightID = index.id(of: right),
      let merged = index.id(of: left + right)
    {
      return table.insert(left: leftID, right: rightID, rank: pair.rank, merged: merged)
    }
    // A merge with a special token is left out: text does not become one.
    let isSetApart = [left, right, left + right].contains {
      vocabulary.specialIndex.id(of: $0) != nil
    }
    guard isSetApart else {
      throw .malformed(
        expected: "merge \(pair.rank) of known tokens into a known token",
        found: TokenizationError.quoted(left + [0x20] + right))
    }
  }
}
