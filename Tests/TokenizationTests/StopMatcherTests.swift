import TestSupport
import Testing
import Tokenization

struct StopMatcherTests {
  @Test func textEndsBeforeAStopStringThatIsCutAnywhere() {
    let text = "Sure.\n<|im_end|>more"
    for first in text.indices {
      for second in text[first...].indices {
        var matcher = StopMatcher(["<|im_end|>"])
        let shown = [text[..<first], text[first..<second], text[second...]]
          .map { matcher.push(String($0)) }.joined()
        #expect(shown + matcher.flush() == "Sure.\n")
        #expect(matcher.stop == "<|im_end|>")
      }
    }
  }

  @Test func onlyAPossibleBeginningIsHeldBack() {
    var matcher = StopMatcher(["\n\n", "END"])
    #expect(matcher.push("one\n") == "one")
    #expect(matcher.push("two E") == "\ntwo ")
    #expect(matcher.push("N") == "")
    #expect(matcher.push("E") == "EN")
    #expect(matcher.flush() == "E")
    #expect(!matcher.isStopped)
  }

  @Test func afterAStopNothingIsShown() {
    var matcher = StopMatcher(["끝"])
    #expect(matcher.push("시작 끝 뒤") == "시작 ")
    #expect(matcher.push("뒤") == "")
    #expect(matcher.flush() == "")
  }

  @Test func withoutStopStringsTextPasses() {
    var matcher = StopMatcher(["", ""])
    #expect(matcher.push("a") == "a")
    #expect(matcher.flush() == "")
  }

  @Test func theMatchThatEndsFirstCountsHoweverTheTextIsCut() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<2_000 {
      func letters(_ counts: ClosedRange<Int>) -> String {
        String(
          (0..<Int.random(in: counts, using: &random)).map { _ in
            "abé".randomElement(using: &random) ?? "a"
          })
      }
      let stops = (0..<Int.random(in: 1...3, using: &random)).map { _ in letters(1...4) }
      let text = letters(0...20)
      var expected = text
      for end in text.indices.map({ text.index(after: $0) }) {
        let lengths = stops.filter { text[..<end].hasSuffix($0) }.map(\.count)
        guard let longest = lengths.max() else { continue }
        expected = String(text[..<end].dropLast(longest))
        break
      }
      var matcher = StopMatcher(stops)
      var shown = ""
      var rest = text[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 1...5, using: &random))
        shown += matcher.push(String(piece))
        rest = rest.dropFirst(piece.count)
      }
      shown += matcher.flush()
      #expect(shown == expected, "\(stops) in \(text)")
    }
  }
}
