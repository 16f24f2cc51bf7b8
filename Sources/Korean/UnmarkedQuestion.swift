extension KoreanSentence {
  /// Whether it asks although no mark says so: a question word whose question is the sentence's own
  /// (언제 갚을 거야), not one of a clause in it (언제 올지 몰라, 어디 가도 비싸).
  ///
  /// Not in the past, where 뭐 먹었어 may tell as well as ask, and not where it is an order (누구한테
  /// 물어봐).
  func asksUnmarked(_ cues: SentenceCues) -> Bool {
    guard !isQuestion, let read = predicate, read.ending == .plain, !read.isPast,
      read.level == .casual || read.level == .polite, read.stem.text != "모르"
    else { return false }
    let front = words.map(\.core).filter { !$0.isEmpty }.dropLast()
    guard let place = front.lastIndex(where: Self.askers.contains) else { return false }
    // 언제 보내 orders nothing, 누구한테 보내 may.
    let isSure = Self.sureAskers.contains(front[place])
    let goes = read.isHonorific && ["가", "오", "하", "드시"].contains(read.stem.text)
    guard cues.mood(read) == .statement || goes || isSure else { return false }
    // 몇 개 안 남았어, 어디 좀 들러, 언제 한번 봐: the word asks nothing here.
    return !front[(place + 1)...].contains { word in
      word == "안" && !isSure || ["좀", "한번", "같이", "다"].contains(word)
        || word.count > 1 && Self.links.contains(where: word.hasSuffix)
    }
  }

  private static let links = ["지", "고", "든", "도", "면", "나", "서", "데", "니까"]
  private static let sureAskers: Set<String> = [
    "언제", "언제쯤", "언제까지", "언제부터", "왜", "누가", "몇시에",
  ]
  private static let askers: Set<String> = sureAskers.union([
    "어떻게", "누구", "누구랑", "누구한테", "얼마나", "어디", "어디서", "어디로", "어디에", "몇", "무슨", "어느", "뭘", "뭐",
  ])
}
