/// Cuts the tokens that are matched whole out of a text.
///
/// The longest token takes its places first, wherever they are, then the next longest in what is
/// left: llama.cpp's order, which differs from the leftmost match when tokens overlap. A first walk
/// along a trie finds the tokens that occur at all, so ordinary text costs one table lookup a byte.
struct SpecialTokens: Sendable {
  private struct Node {
    var byte: UInt8
    var firstChild: Int32 = -1
    var sibling: Int32 = -1
    var token: Int32 = -1
  }

  /// A piece of the text: a token, or the range between two.
  enum Fragment: Equatable {
    case text(Range<Int>)
    case token(Int32)
  }

  private var nodes: [Node] = [Node(byte: 0)]
  /// For each byte whether a token begins with it, and whether a user-defined one does.
  private var firstBytes = [UInt8](repeating: 0, count: 256)
  private let vocabulary: Vocabulary
  /// Tokens that swallow the white space after them.
  private var stripping: Set<Int32> = []

  /// Collects the special tokens of a vocabulary.
  ///
  /// Phi-3's swallow the white space after them, which its files do not say; llama.cpp, too, goes by
  /// the model's name.
  init(_ vocabulary: Vocabulary, modelName: String?) {
    self.vocabulary = vocabulary
    let name = (modelName ?? "").lowercased()
    let strips = name.contains("phi-3") || name.contains("phi3")
    let keeping = ["<unk>", "<s>", "<|endoftext|>"].map { Array($0.utf8) }
    for id in 0..<vocabulary.count where vocabulary.kinds[id].isMatchedWhole {
      let spelling = vocabulary.spellings[id]
      guard let first = spelling.first else { continue }
      insert(spelling, Int32(id))
      firstBytes[Int(first)] |= vocabulary.kinds[id] == .userDefined ? 3 : 1
      if strips, !keeping.contains(Array(spelling)) { stripping.insert(Int32(id)) }
    }
  }

  private mutating func insert(_ spelling: ArraySlice<UInt8>, _ id: Int32) {
    var node = 0
    for byte in spelling {
      if let child = child(of: node, byte) {
        node = child
      } else {
        nodes.append(Node(byte: byte, sibling: nodes[node].firstChild))
        nodes[node].firstChild = Int32(nodes.count - 1)
        node = nodes.count - 1
      }
    }
    nodes[node].token = id
  }

  private func child(of node: Int, _ byte: UInt8) -> Int? {
    var child = nodes[node].firstChild
    while child >= 0 {
      if nodes[Int(child)].byte == byte { return Int(child) }
      child = nodes[Int(child)].sibling
    }
    return nil
  }

  /// The tokens and what is between them, in order; control and unknown tokens only if `all`.
  func fragments(of text: Span<UInt8>, all: Bool) -> [Fragment] {
    let present = tokens(in: text, all: all)
    if present.isEmpty { return text.isEmpty ? [] : [.text(0..<text.count)] }
    var isTaken = [Bool](repeating: false, count: text.count)
    var places: [(start: Int, end: Int, token: Int32)] = []
    for token in present {
      let spelling = vocabulary.spellings[Int(token)]
      var position = 0
      while position + spelling.count <= text.count {
        guard matches(spelling, text, position, isTaken) else {
          position += 1
          continue
        }
        var end = position + spelling.count
        if stripping.contains(token) {
          while end < text.count, !isTaken[end], isASCIISpace(text[end]) { end += 1 }
        }
        for index in position..<end { isTaken[index] = true }
        places.append((position, end, token))
        position = end
      }
    }
    places.sort { $0.start < $1.start }
    var fragments: [Fragment] = []
    var position = 0
    for place in places {
      if position < place.start { fragments.append(.text(position..<place.start)) }
      fragments.append(.token(place.token))
      position = place.end
    }
    if position < text.count { fragments.append(.text(position..<text.count)) }
    return fragments
  }

  /// The tokens that occur somewhere, the longest first.
  private func tokens(in text: Span<UInt8>, all: Bool) -> [Int32] {
    let wanted: UInt8 = all ? 1 : 2
    var found: Set<Int32> = []
    for start in text.indices where firstBytes[Int(text[start])] & wanted != 0 {
      var node = 0
      var position = start
      while position < text.count, let next = child(of: node, text[position]) {
        node = next
        position += 1
        let token = nodes[node].token
        if token >= 0, all || vocabulary.kinds[Int(token)] == .userDefined { found.insert(token) }
      }
    }
    return found.sorted {
      let (left, right) = (length($0), length($1))
      return left == right ? $0 < $1 : left > right
    }
  }

  private func length(_ token: Int32) -> Int { vocabulary.spellings.range(of: Int(token)).count }

  private func matches(
    _ spelling: ArraySlice<UInt8>, _ text: Span<UInt8>, _ start: Int, _ isTaken: [Bool]
  ) -> Bool {
    var position = start
    for byte in spelling {
      if text[position] != byte || isTaken[position] { return false }
      position += 1
    }
    return true
  }

  private func isASCIISpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
