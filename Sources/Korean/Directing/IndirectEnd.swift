/// Tells the words that end a clause of indirect speech: 보자고, 늦는다고, 오는지, 달라고.
enum IndirectEnd {
  /// Whether the word has the ending of indirect speech.
  static func isIndirect(_ word: String) -> Bool {
    let word = word.filter { !",.".contains($0) }
    return quotative(word) != nil || isQuestion(word)
  }

  /// The word with 고 at its end; 늦는다는 and 늦는다구 are 늦는다고.
  static func quotative(_ word: String) -> String? {
    guard word.count > 1 || word == "라고" else { return nil }
    if nouns.contains(word) { return nil }
    for (tail, head) in [
      ("고", ""), ("고도", ""), ("고만", ""), ("구", ""), ("고요", ""), ("는", ""), ("고는", ""),
    ]
    where word.hasSuffix(head + tail) {
      let rest = String(word.dropLast(tail.count))
      guard let last = rest.last, "다라자냐".contains(last), rest.count > 1 || rest == "라"
      else { continue }
      // 가자는, 하라는, 온다는; 나라는 and 바다는 are nouns.
      if tail == "는", !isSpoken(rest) { continue }
      if tail == "고", last == "자" || last == "라" || last == "다", isVerbInGo(rest) { continue }
      return rest + "고"
    }
    return nil
  }

  /// Whether what stands before 는 is a sentence.
  private static func isSpoken(_ word: String) -> Bool {
    if ["달라", "말라", "이라", "거라", "니라"].contains(where: word.hasSuffix) { return true }
    guard let read = PredicateReader.read(word) else {
      return word.hasSuffix("라") && PredicateReader.isSoft(String(word.dropLast()))
    }
    return read.level == .plain || read.ending == .proposal || word.hasSuffix("냐")
  }

  /// 자고 of 자다, 모자라고 of 모자라다, 닫고.
  private static func isVerbInGo(_ word: String) -> Bool {
    ["모자라", "바라", "놀라", "따라", "올라"].contains(word)
  }

  private static let nouns: Set<String> = [
    "하다고", "나라고", "최고", "광고", "사고", "참고", "신고", "보고", "창고", "중고", "냉장고", "자고", "싸다구", "바라는", "자라는",
    "다는", "자는", "라는", "모자라는", "따라는", "나라는", "바다는", "여자는", "남자는", "피자는", "의자는", "과자는",
  ]

  /// 오는지, 괜찮은지, 갈지, 뭔지, 될까.
  static func isQuestion(_ given: String) -> Bool {
    let word = question(given)
    guard word.count > 1, let last = word.last, "지까나가".contains(last) else { return false }
    if [
      "까지", "가지", "바지", "아버지", "할아버지", "먼지", "편지", "돼지", "강아지", "휴지", "잔지", "반지", "공지", "이미지",
      "메시지", "메세지",
      "누나", "하나", "혼자나", "아까", "바나나",
    ].contains(where: word.hasSuffix) {
      return false
    }
    if last == "지" {
      return ["는지", "은지", "을지", "인지", "건지", "던지", "쓴지"].contains(where: word.hasSuffix)
        || contracted[word] != nil || endsInFinal(word, "ㄹ지") || endsInFinal(word, "ㄴ지")
    }
    if last == "까" { return endsInFinal(word, "ㄹ까") || word.hasSuffix("을까") }
    guard let read = PredicateReader.read(word) else { return false }
    return read.ending == .question && (last != "나" || word.count > 2)
  }

  /// 되는지랑 is 되는지 before another question.
  static func question(_ word: String) -> String {
    for tail in ["랑", "하고", "와", "도"]
    where word.hasSuffix("지" + tail) && word.count > tail.count + 2 {
      return String(word.dropLast(tail.count))
    }
    return word
  }

  private static func endsInFinal(_ word: String, _ ending: String) -> Bool {
    let letters = Hangul.letters(word)
    let ending = Hangul.ending(ending)
    guard letters.count > ending.count + 1, letters.suffix(ending.count).elementsEqual(ending)
    else {
      return false
    }
    return PredicateReader.isSoft(Hangul.text(letters.dropLast(ending.count)))
      || PredicateReader.read(word) != nil
  }

  /// Question words with 이다 in one: 뭔지 is 뭐야.
  static let contracted: [String: String] = [
    "뭔지": "뭐", "어딘지": "어디", "언젠지": "언제", "누군지": "누구", "얼만지": "얼마", "신지": "시", "몇신지": "몇 시",
  ]

  /// Whether a clause ends here: what follows neither thinks nor hears what was said.
  static func ends(_ word: String, marked: Bool, before following: String?, _ later: String? = nil)
    -> Bool
  {
    guard isIndirect(word) else { return false }
    guard !marked, let next = following?.filter({ $0 != "," }) else { return true }
    if AskWords.joins.contains(next) { return true }
    if word.hasSuffix("는"), quotative(word) != nil { return AskWords.isMessageNoun(next) }
    if isQuestion(word), !word.hasSuffix("고") {
      return question(word) != word && !word.hasSuffix("도")
    }
    // 감사하다고 기사님께 전해달라고, 조심하라고 꼭 전해달라고.
    if let later, passing.contains(where: later.hasPrefix),
      ["꼭", "좀", "잘"].contains(next) || ["께", "한테", "에게"].contains(where: next.hasSuffix)
    {
      return false
    }
    return !embedding.contains(where: next.hasPrefix)
  }

  private static let passing = ["전해", "전달", "말해", "말씀", "물어봐", "알려", "얘기해"]

  /// What follows indirect speech inside one clause: 온다고 들었는데, 간다고 생각하면.
  private static let embedding = [
    "생각", "들었", "들어", "들은", "했", "한", "하는", "하자", "하니", "하면", "하던", "하시", "해서", "해도", "그랬", "그래",
    "말한",
    "말했",
    "믿", "느", "보", "쳐", "치", "써", "쓰", "적", "부르", "불", "알고", "알았", "되", "돼", "착각", "오해", "우기", "전해",
    "전하",
    "말해", "말씀", "알려", "기대", "약속", "부탁", "물어", "들리", "나와", "나왔", "뜨", "떠", "뜬", "얘기", "들었",
  ]
}
