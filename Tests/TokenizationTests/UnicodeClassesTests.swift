import Testing
import Tokenization

/// The table against the standard library's data, through the words that the classes make.
struct UnicodeClassesTests {
  @Test func everyCharacterIsOfTheClassThatTheStandardLibraryGivesIt() throws {
    let preTokenizer = try PreTokenizer.named("gpt-2")
    let punctuationCut = try PreTokenizer.named("default")
    var checked = 0
    var unequal: [String] = []
    for value in UInt32(0x80)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value), let age = scalar.properties.age,
        age <= (15, 1)
      else { continue }
      checked += 1
      let isLetter: Bool
      let isNumber: Bool
      let isPunctuation: Bool
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
        (isLetter, isNumber, isPunctuation) = (true, false, false)
      case .decimalNumber, .letterNumber, .otherNumber:
        (isLetter, isNumber, isPunctuation) = (false, true, false)
      case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
        .initialPunctuation, .finalPunctuation, .otherPunctuation:
        (isLetter, isNumber, isPunctuation) = (false, false, true)
      default: (isLetter, isNumber, isPunctuation) = (false, false, false)
      }
      let isSpace = scalar.properties.isWhitespace
      let text = String(scalar)
      // Words go on through characters of their own class only.
      let joins = (
        letter: try preTokenizer.words(in: "a" + text).count == 1,
        number: try preTokenizer.words(in: "1" + text).count == 1,
        other: try preTokenizer.words(in: "\u{1}" + text).count == 1,
        punctuation: try punctuationCut.words(in: "," + text).count == 1
      )
      let isOther = !isLetter && !isNumber && !isSpace
      if joins != (isLetter, isNumber, isOther, isPunctuation) {
        unequal.append("U+\(String(value, radix: 16))")
      }
    }
    #expect(unequal == [])
    #expect(checked > 140_000)
  }
}
