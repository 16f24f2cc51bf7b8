import Testing
import Tokenization

/// The engine against what Oniguruma's documentation and Ruby say of each construct.
struct RegexTests {
  private func matches(
    _ pattern: String, _ text: String, _ behaviour: String = "Isolated"
  ) throws -> [String] {
    let bytes = Array(text.utf8)
    return try PatternCuts(pattern, behaviour: behaviour).words(of: bytes).map {
      String(decoding: bytes[$0], as: UTF8.self)
    }
  }

  @Test func theFirstAlternativeThatMatchesWinsThoughAnotherIsLonger() throws {
    #expect(try matches("a|ab|c", "abc") == ["a", "b", "c"])
    #expect(try matches("ab|a|c", "abc") == ["ab", "c"])
  }

  @Test func greedyLazyAndPossessiveRepetitionsDiffer() throws {
    #expect(try matches("x.*y", "xaybyc") == ["xayby", "c"])
    #expect(try matches("x.*?y", "xaybyc") == ["xay", "byc"])
    #expect(try matches("x.*+y", "xaybyc") == ["xaybyc"])
    #expect(try matches("(?:ab){2,3}?", "abababab") == ["abab", "abab"])
    #expect(try matches("(?:ab){2,3}", "ababababab") == ["ababab", "abab"])
  }

  @Test func lookingAheadAndBehindTakesNothing() throws {
    #expect(try matches(#"\s+(?!\S)|\s+"#, "a   b ") == ["a", "  ", " ", "b", " "])
    #expect(try matches("(?<=a)b", "abbb") == ["a", "b", "bb"])
    #expect(try matches("(?<!a)b", "abbb") == ["ab", "b", "b"])
    #expect(try matches(#"(?=(\d{3})+(?!\d))"#, "1234567") == ["1", "234", "567"])
  }

  @Test func setsIntersectNestAndNegate() throws {
    #expect(try matches(#"[\p{L}&&[^a-z]]+"#, "abCDé한z") == ["ab", "CDé한", "z"])
    #expect(try matches(#"[^\s\p{L}\p{N}]+"#, "a1!? b") == ["a1", "!?", " b"])
    #expect(try matches(#"[]\-a]+"#, "x]-ay") == ["x", "]-a", "y"])
  }

  @Test func caseIsIgnoredInsideItsGroupOnly() throws {
    #expect(try matches("(?i:'s|'re)|x", "'S'Rex'rEX") == ["'S", "'Re", "x", "'rE", "X"])
    #expect(try matches("(?i:'s)", "a'ſb") == ["a", "'ſ", "b"])
  }

  @Test func behavioursJoinMatchesAsTheirNamesSay() throws {
    let text = "the-final--countdown"
    #expect(try matches("-", text, "Removed") == ["the", "final", "countdown"])
    #expect(try matches("-", text, "Isolated") == ["the", "-", "final", "-", "-", "countdown"])
    #expect(try matches("-", text, "MergedWithPrevious") == ["the-", "final-", "-", "countdown"])
    #expect(try matches("-", text, "MergedWithNext") == ["the", "-final", "-", "-countdown"])
    #expect(try matches("-", text, "Contiguous") == ["the", "-", "final", "--", "countdown"])
  }

  @Test(arguments: [
    "(", "a)", "[a", "*a", "a{3,2}", "(?<name>a)", #"\k"#, #"\p{Nonsense}"#, "[[:alpha:]]", "(a*)*",
    #"\1"#, "(?i)a", "[b-a]", "a{99999}",
  ])
  func whatIsNotKnownIsRefusedWithThePattern(pattern: String) {
    let error = #expect(throws: TokenizationError.self) { try PatternCuts(pattern) }
    #expect(error?.code == .unsupported)
    #expect(error?.found.contains(pattern.replacing("\\", with: "\\")) == true)
  }

  @Test func nestingAndSizeAreBounded() {
    let deep = String(repeating: "(", count: 5_000) + String(repeating: ")", count: 5_000)
    #expect(throws: TokenizationError.self) { try PatternCuts(deep) }
    #expect(throws: TokenizationError.self) { try PatternCuts("(?:(?:a{999}b){999}c){999}") }
  }

  @Test func aPatternThatExplodesEndsInAnError() throws {
    let cuts = try PatternCuts("(?:a|a|b)+c")
    let text = Array(String(repeating: "a", count: 3_000).utf8)
    #expect(throws: TokenizationError.self) { try cuts.words(of: text) }
  }
}
