/// The words before a reported sentence's predicate: calls and interjections fall away, 나 becomes 자신.
enum ReportedWords {
  /// What people may be called: 정원아, 민서야, 지훈님, with and without a family name.
  static func calls(of people: some Sequence<String>) -> Set<String> {
    var calls: Set<String> = []
    for person in people {
      let person = Hangul.composed(person)
      var names = [person] + person.split(separator: " ").map(String.init)
      if person.count == 3, person.allSatisfy({ Hangul.isSyllable($0) }) {
        names.append(String(person.dropFirst()))
      }
      for name in names where name.count > 1 {
        calls.formUnion([
          name, Particles.attach(.call, to: name), name + "님", name + "씨", name + "이",
        ])
      }
    }
    return calls
  }

  static func front(
    of sentence: KoreanSentence, upTo last: Int, calls: Set<String> = []
  ) -> String {
    var words: [String] = []
    var isFirst = true
    for index in 0..<last where !sentence.words[index].core.isEmpty {
      let word = sentence.words[index]
      if isFirst, isCall(word) || calls.contains(word.core) && !word.core.hasSuffix("이") {
        continue
      }
      if isFirst, titles.contains(word.core) { continue }
      if isFirst, openers.contains(word.core) { continue }
      if word.core.allSatisfy({ "ㄱ"..."ㅣ" ~= $0 }) { continue }
      if dropped.contains(word.core) || Interjections.yous.contains(word.core) { continue }
      // 3영업일 내 is no one's own.
      let isOwn =
        isFirst
        || ["은", "는", "을", "를", "도", "에", "가", "한테"].contains { words.last?.hasSuffix($0) ?? false }
      isFirst = false
      if ["내", "제"].contains(word.core), !isOwn {
        words.append(word.core)
        continue
      }
      let core = own[word.core] ?? CasualWords.withoutRespect(word.core) ?? word.core
      words.append(core + (word.tail.contains(",") ? "," : ""))
    }
    return words.joined(separator: " ")
  }

  /// 민서야, 지훈님: a name that is called.
  private static func isCall(_ word: KoreanSentence.Word) -> Bool {
    let core = word.core
    guard core.count >= 2 else { return core == "야" }
    if core.count >= 3, core.hasSuffix("아") || core.hasSuffix("야"), word.tail.contains(",") {
      return true
    }
    return (core.hasSuffix("님") || core.hasSuffix("씨"))
      && (word.tail.contains(",") || word.tail.contains("!"))
  }

  private static let openers: Set<String> = [
    "응", "네", "넵", "넹", "예", "어", "음", "아", "오", "와", "헐", "아니", "아뇨", "아니요", "근데", "그런데", "그럼",
    "그러면", "그리고", "그래서", "ㅇㅋ",
    "오케이", "오키", "글고", "저기", "혹시", "그니까", "그러니까", "진짜", "맞아", "맞아요", "ㅇㅇ", "웅", "앗", "헉", "야", "자",
    "일단", "아하", "아이고", "에이",
    "그래", "당연하지", "당연하죠", "그렇지", "그치", "그쵸", "넵넵", "네네", "그", "흠", "오오", "우와", "얘들아", "여러분", "다들",
    "안녕하세요", "죄송한데", "미안한데",
  ]
  private static let titles: Set<String> = [
    "선생님", "쌤", "팀장님", "과장님", "사장님", "형님", "누나", "언니", "오빠", "형", "엄마", "아빠", "선배", "대리님", "부장님",
    "교수님", "선배님", "차장님",
    "대표님", "원장님", "기사님", "어머님", "아버님", "이모", "삼촌", "할머니",
  ]
  private static let dropped: Set<String> = [
    "혹시",
    "너한테", "너에게", "나", "난", "나는", "내가", "저", "전", "저는", "제가", "진짜", "좀", "ㅋㅋ",
  ]
  private static let own: [String: String] = [
    "나도": "자신도", "저도": "자신도", "나한테": "자신에게", "저한테": "자신에게", "나에게": "자신에게", "저에게": "자신에게",
    "내": "자신의", "제": "자신의",
    "나랑": "자신과", "저랑": "자신과", "나만": "자신만", "저만": "자신만", "저희": "우리", "나를": "자신을", "저를": "자신을",
    "제게": "자신에게", "내게": "자신에게",
    "저희가": "우리가", "저희는": "우리는",
  ]
}
