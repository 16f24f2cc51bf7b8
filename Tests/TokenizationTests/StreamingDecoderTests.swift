import TestSupport
import Testing
import Tokenization

struct StreamingDecoderTests {
  @Test(arguments: VocabularyFixture.names)
  func theStreamIsTheWholeText(name: String) throws {
    let tokenizer = try VocabularyFixture.tokenizer(name)
    for vector in try VectorsFixture.named(name).plain {
      var decoder = StreamingDecoder(tokenizer, special: .spelled)
      var text = ""
      for id in vector.ids {
        let piece = try decoder.push(id)
        #expect(!piece.unicodeScalars.contains("\u{FFFD}"))
        text += piece
      }
      #expect(decoder.flush() == "")
      #expect(Array(text.utf8) == Array(try tokenizer.decode(vector.ids).utf8))
    }
  }

  @Test func aCharacterIsShownWhenItsLastByteComes() throws {
    let tokenizer = try Tokenizer(TinyVocabulary.byteLevel(pre: "qwen2"))
    var decoder = StreamingDecoder(tokenizer)
    let pieces = try Array("한😀".utf8).map { try decoder.push(Int32($0)) }
    #expect(pieces == ["", "", "한", "", "", "", "😀"])
  }

  @Test func bytesThatMakeNoCharacterAreNotHeldForEver() throws {
    let tokenizer = try Tokenizer(TinyVocabulary.byteLevel(pre: "qwen2"))
    var decoder = StreamingDecoder(tokenizer)
    var shown: [String] = []
    for byte: Int32 in [0xF0, 0x9F, 0x41, 0x80, 0xED, 0xA0, 0xF0] {
      shown.append(try decoder.push(byte))
    }
    #expect(shown == ["", "", "\u{FFFD}A", "\u{FFFD}", "", "\u{FFFD}\u{FFFD}", ""])
    #expect(decoder.flush() == "\u{FFFD}")
    #expect(decoder.flush() == "")
  }

  @Test func theSpaceThatSentencePieceAddsIsTakenAwayAgain() throws {
    let tokenizer = try Tokenizer(TinyVocabulary.sentencePiece())
    let ids = try tokenizer.encode("hello the", addSpecial: true)
    #expect(ids.first == tokenizer.beginningOfText)
    #expect(try tokenizer.decode(ids) == "<s>hello the")
    #expect(try tokenizer.decode(ids, special: .omitted) == "hello the")
    var continuing = StreamingDecoder(tokenizer, continuesText: true)
    #expect(try continuing.push(ids[1]) == " hello")
  }

  @Test func anIdThatNamesNoTokenIsRefused() throws {
    let tokenizer = try Tokenizer(TinyVocabulary.sentencePiece())
    for id in [-1, Int32(tokenizer.count), .max, .min] {
      var decoder = StreamingDecoder(tokenizer)
      #expect(throws: TokenizationError.self) { try decoder.push(id) }
      #expect(throws: TokenizationError.self) { try tokenizer.bytes(of: id) }
      #expect(throws: TokenizationError.self) { try tokenizer.spelling(of: id) }
      #expect(!tokenizer.isSpecial(id))
    }
  }
}
