/// Finds whom an order is for: 지우한테, 담임 선생님께, 단톡방에.
enum RecipientReader {
  /// The recipient, taken out of the words with the particle.
  static func cut(from words: inout [String]) -> KoreanRecipient? {
    let places = words.indices.filter { index in
      marked(words[index]) != nil && !(index + 1 < words.count && describes(words[index + 1]))
    }
    // 상식이한테 멋지다고 전해달라고 우람이한테 말해줘: who stands before the verb gets it.
    if let last = places.last, last == words.count - 1, last > 0 {
      return take(last...last, from: &words)
    }
    guard let first = places.first, first < 4 else { return whole(&words) }
    // 은서한테 축하한다고 전해달라고 해줘 is for somebody else, who is not named.
    if places.count == 1, let end = words.last, passedOn.contains(where: end.hasSuffix),
      words.count > 2, !(marked(words[first])?.isHonoured ?? false)
    {
      return nil
    }
    let front = words[..<first]
    guard !front.contains(where: { IndirectEnd.isIndirect($0) || $0.contains(",") }) else {
      return nil
    }
    var start = first
    while start > 0, isModifier(words[start - 1], of: words[start]) { start -= 1 }
    // 창고 빌려준 지우한테: what one did belongs to who did it; 6km 조.
    if start > 0, start < first, Hangul.letters(words[start]).last == Letter.finalN,
      PredicateReader.isSoft(Hangul.text(Hangul.letters(words[start]).dropLast()))
    {
      start = 0
    }
    if start == first, start > 0, marked(words[first])?.name.count == 1,
      words[start - 1].contains(where: \.isNumber)
    {
      start -= 1
    }
    return take(start...first, from: &words)
  }

  /// 줄, 받은: 애기한테 줄 카드 is of a thing.
  private static func describes(_ word: String) -> Bool {
    ["줄", "준", "받은", "보낼", "받을", "전할", "들은", "줬던"].contains(word)
  }

  private static let passedOn = ["전해달라고", "말해달라고", "물어봐달라고", "말씀해달라고", "알려달라고"]

  /// 민서 생일 축하해줘 names who is meant without a particle; only people who can be called.
  private static func whole(_ words: inout [String]) -> KoreanRecipient? {
    guard words.count > 1, let first = words.first else { return nil }
    let bare = first.filter { $0 != "," }
    guard bare.count > 1, ["님", "쌤", "씨"].contains(where: bare.hasSuffix),
      !["고객님", "회원님", "아저씨", "글씨", "날씨", "마음씨", "솜씨"].contains(bare)
    else { return nil }
    words.removeFirst()
    return KoreanRecipient(phrase: bare)
  }

  private static func take(
    _ range: ClosedRange<Int>, from words: inout [String]
  ) -> KoreanRecipient? {
    guard let found = marked(words[range.upperBound]) else { return nil }
    let phrase = (words[range].dropLast() + [found.name]).joined(separator: " ")
    words.removeSubrange(range)
    return KoreanRecipient(phrase: phrase, isHonoured: found.isHonoured)
  }

  private static func isModifier(_ word: String, of next: String) -> Bool {
    // 지훈이 어머님.
    if word.count > 2, word.hasSuffix("이"), family.contains(where: next.hasPrefix) { return true }
    if word.contains(where: \.isNumber) || word.hasSuffix(",") { return false }
    if times.contains(where: word.hasPrefix) || hesitations.contains(word) { return false }
    // A clause before it is what is said, 면접 떨어진 is of the person.
    return !["서", "고", "면", "는데", "니까", "은", "는", "이", "가", "을", "를", "에", "도", "만"].contains(
      where: { word.count > 1 && word.hasSuffix($0) && !KoreanRecipient.kin.contains(word) })
      || ["우리", "택배", "동네", "같은"].contains(word)
  }

  private static let family = [
    "어머", "아버", "엄마", "아빠", "할머니", "할아버지", "동생", "언니", "오빠", "누나", "형", "담임", "선생",
  ]
  private static let times = [
    "오늘", "내일", "지금", "이따", "아까", "어제", "모레", "나중", "이번", "다음", "방금", "주말", "금방", "바로", "먼저", "혹시",
    "그냥", "미안",
  ]
  private static let hesitations: Set<String> = ["아니", "음", "어", "그", "저기", "좀"]

