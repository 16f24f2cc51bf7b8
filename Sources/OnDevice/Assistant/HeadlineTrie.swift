/// Which tokens may come next while a headline is made of a chat's words.
///
/// A headline is one to `maximumWords` words with a space between; each word's tokens are a path in
/// one of two tries (first word, later words, whose tokens carry the space), so that a step is a look
/// at one node's children.
struct HeadlineTrie {
  private struct Node {
    var children: [Int32: Int] = [:]
    /// The word that ends here.
    var word: Int?
  }

  /// Where a headline stands: a node, the words taken and whether a word may still follow.
  struct State {
    fileprivate var node: Int
    fileprivate(set) var words: [Int] = []
    fileprivate var atStart = true
  }

  private var nodes = [Node(), Node()]  // 0: first word, 1: later words
  private let words: [String]
  private let maximumWords: Int

  /// Builds the tries; `encode` gives the tokens of a text.
  init(
    words: [String], maximumWords: Int = 4, encode: (String) throws -> [Int32]
  ) rethrows {
    self.words = words
    self.maximumWords = maximumWords
    for (index, word) in words.enumerated() {
      insert(try encode(word), root: 0, word: index)
      insert(try encode(" " + word), root: 1, word: index)
    }
  }

  var start: State { State(node: 0) }

  /// The tokens that may follow, and whether the headline may end here.
  func options(_ state: State) -> (tokens: [Int32], mayEnd: Bool) {
    var tokens = Array(nodes[state.node].children.keys)
    guard let word = nodes[state.node].word, !isRepeat(word, in: state) else {
      return (tokens, false)
    }
    if state.words.count + 1 < maximumWords {
      for token in nodes[1].children.keys where nodes[state.node].children[token] == nil {
        tokens.append(token)
      }
    }
    return (tokens, true)
  }

  /// The state after a token that ``options(_:)`` offered.
  func advance(_ state: State, by token: Int32) -> State? {
    var next = state
    if let child = nodes[state.node].children[token] {
      next.node = child
      return next
    }
    guard let word = nodes[state.node].word, let child = nodes[1].children[token] else {
      return nil
    }
    next.words.append(word)
    next.node = child
    return next
  }

  /// The text of a state at which the headline ends.
  func text(_ state: State) -> String? {
    guard let last = nodes[state.node].word else { return nil }
    return (state.words + [last]).map { words[$0] }.joined(separator: " ")
  }

  /// Whether the word, or one that holds it, stands already.
  private func isRepeat(_ word: Int, in state: State) -> Bool {
    state.words.contains { words[$0].hasPrefix(words[word]) || words[word].hasPrefix(words[$0]) }
  }

  private mutating func insert(_ tokens: [Int32], root: Int, word: Int) {
    guard !tokens.isEmpty else { return }
    var node = root
    for token in tokens {
      if let child = nodes[node].children[token] {
        node = child
      } else {
        nodes.append(Node())
        nodes[node].children[token] = nodes.count - 1
        node = nodes.count - 1
      }
    }
    if nodes[node].word == nil { nodes[node].word = word }
  }
}
