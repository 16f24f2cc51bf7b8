import Foundation
import TestSupport
import Testing
import Tokenization

/// Equal to Hugging Face's `tokenizers` on tiny vocabularies in the forms that models use.
struct TokenizerJSONTests {
  static let names = [
    "llama3", "qwen2", "o200k", "kimi", "deepseek3", "bailing", "falcon", "roberta", "gemma",
    "llama2", "mistral", "bert", "bert-cased", "xlm-r", "unigram-bytes",
  ]

  private struct Expected: Decodable {
    var ids: [[Int32]]
    var decoded: [String]
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: Fixtures.url("tokenization/json/\(name).tokenizer.json")))
  }

  private func decoded<T: Decodable>(_ name: String, as type: T.Type) throws -> T {
    let url = Fixtures.url("tokenization/json/\(name).json")
    return try JSONDecoder().decode(type, from: Data(contentsOf: url))
  }

  @Test(arguments: names)
  func idsAndTextAreThoseOfTheLibrary(name: String) throws {
    let tokenizer = try Tokenizer(json: Self.bytes(name))
    let texts = try decoded("texts", as: [String].self)
    let expected = try decoded("\(name).expected", as: Expected.self)
    #expect(texts.count == expected.ids.count && texts.count > 25)
    for (index, text) in texts.enumerated() {
      let ids = try tokenizer.encode(text, addSpecial: true, parseSpecial: true)
      #expect(ids == expected.ids[index], "\(text.debugDescription)")
      let back = try tokenizer.decode(expected.ids[index], special: .omitted)
      #expect(Array(back.utf8) == Array(expected.decoded[index].utf8))
    }
  }

  @Test(arguments: names)
  func textThatIsNotToBeTrustedMakesNoControlToken(name: String) throws {
    let tokenizer = try Tokenizer(json: Self.bytes(name))
    for text in ["a<|end|>b", "<s>x</s>", "[CLS] [SEP]", "<|begin|>"] {
      let ids = try tokenizer.encode(text)
      #expect(!ids.contains { tokenizer.kind(of: $0) == .control && $0 != tokenizer.unknown })
    }
  }

  @Test func theConfigurationNamesRolesAndDecidesOnTheBeginning() throws {
    var config = TokenizerConfiguration()
    config.beginningOfText = "<|begin|>"
    config.endOfText = "<|end|>"
    config.padding = "<|pad|>"
    config.endIDs = [5]
    let llama = try Tokenizer(json: Self.bytes("llama3"), config: config)
    #expect(llama.beginningOfText == 0 && llama.endOfText == 1 && llama.padding == 2)
    #expect(llama.addsBeginningOfText && !llama.addsEndOfText)
    #expect(llama.endTokens == [1, 5])
    #expect(llama.id(ofSpecial: "<|pad|>") == 2)
    config.addsBeginningOfText = false
    config.addsEndOfText = true
    let changed = try Tokenizer(json: Self.bytes("llama3"), config: config)
    #expect(!changed.addsBeginningOfText && changed.addsEndOfText)
    #expect(try changed.encode("a", addSpecial: true).first != 0)
    #expect(try changed.encode("a", addSpecial: true).last == 1)
    config.beginningOfText = "<nobody>"
    #expect(throws: TokenizationError.self) {
      try Tokenizer(json: Self.bytes("llama3"), config: config)
    }
  }

  @Test func aStreamIsTheWholeText() throws {
    for name in ["gemma", "bert", "xlm-r", "qwen2"] {
      let tokenizer = try Tokenizer(json: Self.bytes(name))
      let ids = try tokenizer.encode(" 안녕 the word, 👍🏽 n't  x")
      var stream = StreamingDecoder(tokenizer)
      var text = ""
      for id in ids { text += try stream.push(id) }
      text += stream.flush()
      #expect(Array(text.utf8) == Array(try tokenizer.decode(ids).utf8))
    }
  }

  private static let model =
    #""model":{"type":"BPE","vocab":{"a":0,"b":1,"ab":2},"merges":["a b"]}"#

  @Test func mergesAreStringsOrPairsAndMayComeFirst() throws {
    let forms = [
      "{\(Self.model)}",
      #"{"model":{"type":"BPE","merges":[["a","b"]],"vocab":{"ab":2,"b":1,"a":0}}}"#,
      #"{"model":{"merges":["a b"],"vocab":{"a":0,"b":1,"ab":2}},"added_tokens":[]}"#,
    ]
    for form in forms {
      #expect(try Tokenizer(json: Array(form.utf8)).encode("abba") == [2, 1, 0])
    }
  }

  @Test func escapedMergesKeepTheirPlacesInTheOrder() throws {
    // The second of the equal pairs counts: it comes after "b c", whatever it is written with.
    for pair in [#""a b""#, #""\u0061 b""#, #"["a","b"]"#, #"["a","\u0062"]"#, #"["\u0061","b"]"#] {
      let form = """
        {"model":{"type":"BPE","vocab":{"a":0,"b":1,"c":2,"ab":3,"bc":4},
        "merges":["a b","b c",\(pair)]}}
        """
      #expect(try Tokenizer(json: Array(form.utf8)).encode("abc") == [0, 4])
    }
    let first = """
      {"model":{"type":"BPE","vocab":{"a":0,"b":1,"c":2,"ab":3,"bc":4},"merges":["\\u0061 b","b c"]}}
      """
    #expect(try Tokenizer(json: Array(first.utf8)).encode("abc") == [3, 2])
  }

  /// More merges than are looked up at a time, in three orders of the file, with the same ids.
  @Test func manyMergesAreFoundInAnyOrder() throws {
    var random = SplitMix64(seed: 21)
    var pieces = (0..<26).map { String(UnicodeScalar(UInt8(97 + $0))) }
    var merges: [(String, String)] = []
    while merges.count < 1_000 {
      let (left, right) = (
        pieces.randomElement(using: &random) ?? "", pieces.randomElement(using: &random) ?? ""
      )
      if left.utf8.count + right.utf8.count > 12 || pieces.contains(left + right) { continue }
      pieces.append(left + right)
      merges.append((left, right))
    }
    func file(_ order: [Int]) -> [UInt8] {
      let vocabulary = order.enumerated().map { "\"\(pieces[$1])\": \($0)" }
      let pairs = merges.map { "\"\($0.0) \($0.1)\"" }
      return Array(
        #"{"model":{"type":"BPE","vocab":{\#(vocabulary.joined(separator: ","))},"#.utf8)
        + Array(#""merges":[\#(pairs.joined(separator: ","))]}}"#.utf8)
    }
    let ordered = Array(pieces.indices)
    let tokenizers = try [ordered, ordered.reversed(), ordered.shuffled(using: &random)].map {
      try Tokenizer(json: file($0))
    }
    for _ in 0..<50 {
      let text = String((0..<40).map { _ in "abcdefghij".randomElement(using: &random) ?? "a" })
      let spelled = try tokenizers.map { tokenizer in
        try tokenizer.encode(text).map { try tokenizer.spelling(of: $0) }
      }
      #expect(spelled[0].joined() == text)
      #expect(spelled[1] == spelled[0] && spelled[2] == spelled[0])
    }
    // Every merge is there: each piece alone becomes itself or what its letters make first.
    let whole = try pieces.filter { try tokenizers[0].encode($0).count == 1 }
    #expect(whole.count > 500)
  }

  @Test(arguments: [
    #"{"model":{"type":"CharBPE","vocab":{"a":0},"merges":[]}}"#,
    #"{"normalizer":{"type":"Magic"},MODEL}"#, #"{"pre_tokenizer":{"type":"Magic"},MODEL}"#,
    #"{"post_processor":{"type":"Magic"},MODEL}"#, #"{"decoder":{"type":"Magic"},MODEL}"#,
    #"{"model":{"type":"BPE","dropout":0.1,"vocab":{"a":0},"merges":[]}}"#,
    #"{"model":{"type":"BPE","magic":true,"vocab":{"a":0},"merges":[]}}"#,
    #"{"version":"2.0",MODEL}"#, #"{"magic":1,MODEL}"#,
    #"{"pre_tokenizer":{"type":"Split","pattern":{"Regex":"(?<x>a)"},"behavior":"Isolated"},MODEL}"#,
    #"{"pre_tokenizer":{"type":"Split","pattern":{"String":"a"},"behavior":"Magic"},MODEL}"#,
  ])
  func whatIsNotKnownIsRefused(form: String) {
    let bytes = Array(form.replacing("MODEL", with: Self.model).utf8)
    let error = #expect(throws: TokenizationError.self) { try Tokenizer(json: bytes) }
    #expect(error?.code == .unsupported)
  }

  @Test(arguments: [
    "", "{}", "[]", "{\"model\":{}}", #"{"model":{"vocab":{},"merges":[]}}"#,
    #"{"model":{"vocab":{"a":0,"b":0},"merges":[]}}"#, #"{"model":{"vocab":{"a":-1},"merges":[]}}"#,
    #"{"model":{"vocab":{"a":99999999},"merges":[]}}"#,
    #"{"model":{"vocab":{"a":0},"merges":["a a"]}}"#,
    #"{"model":{"vocab":{"a":0},"merges":["a"]}}"#,
    #"{"model":{"vocab":{"a":0},"merges":[["a"]]}}"#,
    #"{"added_tokens":[{"id":0,"content":"x"}],"model":{"vocab":{"a":0},"merges":[]}}"#,
    #"{"model":{"type":"Unigram","unk_id":7,"vocab":[["a",-1]]}}"#,
    #"{"model":{"type":"Unigram","unk_id":0,"vocab":[["a"]]}}"#,
    #"{"normalizer":{"type":"Precompiled","precompiled_charsmap":"AAAA"},MODEL}"#,
  ])
  func partsThatContradictEachOtherAreRefused(form: String) {
    let bytes = Array(form.replacing("MODEL", with: Self.model).utf8)
    let error = #expect(throws: TokenizationError.self) { try Tokenizer(json: bytes) }
    #expect(error?.code == .malformedVocabulary)
    #expect(error?.description.contains { $0.isNewline } == false)
  }

  @Test(arguments: ["llama3", "bert", "unigram-bytes"])
  func everyChangedFileIsRefusedOrUsable(name: String) throws {
    let original = try Self.bytes(name)
    var random = SplitMix64(seed: 11)
    for _ in 0..<40 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        bytes[place] = UInt8.random(in: 0x20...0x7E, using: &random)
      }
      #expect(TokenizerJSONProbe.violation(of: bytes) == nil)
    }
  }
}
