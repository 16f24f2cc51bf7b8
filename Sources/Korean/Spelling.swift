/// Corrects the common slips of Korean spelling and spacing; what is not surely wrong stays.
///
/// The rules are those of the orthography of 1988 that chats break most: 되/돼, 안/않, ㄹ게, 이에요/예요,
/// dependent nouns written together (할수, 먹을거), and words that are simply misspelt.
package enum Spelling {
  package static func corrected(_ text: String) -> String {
    let sentences = KoreanSentence.split(text)
    var result = ""
    for sentence in sentences {
      var sentence = sentence
      for index in sentence.words.indices {
        let core = sentence.words[index].core
        guard core.contains(where: { Hangul.isSyllable($0) }), !core.contains("/"),
          !core.contains("@")
        else { continue }
        let next = sentence.words[(index + 1)...].first?.core ?? ""
        let previous = index > 0 ? sentence.words[index - 1].core : ""
        sentence.words[index].core = word(
          core, after: previous, before: next, isLast: index == sentence.last)
      }
      result += sentence.text
    }
    return result
  }

  private static func word(
    _ original: String, after previous: String, before next: String, isLast: Bool
  ) -> String {
    var word = original
    for (wrong, right) in SpellingTable.everywhere where word.contains(wrong) {
      word = word.replacing(wrong, with: right)
    }
    for (wrong, right) in SpellingTable.ends where word.hasSuffix(wrong) {
      word = word.dropLast(wrong.count) + right
    }
    if let right = SpellingTable.wholes[word] { word = right }
    word = doubled(word)
    word = became(word, isLast: isLast)
    word = negated(word, after: previous)
    word = copula(word)
    word = intended(word)
    return spaced(word, before: next, isLast: isLast)
  }

  /// 햇어 → 했어: a tense that lost half of its ㅆ.
  private static func doubled(_ word: String) -> String {
    var characters = Array(word)
    for index in characters.indices.dropLast() {
      guard "햇갓왓봣됫엇앗졋렷줫겟잇".contains(characters[index]),
        "어는다지고네음습던을으잖거".contains(characters[index + 1]),
        !("엇앗갓".contains(characters[index]) && index == 0),
        !(characters[index] == "엇" && characters[index - 1] == "무")
      else { continue }
      let letters = Hangul.letters(String(characters[index])).dropLast() + [Letter.finalSS]
      let text = Hangul.text(letters)
      characters[index] = text == "됬" ? "됐" : text.first ?? characters[index]
    }
    return String(characters)
  }

  /// 되요 → 돼요, 됬 → 됐, 돼는 → 되는.
  private static func became(_ word: String, isLast: Bool) -> String {
    var word = word.replacing("됬", with: "됐")
    for (wrong, right) in [
      ("되요", "돼요"), ("되서", "돼서"), ("되야", "돼야"), ("뵈요", "봬요"), ("뵜", "뵀"), ("돼는", "되는"),
      ("돼면", "되면"), ("돼고", "되고"),
      ("돼니", "되니"), ("돼지만", "되지만"), ("돼네", "되네"), ("되가", "돼 가"), ("되있", "돼 있"),
    ] {
      word = word.replacing(wrong, with: right)
    }
    if isLast, word == "안되" { word = "안돼" }
    return word
  }

  /// 않돼 → 안 돼, 하지안아 → 하지 않아.
  private static func negated(_ word: String, after previous: String) -> String {
    var word = word
    if word.hasPrefix("않"), let next = word.dropFirst().first,
      !previous.hasSuffix("지"), !"아고은는을았으습다니지기네던게죠거냐".contains(next)
    {
      word = "안 " + word.dropFirst()
    }
    if previous.hasSuffix("지"), word.hasPrefix("안"), let next = word.dropFirst().first,
      "아고은는을았으습다니나네던"
        .contains(next)
    {
      word = "않" + word.dropFirst()
    }
    for ending in ["아", "았", "고", "은", "는", "습"] {
      word = word.replacing("하지안" + ending, with: "하지 않" + ending)
    }
    return word
  }

  /// 이예요 → 이에요, 거에요 → 거예요, 아니예요 → 아니에요.
  private static func copula(_ word: String) -> String {
    if word.hasSuffix("아니예요") { return word.dropLast(2) + "에요" }
    if word.hasSuffix("이예요"), Hangul.isClosed(word.dropLast(3).last) == true {
      return word.dropLast(2) + "에요"
    }
    if word.hasSuffix("에요"), !word.hasSuffix("아니에요"), let before = word.dropLast(2).last,
      before != "이", Hangul.isClosed(before) == false
    {
      return word.dropLast(2) + "예요"
    }
    return word
  }

  /// 할려고 → 하려고.
  private static func intended(_ word: String) -> String {
    guard word.hasSuffix("려고"), let place = word.dropLast(2).last,
      Hangul.letters(String(place)).last == Letter.finalL
    else { return word }
    let stem = String(word.dropLast(2))
    if Lexicon.match(stem, .direct) != nil { return word }
    let open = Hangul.text(Hangul.letters(stem).dropLast())
    return Lexicon.match(open, .direct) == nil ? word : open + "려고"
  }

  /// Dependent nouns and auxiliaries that were written together with the word before.
  private static func spaced(_ word: String, before next: String, isLast: Bool) -> String {
    var word = word
    for noun in ["수", "때", "거", "것", "뿐", "일", "게", "건", "줄", "만큼"] {
      guard let range = split(word, noun: noun, next: next) else { continue }
      word = String(word[..<range]) + " " + word[range...]
      break
    }
    for (joined, apart) in SpellingTable.spaces where word.contains(joined) {
      word = word.replacing(joined, with: apart)
    }
    for adverb in ["안", "못"] where word.hasPrefix(adverb) && word.count > 1 {
      guard !SpellingTable.stuck.contains(where: word.hasPrefix),
        let read = PredicateReader.read(word), read.prefix.hasPrefix(adverb)
      else { continue }
      word = adverb + " " + word.dropFirst()
    }
    if word.count > 2, word.hasSuffix("좀"), Hangul.isSyllable(word.dropLast().last) {
      word = word.dropLast() + " 좀"
    }
    return word
  }

  /// Where a noun follows a modifier in ㄹ of a known stem (할수, 먹을거): the place of the noun.
  private static func split(_ word: String, noun: String, next: String) -> String.Index? {
    var start = word.startIndex
    while start < word.endIndex, let range = range(of: noun, in: word[start...]) {
      start = word.index(after: range)
      let front = String(word[..<range])
      let back = word[range...].dropFirst(noun.count)
      guard front.count >= 1, let last = front.last, let final = Hangul.letters(String(last)).last,
        final == Letter.finalL, front.last != " "
      else { continue }
      let open = Hangul.text(Hangul.letters(front).dropLast())
      let isModifier = PredicateReader.isSoft(open)
      guard isModifier else { continue }
      switch noun {
      case "수":
        if back.isEmpty && (next.hasPrefix("있") || next.hasPrefix("없")) || back.hasPrefix("있")
          || back.hasPrefix("없") || back == "도" || back == "는"
        {
          return range
        }
      case "게", "건":
        if back.isEmpty, ["많", "없", "있", "뭐", "너무", "아니"].contains(where: next.hasPrefix) {
          return range
        }
      case "일":
        if ["", "이", "은", "도", "을"].contains(String(back)), front.count <= 2 { return range }
      case "거":
        if back.isEmpty
          || ["야", "예", "에", "같", "고", "니", "면", "라", "임", "다", "가", "는"].contains(
            where: back.hasPrefix)
        {
          return range
        }
      default:
        if back.isEmpty
          || ["에", "는", "마", "도", "이", "만", "같", "은", "을"].contains(where: back.hasPrefix)
        {
          return range
        }
      }
    }
    return nil
  }

  private static func range(of noun: String, in text: Substring) -> String.Index? {
    text.firstRange(of: noun)?.lowerBound
  }
}
