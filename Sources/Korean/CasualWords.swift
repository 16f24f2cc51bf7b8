/// Changes the words before a sentence's end for 반말: 저 → 나, 네 → 응, 하시면 → 하면.
enum CasualWords {
  static func apply(to sentence: inout KoreanSentence, last: Int) {
    var isFirst = true
    for index in sentence.words.indices where !sentence.words[index].core.isEmpty {
      defer { isFirst = false }
      guard index < last else { break }
      let core = sentence.words[index].core
      if isFirst {
        if ["네", "넵", "넹", "예", "옙"].contains(core) {
          sentence.words[index].core = "응"
          continue
        }
        if ["아니요", "아뇨"].contains(core) {
          sentence.words[index].core = "아니"
          continue
        }
        if core == "전" || core == "저", !isPointing(next(sentence, index) ?? "") {
          sentence.words[index].core = core == "전" ? "난" : "나"
          continue
        }
        if sentence.words[index].tail.contains(","), core.count > 2,
          core.hasSuffix("님") || core.hasSuffix("씨"),
          !titles.contains(where: core.hasSuffix)
        {
          sentence.words[index].core = Particles.attach(.call, to: String(core.dropLast()))
          continue
        }
      }
      if core == "안녕히" {
        sentence.words[index].core = "잘"
        continue
      }
      if core == "저", !isPointing(next(sentence, index) ?? "") {
        sentence.words[index].core = "나"
        continue
      }
      if let word = Interjections.toCasual[core] ?? Interjections.casualEnds[core],
        core != "네", core != "저"
      {
        sentence.words[index].core = word
      } else if let word = withoutRespect(core) {
        sentence.words[index].core = word
      }
    }
  }

  /// A noun that 저 points at or 전 stands before (저 사람, 전 직원).
  private static func isPointing(_ next: String) -> Bool {
    [
      "사람", "분", "집", "쪽", "것", "거", "때", "가게", "식당", "건물", "차", "옷", "앞", "위", "멀리", "아래", "뒤",
      "남자", "여자",
      "아이", "직원", "세계", "국민", "날", "학년", "품목", "상품", "좌석", "구간", "남친", "여친", "회사", "직장", "사장", "팀장",
      "시즌", "번",
    ].contains(where: next.hasPrefix)
  }

  private static func next(_ sentence: KoreanSentence, _ index: Int) -> String? {
    sentence.words.indices.contains(index + 1) ? sentence.words[index + 1].core : nil
  }

  /// What people are called by their work or kinship, which takes no 아 or 야.
  private static let titles = [
    "선생님", "부장님", "과장님", "대리님", "팀장님", "사장님", "대표님", "교수님", "어머님", "아버님", "고객님", "손님", "회원님", "원장님",
    "상무님", "전무님",
    "이사님", "차장님", "실장님", "주임님", "점장님", "소장님", "국장님", "감독님", "코치님", "작가님", "기자님", "박사님", "기사님",
    "사모님", "형수님", "장모님",
    "담임님", "매니저님", "대장님", "회장님", "총무님", "목사님", "신부님", "수녀님", "스님", "변호사님", "집사님", "이장님", "반장님",
    "선임님", "책임님", "수석님",
    "선배님", "형님", "누님", "아주머님", "언니님", "님들", "어르신", "아저씨", "아가씨",
  ]

  /// A word in the middle without -시-: 가실 → 갈, 보시는 → 보는, 드시면 → 먹으면.
  static func withoutRespect(_ word: String) -> String? {
    for (ending, plain, joint) in respects where word.hasSuffix(ending) && word.count > ending.count
    {
      let rest = String(word.dropLast(ending.count))
      // 대신, 사실 and 교실 are nouns.
      if ending.count == 1, rest.count == 1, !"가오하보되주쓰타".contains(rest) { continue }
      if nouns.contains(where: word.hasSuffix) { return nil }
      let whole = Lexicon.match(rest + "시", .direct)?.stem.text ?? ""
      // 마시는 is of 마시다.
      if whole.count > 1, Honorifics.plain[whole] == nil { continue }
      if let match = Lexicon.match(rest + "시", .direct),
        let stem = Honorifics.plain[match.stem.text]
      {
        return match.prefix + joined(stem, plain, joint)
      }
      guard let match = Lexicon.match(rest, .soft), match.stem.kind != .copula else { continue }
      return match.prefix + joined(match.stem, plain, joint)
    }
    return nil
  }

  private static let nouns = [
    "다시는", "대신", "당신", "자신", "교실", "사실", "현실", "진실", "거실", "확실", "화장실", "회의실", "정신", "귀신", "통신",
    "임신",
    "갱신",
  ]

  private enum Joint { case direct, soft, past, modifier, infinitive }

  private static func joined(_ stem: Stem, _ ending: String, _ joint: Joint) -> String {
    switch joint {
    case .direct: stem.direct(ending)
    case .soft: stem.soft(ending)
    case .past: stem.past.direct(ending)
    case .modifier: stem.modifier + ending
    case .infinitive: stem.infinitive + ending
    }
  }

  private static let respects: [(String, String, Joint)] = [
    ("시는데", "데", .modifier), ("시려면", "려면", .soft), ("시려고", "려고", .soft), ("시니까", "니까", .soft),
    ("시거나", "거나", .direct), ("셨는데", "는데", .past), ("셨으면", "으면", .past), ("셨을", "을", .past),
    ("셨던", "던", .past),
    ("시는", "", .modifier), ("시면", "면", .soft), ("시고", "고", .direct), ("시지", "지", .direct),
    ("시기", "기", .direct),
    ("시던", "던", .direct), ("셔서", "서", .infinitive), ("셔도", "도", .infinitive), ("신데", "ㄴ데", .soft),
    ("실", "ㄹ", .soft), ("신", "ㄴ", .soft),
  ]
}
