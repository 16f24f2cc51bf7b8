import TestSupport
import Testing
import Tokenization

/// Text without words of its own is cut before spaces to be merged faster: the tokens must be those
/// of the whole text, so it may be cut only where no token has a space behind something else.
struct WordBorderTests {
  /// A `tokenizer.json` of single characters and merges that know no words.
  struct Vocabulary {
    static let unknown = "<unk>"
    var characters: [String]
    var merges: [(String, String)] = []
    var others: [String] = []
    var takesWholeWords = false

    var tokens: [String] {
      [Self.unknown] + characters + merges.map { $0.0 + $0.1 } + others
    }

    func tokenizer() throws -> Tokenizer {
      let vocabulary = tokens.enumerated().map { "\"\($1)\": \($0)" }.joined(separator: ", ")
      let merges = merges.map { "[\"\($0.0)\", \"\($0.1)\"]" }.joined(separator: ", ")
      let json = """
        {"version": "1.0", "added_tokens": [], "post_processor": null, "decoder": null,
         "normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
         "pre_tokenizer": null,
         "model": {"type": "BPE", "unk_token": "\(Self.unknown)", "fuse_unk": true,
          "byte_fallback": false, "ignore_merges": \(takesWholeWords),
          "vocab": {\(vocabulary)}, "merges": [\(merges)]}}
        """
      return try Tokenizer(json: Array(json.utf8))
    }

    /// The tokens of a text by the definition; what is unknown is one token for a run of it.
    func merged(_ text: String) -> [String] {
      var parts: [String] = []
      for character in text.map({ $0 == " " ? "▁" : String($0) }) {
        if characters.contains(character) {
          parts.append(character)
        } else if parts.last != Self.unknown {
          parts.append(Self.unknown)
        }
      }
      return PlainMerging.merged(parts) { left, right in
        merges.firstIndex { $0.0 == left && $0.1 == right }.map { Double($0) }
      }
    }
  }

  enum Crossing: CaseIterable { case none, one, many }

  /// Random merges; those that cross a word's border are left out, or one comes last, or stay.
  private func vocabulary(_ crossing: Crossing, _ random: inout SplitMix64) -> Vocabulary {
    var vocabulary = Vocabulary(characters: ["▁", "a", "b", "가"])
    var parts = vocabulary.characters
    func crosses(_ left: String, _ right: String) -> Bool {
      (left + right).drop { $0 == "▁" }.contains("▁")
    }
    while vocabulary.merges.count < 60 {
      guard let left = parts.randomElement(using: &random),
        let right = parts.randomElement(using: &random), left.count + right.count <= 6,
        !parts.contains(left + right), crossing == .many || !crosses(left, right)
      else { continue }
      vocabulary.merges.append((left, right))
      parts.append(left + right)
    }
    if crossing == .one { vocabulary.merges.append(("b", "▁")) }
    return vocabulary
  }

  @Test(arguments: Crossing.allCases)
  func tokensAreThoseOfTheWholeText(crossing: Crossing) throws {
    var random = SplitMix64(seed: 5)
    for _ in 0..<8 {
      let vocabulary = vocabulary(crossing, &random)
      let tokenizer = try vocabulary.tokenizer()
      // Lengths on both sides of what is kept from word to word, and of what the heap merges.
      for length in [1, 2, 5, 9, 14, 20, 40, 90] {
        for _ in 0..<12 {
          let letters: [Character] = [
            "a", "b", "가", "a", "가", Bool.random(using: &random) ? " " : "z", " ",
          ]
          let text = String((0..<length).map { _ in letters.randomElement(using: &random) ?? "a" })
          let expected = vocabulary.merged(text)
          for _ in 0..<2 {
            let ids = try tokenizer.encode(text)
            #expect(try ids.map { try tokenizer.spelling(of: $0) } == expected, "\(text)")
          }
        }
      }
    }
  }

  @Test func aTokenAcrossASpaceIsFoundThere() throws {
    let vocabulary = Vocabulary(characters: ["▁", "a", "b"], merges: [("a", "▁"), ("a▁", "b")])
    let tokenizer = try vocabulary.tokenizer()
    let ids = try tokenizer.encode("aa bb")
    #expect(try ids.map { try tokenizer.spelling(of: $0) } == ["a", "a▁b", "b"])
  }

  @Test func anUnknownSpaceIsOneWithItsUnknownNeighbours() throws {
    let vocabulary = Vocabulary(characters: ["a", "b"])
    let tokenizer = try vocabulary.tokenizer()
    let ids = try tokenizer.encode("az zb z")
    #expect(try ids.map { try tokenizer.spelling(of: $0) } == ["a", "<unk>", "b", "<unk>"])
  }

  @Test func onlyAWholeTextIsTakenAsAWholeWord() throws {
    let vocabulary = Vocabulary(
      characters: ["▁", "a", "b"], others: ["▁ab"], takesWholeWords: true)
    let tokenizer = try vocabulary.tokenizer()
    let alone = try tokenizer.encode(" ab")
    #expect(try alone.map { try tokenizer.spelling(of: $0) } == ["▁ab"])
    let behind = try tokenizer.encode("b ab")
    #expect(try behind.map { try tokenizer.spelling(of: $0) } == ["b", "▁", "a", "b"])
  }

  @Test func aScoredTokenAcrossASpaceIsFoundThere() throws {
    var source = try TinyVocabulary.sentencePiece(pieces: ["▁", "a", "b", "a▁", "a▁b", "▁b"])
    source.addsSpacePrefix = false
    let tokenizer = try Tokenizer(source)
    let ids = try tokenizer.encode("aa bb")
    #expect(try ids.map { try tokenizer.spelling(of: $0) } == ["a", "a▁b", "b"])
  }
}