  private static func marked(_ word: String) -> (name: String, isHonoured: Bool)? {
    for (particle, honours) in [
      ("한테도", false), ("에게도", false), ("께도", true), ("한테는", false), ("한테만", false), ("한테", false),
      ("에게", false), ("께", true), ("한텐", false),
    ] where word.hasSuffix(particle) && word.count > particle.count {
      let name = String(word.dropLast(particle.count))
      guard !notNamed.contains(name), name != "함", name != "지난" else { return nil }
      return (name, honours)
    }
    if word.hasSuffix("에"), word.count > 2 {
      let name = String(word.dropLast())
      if KoreanRecipient.isPlace(name) { return (name, false) }
    }
    if word.hasSuffix("에다"), KoreanRecipient.isPlace(String(word.dropLast(2))) {
      return (String(word.dropLast(2)), false)
    }
    return nil
  }

  private static let notNamed: Set<String> = [
    "나", "저", "우리", "저희", "누구", "너", "걔", "자기", "본인", "서로", "남", "아무",
  ]

  /// Whom an occasion is of: 지수 in 지수 취업 축하, 동생 in 시험 떨어진 동생 위로.
  static func cutNamed(from words: inout [String], act: AskWords.Act) -> KoreanRecipient? {
    let personal: Set<AskWords.Act> = [.congratulate, .comfort, .cheer, .praise, .thank]
    let noun = words.last.flatMap { AskWords.actNoun($0) }
    let act = noun ?? act
    guard personal.contains(act) else { return nil }
    let end = words.count - (noun == nil ? 0 : 1)
    guard end > 0 else { return nil }
    let last = KoreanRecipient(phrase: words[end - 1])
    // 승현이 위로해줘.
    if end == 1, last.isPolite != nil, !events.contains(words[0]),
      act != .congratulate && act != .thank || words[0].hasSuffix("이") || words[0].hasSuffix("님")
    {
      words.removeFirst()
      return last
    }
    // 희선이가 생일이래: who has it and what it is.
    if end == 2, words[1].hasSuffix("래"), let name = subject(words[0]) {
      let event = words[1].dropLast(words[1].hasSuffix("이래") ? 2 : 1)
      guard events.contains(String(event)) else { return nil }
      words[1] = String(event)
      words.removeFirst()
      return KoreanRecipient(phrase: name)
    }
    if end > 1, last.isPolite != nil, Hangul.letters(words[end - 2]).last == Letter.finalN,
      !events.contains(words[end - 1])
    {
      words.remove(at: end - 1)
      return last
    }
    let first = KoreanRecipient(phrase: words[0])
    guard end > 1, first.isPolite != nil, !events.contains(words[0]),
      events.contains(words[1]), !things.contains(words[0])
    else { return nil }
    words.removeFirst()
    return first
  }

  private static func subject(_ word: String) -> String? {
    guard word.count > 2, word.hasSuffix("가") || word.hasSuffix("이") else { return nil }
    return String(word.dropLast())
  }

  private static let events: Set<String> = [
    "생일", "생신", "취업", "승진", "결혼", "합격", "졸업", "출산", "입학", "개업", "이사", "임신", "전역", "퇴원", "우승", "입사",
    "당선",
    "수상", "돌", "첫돌", "득남", "득녀", "약혼", "백일", "환갑", "칠순", "팔순", "진급", "입주", "개봉", "데뷔", "전시", "졸전",
    "기념일",
    "발표", "시험", "면접", "수술", "대회", "경기", "이직", "창업", "은퇴", "퇴직", "완주", "득템", "선물",
  ]
  private static let things: Set<String> = [
    "대학", "수능", "최종", "회사", "신혼", "새집", "가게", "아기", "조카", "손주", "공채", "학교", "정규", "자격", "늦은", "우리",
    "모두",
    "첫째", "둘째", "셋째", "기말", "중간", "운전", "서류", "실기", "필기", "오늘", "내일", "어제", "이번", "지난", "다음", "올해",
  ]
}
