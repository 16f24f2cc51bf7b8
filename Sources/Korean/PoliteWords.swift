/// Changes the words before a sentence's end for 존댓말: 나 → 저, 응 → 네, 너 and 야 fall away.
enum PoliteWords {
  static func apply(to sentence: inout KoreanSentence, last: Int, cues: SentenceCues) {
    var isFirst = true
    for index in sentence.words.indices where !sentence.words[index].core.isEmpty {
      let core = sentence.words[index].core
      defer { isFirst = false }
      if index == last {
        if isFirst, cues.wordCount == 1 { return }
        break
      }
      let tail = sentence.words[index].tail
      if isFirst {
        if ["응", "웅", "엉", "ㅇㅇ", "ㅇㅋ", "오키", "오케이", "넹"].contains(core)
          || core == "어" && !tail.isEmpty
        {
          sentence.words[index].core = "네"
          continue
        }
        if ["아니", "ㄴㄴ"].contains(core), tail.contains(",") {
          sentence.words[index].core = "아니요"
          continue
        }
        if core == "야" || core == "얘들아" {
          drop(&sentence.words[index], say: core == "야" ? "" : "여러분")
          continue
        }
        if let word = ["미안": "죄송하지만", "안녕": "안녕하세요", "고마워": "감사해요"][core] {
          if core != "미안" || tail.contains(",") || tail.isEmpty {
            sentence.words[index].core = core == "미안" ? "죄송해요" : word
          }
          continue
        }
        let isCall = tail.contains(",") || index + 1 < last && isYou(sentence.words[index + 1].core)
        if isCall, core.count > 2, core.hasSuffix("아") || core.hasSuffix("야"),
          PredicateReader.read(core)?.isCopula ?? true
        {
          sentence.words[index].core = core.dropLast() + "님"
          continue
        }
      }
      let next = sentence.words[(index + 1)...].first?.core ?? ""
      if core == "내", index > 0, isSpan(sentence.words[index - 1].core) { continue }
      if core == "너" || core == "니", leaning.contains(where: next.hasPrefix) { continue }
      if let word = Interjections.toPolite[core] {
        sentence.words[index].core = word
      } else if Interjections.yous.contains(core) {
        drop(&sentence.words[index], say: "")
      } else if core == "밥", index + 1 == last, cues.isQuestion, var read = sentence.predicate,
        read.stem.text == "먹"
      {
        read.stem = Stem("하", .ha)
        sentence.words[index].core = "식사"
        sentence.words[index].gap = ""
        sentence.words[last].core = read.rendered(read.level, .question)
      }
    }
  }

  /// A span before 내, which means within then (3영업일 내).
  private static func isSpan(_ word: String) -> Bool {
    word.contains(where: \.isNumber) && ["일", "간", "월", "주"].contains(where: word.hasSuffix)
      || ["기한", "기간", "구역", "지역"].contains(word)
  }

  /// Words that cannot do without the 너 before them.
  private static let leaning = ["때문", "말고", "대신", "빼고", "덕분", "혼자", "같은", "보다", "없"]

  private static func isYou(_ word: String) -> Bool { Interjections.yous.contains(word) }

  private static func drop(_ word: inout KoreanSentence.Word, say: String) {
    word.core = say
    if say.isEmpty {
      word.tail = ""
      word.gap = ""
    }
  }
}
