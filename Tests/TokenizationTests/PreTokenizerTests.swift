import TestSupport
import Testing
import Tokenization

struct PreTokenizerTests {
  @Test func lettersTakeOneCharacterBeforeThemAndDigitsComeInThrees() throws {
    let words = try PreTokenizer.named("llama-bpe").words(in: "I'Ll pay $1234 to x(y)  z\n\n w")
    #expect(
      words == [
        "I", "'Ll", " pay", " $", "123", "4", " to", " x", "(y", ")", " ", " z", "\n\n", " w",
      ])
  }

  @Test func qwenTakesDigitsOneByOne() throws {
    let words = try PreTokenizer.named("qwen2").words(in: "오후 3:05에 12명\r\n \n끝")
    #expect(
      words == ["오후", " ", "3", ":", "0", "5", "에", " ", "1", "2", "명", "\r\n \n", "끝"])
  }

  @Test func gpt2KeepsNumbersWholeAndContractionsInLowerCase() throws {
    let words = try PreTokenizer.named("gpt-2").words(in: "it's IT'S 12345 \n\n ok!?\n")
    #expect(
      words == ["it", "'s", " IT", "'", "S", " 12345", " \n\n", " ok", "!?", "\n"])
  }

  @Test func theDefaultCutsPunctuationThenWordsThenNumbers() throws {
    let words = try PreTokenizer.named(nil).words(in: "a,b it's 12345 `x` £1 ٣٤٥")
    #expect(
      words == [
        "a", ",", "b", " it", "'", "s", " ", "123", "45", " `", "x", "`", " £", "1", " ", "٣٤٥",
      ])
  }

  @Test func aRunOfSpacesLeavesTheLastOneToTheNextWord() throws {
    for name in ["llama-bpe", "qwen2", "gpt-2", "default"] {
      #expect(try PreTokenizer.named(name).words(in: "a   b   ") == ["a", "  ", " b", "   "])
    }
  }

  @Test func decomposedHangulIsLettersToo() throws {
    let decomposed = "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}"
    for name in ["llama-bpe", "qwen2", "gpt-2", "default"] {
      #expect(try PreTokenizer.named(name).words(in: decomposed + " 한글") == [decomposed, " 한글"])
    }
  }

  @Test func aNameThatIsNotKnownIsRefusedWithTheKnownOnes() {
    let error = #expect(throws: TokenizationError.self) { try PreTokenizer.named("tekker\n") }
    #expect(error?.code == .unsupported)
    #expect(error?.expected.contains("llama-bpe, ") == true)
    #expect(error?.found == "\"tekker\\u{a}\"")
  }

  @Test(arguments: PreTokenizer.knownNames)
  func wordsJoinUpToTheText(name: String) throws {
    let preTokenizer = try PreTokenizer.named(name)
    var random = SplitMix64(seed: 7)
    for _ in 0..<8 {
      let text = RandomText.make(using: &random)
      let words = try preTokenizer.words(in: text)
      #expect(Array(words.joined().utf8) == Array(text.utf8))
      #expect(words.allSatisfy { !$0.isEmpty })
    }
  }
}
