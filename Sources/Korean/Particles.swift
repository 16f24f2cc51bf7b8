/// Chooses the form of a particle that fits the word before it, however that word is written.
///
/// A number is read as Korean reads it (3 삼, 6 육), a Latin word by its last letter, and marks, pictures
/// and brackets after a word are passed over.
package enum Particles {
  package enum Particle: String, Sendable, CaseIterable {
    case topic = "은/는"
    case subject = "이/가"
    case object = "을/를"
    case with = "과/와"
    case to = "으로/로"
    case call = "아/야"
    case and = "이랑/랑"
    case quote = "이라고/라고"
  }

  /// The particle's form after `word`.
  package static func form(_ particle: Particle, after word: String) -> String {
    let forms = particle.rawValue.split(separator: "/").map(String.init)
    switch sound(of: word) {
    case .open: return forms[1]
    case .l: return particle == .to ? forms[1] : forms[0]
    case .closed: return forms[0]
    }
  }

  /// The word with the particle.
  package static func attach(_ particle: Particle, to word: String) -> String {
    word + form(particle, after: word)
  }

  package static func endsOpen(_ word: String) -> Bool { sound(of: word) == .open }

  private enum Sound { case open, closed, l }

  private static func sound(of word: String) -> Sound {
    let characters = Array(Hangul.composed(word))
    guard let place = characters.lastIndex(where: isRead) else { return .open }
    let last = characters[place]
    if Hangul.isSyllable(last) {
      let letters = Hangul.letters(String(last))
      guard let final = letters.last, Hangul.isFinal(final) else { return .open }
      return final == Letter.finalL ? .l : .closed
    }
    if let digit = last.wholeNumberValue { return number(digit, characters[..<place]) }
    if let final = jamo[last] { return final }
    return latin(String(characters[...place]).lowercased())
  }

  private static func isRead(_ character: Character) -> Bool {
    Hangul.isSyllable(character) || character.isLetter || character.wholeNumberValue != nil
  }

  /// 영일이삼사오육칠팔구, and 십, 백, 천, 만, 억 for trailing zeros.
  private static func number(_ digit: Int, _ before: ArraySlice<Character>) -> Sound {
    switch digit {
    case 1, 7, 8: return .l
    case 3, 6: return .closed
    case 0:
      let zeros = before.reversed().prefix { $0 == "0" || $0 == "," }.count { $0 == "0" } + 1
      let isWhole = before.reversed().drop { $0 == "0" || $0 == "," }.first?.wholeNumberValue != nil
      // Alone 0 is 영; 10 십, 100 백, 1000 천, 10000 만, 10^8 억; all are closed, none in ㄹ.
      return isWhole || zeros > 0 ? .closed : .open
    default: return .open
    }
  }

  /// Latin words as they are said in Korean: L, M, N, R alone are 엘 엠 엔 알; a word in a vowel letter is
  /// open, and so is one in a stop that Korean says with 으 (Mark 마크).
  private static func latin(_ word: String) -> Sound {
    let letters = word.reversed().prefix { $0.isASCII && $0.isLetter }
    guard let last = letters.first else { return .open }
    let run = String(letters.reversed())
    if letters.count == 1 || run.count <= 3 && !run.contains(where: { "aeiouy".contains($0) }) {
      return last == "l" || last == "r" ? .l : last == "m" || last == "n" ? .closed : .open
    }
    switch last {
    case "l": return .l
    case "m", "n", "b", "p": return .closed
    case "k", "t", "c":
      // After a single short vowel the stop closes the syllable: Jack 잭, Pat 팻; Mark 마크.
      let before = letters.dropFirst().first ?? " "
      return "aeiouc".contains(before) ? .closed : .open
    case "g": return run.hasSuffix("ng") ? .closed : .open
    case "e":
      if run.hasSuffix("le") { return .l }
      if run.hasSuffix("ne") || run.hasSuffix("me") { return .closed }
      return .open
    default: return .open
    }
  }

  /// Jamo that stand alone, by their names: ㄱ 기역 …, vowels are open.
  private static let jamo: [Character: Sound] = {
    var table: [Character: Sound] = [:]
    for letter in "ㄱㄴㄷㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎㄲㄸㅃㅆㅉ" { table[letter] = .closed }
    table["ㄹ"] = .l
    for letter in "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ" { table[letter] = .open }
    return table
  }()
}
