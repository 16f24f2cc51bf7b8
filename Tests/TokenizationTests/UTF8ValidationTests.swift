import TestSupport
import Testing
import Tokenization

struct UTF8ValidationTests {
  @Test(arguments: [
    ([0x61, 0xFF], 1), ([0xC0, 0x80], 0), ([0xE0, 0x9F, 0x80], 0), ([0xED, 0xA0, 0x80], 0),
    ([0xF0, 0x8F, 0x80, 0x80], 0), ([0xF4, 0x90, 0x80, 0x80], 0), ([0xF5, 0x80, 0x80, 0x80], 0),
    ([0xED, 0x95, 0x9C, 0xED, 0x95], 3), ([0x80], 0), ([0x61, 0x62, 0xC3], 2),
  ])
  func theFirstByteThatIsNoCharacterIsNamed(bytes: [UInt8], offset: Int) throws {
    #expect(UTF8Validation.firstInvalidOffset(in: bytes.span) == offset)
    let tokenizer = try Tokenizer(TinyVocabulary.byteLevel(pre: "qwen2"))
    let error = #expect(throws: TokenizationError.self) { try tokenizer.encode(bytes) }
    #expect(error?.code == .invalidUTF8)
    #expect(error?.offset == offset)
  }

  @Test func validTextHasNoInvalidByte() {
    let text = Array("a é 한 😀 \u{10FFFF} \u{D7FF} \u{E000} \u{0}".utf8)
    #expect(UTF8Validation.firstInvalidOffset(in: text.span) == nil)
    #expect(UTF8Validation.lossy(text.span) == text)
  }

  @Test func repairAgreesWithTheStandardLibraryOnAllThatIsOdd() {
    let odd: [UInt8] = [
      0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
      0xED,
      0xEE, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF,
    ]
    var unequal: [[UInt8]] = []
    for a in odd {
      for b in odd {
        for c in odd {
          for bytes in [[a, b, c], [a, b, c, 0x80], [0xF0, 0x90, a, b]] {
            let expected = Array(String(decoding: bytes, as: UTF8.self).utf8)
            if UTF8Validation.lossy(bytes.span) != expected { unequal.append(bytes) }
          }
        }
      }
    }
    #expect(unequal == [])
  }

  @Test func atMostThreeBytesWaitForTheRestOfACharacter() {
    func waiting(_ bytes: [UInt8]) -> Int { UTF8Validation.incompleteSuffixLength(of: bytes.span) }
    #expect(waiting([]) == 0)
    #expect(waiting([0x61, 0xF0, 0x9F, 0x98]) == 3)
    #expect(waiting([0xF0, 0x9F, 0x98, 0x80]) == 0)
    #expect(waiting([0xED, 0x95]) == 2)
    #expect(waiting([0xC3]) == 1)
    // No byte can make these a character.
    #expect(waiting([0xED, 0xA0]) == 0)
    #expect(waiting([0xFF]) == 0)
    #expect(waiting([0x80, 0x80, 0x80]) == 0)
  }
}
