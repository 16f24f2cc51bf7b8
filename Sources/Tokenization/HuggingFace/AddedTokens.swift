/// The tokens that are cut out of a text before the model sees it, as Hugging Face's library does.
///
/// Of the tokens that begin at one place the longest counts, and the leftmost place goes first.
/// There are two sets: one for the text as it is, one for the normalised text.
struct AddedTokens: Sendable {
  struct Entry: Sendable {
    var id: Int32
    var content: [UInt8]
    var isSpecial = false
    var isSingleWord = false
    var takesSpaceBefore = false
    var takesSpaceAfter = false
    var isNormalized = false
  }

  private struct Node {
    var byte: UInt8
    var firstChild: Int32 = -1
    var sibling: Int32 = -1
    var entry: Int32 = -1
  }

  private var nodes: [Node] = [Node(byte: 0)]
  /// The child of the root for each byte, or -1.
  private var roots = [Int32](repeating: -1, count: 256)
  private var entries: [Entry] = []
  private static let classes = UnicodeClasses.shared
  /// `\\w` as Rust's expressions have it: with the joiners, without Oniguruma's additions.
  private static let (words, wordMask): (ClassTable, UInt64) = {
    let joiners = ScalarSet([0x200C...0x200D])
    let set = ["Alphabetic", "M", "Nd", "Pc"].reduce(joiners) {
      $0.union(UnicodeProperty.named($1, .oniguruma) ?? ScalarSet())
    }
    return (ClassTable(set), ClassTable.memberBit)
  }()

  var isEmpty: Bool { entries.isEmpty }

  mutating func insert(_ entry: Entry) {
    guard !entry.content.isEmpty else { return }
    var node = 0
    for byte in entry.content {
      if let child = child(of: node, byte) {
        node = child
        continue
      }
      nodes.append(Node(byte: byte, sibling: node == 0 ? -1 : nodes[node].firstChild))
      let made = nodes.count - 1
      if node == 0 { roots[Int(byte)] = Int32(made) } else { nodes[node].firstChild = Int32(made) }
      node = made
    }
    nodes[node].entry = Int32(entries.count)
    entries.append(entry)
  }

  private func child(of node: Int, _ byte: UInt8) -> Int? {
    if node == 0 { return roots[Int(byte)] >= 0 ? Int(roots[Int(byte)]) : nil }
    var child = nodes[node].firstChild
    while child >= 0 {
      if nodes[Int(child)].byte == byte { return Int(child) }
      child = nodes[Int(child)].sibling
    }
    return nil
  }

  /// The tokens and what is between them, in order; special ones only if `readsSpecial`.
  func fragments(of text: Span<UInt8>, readsSpecial: Bool) -> [SpecialTokens.Fragment] {
    if text.isEmpty { return [] }
    guard !isEmpty else { return [.text(0..<text.count)] }
    var fragments: [SpecialTokens.Fragment] = []
    var done = 0
    var position = 0
    while position < text.count {
      guard roots[Int(text[position])] >= 0, let entry = longest(text, position) else {
        position += 1
        continue
      }
      var start = position
      var end = position + entry.content.count
      position = end
      if entry.isSpecial, !readsSpecial { continue }
      if entry.isSingleWord, isWord(before: start, text) || isWord(at: end, text) { continue }
      if entry.takesSpaceBefore { start = max(spaceStart(before: start, text), done) }
      if entry.takesSpaceAfter { end = spaceEnd(from: end, text) }
      if done < start { fragments.append(.text(done..<start)) }
      fragments.append(.token(entry.id))
      done = end
    }
    if done < text.count { fragments.append(.text(done..<text.count)) }
    return fragments
  }

  private func longest(_ text: Span<UInt8>, _ start: Int) -> Entry? {
    var node = 0
    var position = start
    var found: Int32 = -1
    while position < text.count, let next = child(of: node, text[position]) {
      node = next
      position += 1
      if nodes[node].entry >= 0 { found = nodes[node].entry }
    }
    return found >= 0 ? entries[Int(found)] : nil
  }

  // MARK: - Neighbours

  private func start(before position: Int, _ text: Span<UInt8>) -> Int {
    var position = position - 1
    while position > 0, text[position] & 0xC0 == 0x80 { position -= 1 }
    return position
  }

  private func isWord(before position: Int, _ text: Span<UInt8>) -> Bool {
    position > 0 && isWord(at: start(before: position, text), text)
  }

  private func isWord(at position: Int, _ text: Span<UInt8>) -> Bool {
    guard position < text.count else { return false }
    let (bit, _) = Self.words.character(in: text, at: position)
    return bit & Self.wordMask != 0
  }

  private func isSpace(at position: Int, _ text: Span<UInt8>) -> (answer: Bool, length: Int) {
    let (found, length) = Self.classes.character(in: text, at: position)
    return (found == UnicodeClass.space, length)
  }

  private func spaceStart(before position: Int, _ text: Span<UInt8>) -> Int {
    var position = position
    while position > 0 {
      let previous = start(before: position, text)
      guard isSpace(at: previous, text).answer else { break }
      position = previous
    }
    return position
  }

  private func spaceEnd(from position: Int, _ text: Span<UInt8>) -> Int {
    var position = position
    while position < text.count {
      let (answer, length) = isSpace(at: position, text)
      guard answer else { break }
      position += length
    }
    return position
  }
}
