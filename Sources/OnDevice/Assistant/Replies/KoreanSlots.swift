import Korean

/// Finds what a Korean reply can name: times, places, sums and nouns, always in the chat's own words.
struct KoreanSlots {
  /// Names and forms of address, which are no topics.
  let names: Set<String>

  /// Adds what one message holds; `weight` falls with its distance from the end.
  func collect(
    _ tokens: KoreanTokens, weight: Double, isRecent: Bool = true, into scene: inout ReplyScene
  ) {
    let words = tokens.words.map(\.text)
    var index = 0
    while index < words.count {
      // What is said last is what is asked about.
      let weight = weight * (0.85 + 0.15 * Double(index + 1) / Double(words.count))
      if let (count, time) = Self.time(in: words, at: index) {
        add(time, weight, &scene)
        index += count
        continue
      }
      if let amount = Self.amount(words[index]) {
        scene.add(.amount, SlotValue(amount, weight: weight, holdsContent: false))
        index += 1
        continue
      }
      if let (count, place) = place(in: words, at: index) {
        scene.add(
          .place,
          SlotValue(place, weight: weight, holdsContent: isRecent && place.count >= 2))
        index += count
        continue
      }
      addNoun(words, index, tokens, weight, isRecent, &scene)
      index += 1
    }
  }

  // MARK: Times

  struct Time {
    var text: String
    var hasClock: Bool
    var hasDay: Bool
    var isDeadline: Bool
  }

  private func add(_ time: Time, _ weight: Double, _ scene: inout ReplyScene) {
    let value = SlotValue(
      time.text, weight: weight + (time.hasClock ? 0.2 : 0),
      holdsContent: time.text.contains("요일") || time.text.contains("주말"))
    if time.isDeadline {
      scene.add(.due, value)
      return
    }
    scene.add(.time, value)
    if time.hasClock { scene.add(.clock, value) } else { scene.add(.day, value) }
  }

  /// What may stand behind a time without being part of it, longest first.
  private static let behind = [
    "까지는", "까지만", "이전에", "에서는", "부터는", "까지", "부터", "이면", "에는", "에도", "으로", "쯤에", "이고", "이요", "에요",
    "이에요",
    "예요", "입니다", "인데", "이야", "정도", "이랑", "하고", "쯤", "경", "엔", "에", "은", "는", "이", "가", "로", "도",
    "면", "만",
    "요", "랑", "의", "밖", "날", "전",
  ]

  private enum Unit { case day, part, clock }

  private static func unit(_ word: String) -> Unit? {
    let days: Set<String> = [
      "오늘", "내일", "모레", "낼", "글피", "주말", "평일", "이번주", "다음주", "담주", "다다음주", "월욜", "화욜", "수욜", "목욜",
      "금욜", "토욜",
      "일욜", "월요일", "화요일", "수요일", "목요일", "금요일", "토요일", "일요일", "크리스마스", "추석", "설날", "연말",
    ]
    if days.contains(word) { return .day }
    if ["오전", "오후", "저녁", "아침", "점심", "밤", "새벽", "낮"].contains(word) { return .part }
    if word == "정오" || word == "자정" { return .clock }
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    if !digits.isEmpty, digits.count <= 2 {
      let rest = word.dropFirst(digits.count)
      if ["시", "시반"].contains(rest) { return .clock }
      if ["월", "일"].contains(rest) { return .day }
      if rest == "분" { return .clock }
      if rest.first == ":", rest.count == 3, rest.dropFirst().allSatisfy(\.isNumber) {
        return .clock
      }
      if rest.first == "시", rest.last == "분", rest.dropFirst().dropLast().allSatisfy(\.isNumber) {
        return .clock
      }
    }
    let hours: Set<String> = [
      "한시", "두시", "세시", "네시", "다섯시", "여섯시", "일곱시", "여덟시", "아홉시", "열시", "열한시", "열두시",
    ]
    return hours.contains(word) ? .clock : nil
  }

  /// The unit of a word with a particle behind it, and the particle.
  private static func cut(_ word: String) -> (text: String, unit: Unit, particle: String)? {
    if let unit = unit(word) { return (word, unit, "") }
    for particle in behind where word.hasSuffix(particle) && word.count > particle.count {
      let stem = String(word.dropLast(particle.count))
      if let unit = unit(stem) { return (stem, unit, particle) }
    }
    return nil
  }

  /// The time that begins at a word, and how many words it takes.
  static func time(in words: [String], at start: Int) -> (count: Int, time: Time)? {
    var parts: [String] = []
    var time = Time(text: "", hasClock: false, hasDay: false, isDeadline: false)
    var index = start
    while index < words.count {
      let word = words[index]
      if ["이번", "다음", "담"].contains(word), index + 1 < words.count,
        words[index + 1] == "주" || words[index + 1].hasPrefix("주말")
          || cut(words[index + 1])?.unit == .day
      {
        let next = words[index + 1]
        parts.append(word)
        if next == "주" {
          parts.append(next)
          time.hasDay = true
          index += 2
          continue
        }
        index += 1
        continue
      }
      if word == "반" || word.hasPrefix("반") && behind.contains(String(word.dropFirst())),
        parts.last?.hasSuffix("시") ?? false
      {
        parts.append("반")
        time.isDeadline = word.contains("까지")
        index += 1
        break
      }
      guard let (text, unit, particle) = cut(word) else { break }
      // 40분 alone is how long something takes.
      if parts.isEmpty, text.hasSuffix("분"), !text.contains("시") { break }
      parts.append(text)
      switch unit {
      case .day: time.hasDay = true
      case .clock: time.hasClock = true
      case .part: break
      }
      index += 1
      if !particle.isEmpty {
        time.isDeadline = particle.hasPrefix("까지")
        break
      }
    }
    guard time.hasClock || time.hasDay, !parts.isEmpty else { return nil }
    time.text = parts.joined(separator: " ")
    return (index - start, time)
  }

  // MARK: Sums

  static func amount(_ word: String) -> String? {
    guard let first = word.first, first.isASCII, first.isNumber, let end = word.range(of: "원")
    else { return nil }
    let text = String(word[..<end.upperBound])
    let allowed = text.allSatisfy { $0.isNumber || ",.만천백원".contains($0) }
    return allowed ? text : nil
  }

  // MARK: Places

  private static let notPlaces: Set<String> = [
    "여기", "거기", "저기", "집", "이번", "그중", "중", "우리", "저희", "어디", "밖", "안", "앞", "뒤", "옆", "위", "아래",
    "회",
    "입장", "상황", "상태", "가운데", "다음", "처음", "차원", "기준", "선", "쪽", "속", "곳", "데", "자리",
  ]

  private func place(in words: [String], at start: Int) -> (count: Int, place: String)? {
    let word = words[start]
    // 2번 출구, 3층 회의실, 205호.
    let isNumbered =
      word.first.map { $0.isASCII && $0.isNumber } ?? false
      && ["번", "층", "관", "동"].contains { word.hasSuffix($0) && word.count <= 4 }
    if isNumbered, start + 1 < words.count, let noun = Self.stem(words[start + 1]),
      KoreanNouns.kind(of: noun) == .place
    {
      return (2, word + " " + noun)
    }
    for particle in ["에서", "으로", "로", "에"] where word.hasSuffix(particle) {
      let stem = String(word.dropLast(particle.count))
      guard stem.count >= 2, !Self.notPlaces.contains(stem), !names.contains(stem),
        !Fillers.korean.contains(stem)
      else { continue }
      let isKnown = KoreanNouns.kind(of: stem) == .place
      guard
        isKnown
          || particle == "에서" && KoreanNouns.kind(of: stem) == nil
            && stem.allSatisfy({ Hangul.isSyllable($0) }) && stem.count <= 6
      else { continue }
      return (1, stem)
    }
    guard let stem = Self.stem(word), !names.contains(stem), KoreanNouns.kind(of: stem) == .place
    else { return nil }
    if start + 2 < words.count, let next = self.place(in: words, at: start + 1),
      next.place.first?.isNumber ?? false
    {
      return (1 + next.count, stem + " " + next.place)
    }
    return (1, stem)
  }

  // MARK: Nouns

  /// The word without a particle that fits it; the word itself where it has none.
  static func stem(_ word: String) -> String? {
    if KoreanNouns.kind(of: word) != nil { return word }
    if let cut = Particles.stem(of: word) { return cut.stem }
    for particle in [
      "이라서", "이에요", "이네요", "입니다", "이라", "이랑", "하고", "한테", "이면", "이고", "이네", "이야", "이요", "인데", "이나",
      "처럼", "보다",
      "까지", "부터", "에서", "으로", "밖에", "마다", "예요", "은", "는", "이", "가", "을", "를", "도", "만", "에", "의",
      "로", "랑", "요",
      "라", "면", "야",
    ]
    where word.hasSuffix(particle) {
      let stem = String(word.dropLast(particle.count))
      if KoreanNouns.kind(of: stem) != nil { return stem }
    }
    return word
  }

  private func addNoun(
    _ words: [String], _ index: Int, _ tokens: KoreanTokens, _ weight: Double, _ isRecent: Bool,
    _ scene: inout ReplyScene
  ) {
    let word = words[index]
    guard let stem = Self.stem(word), stem.count <= 7, !names.contains(stem), !names.contains(word),
      !Fillers.korean.contains(stem), !Fillers.korean.contains(word),
      !stem.contains(where: \.isNumber)
    else { return }
    guard !Self.people.contains(stem), !Fillers.korean.contains(String(stem.prefix(2))) else {
      return
    }
    let particle = String(word.dropFirst(stem.count))
    let kind = KoreanNouns.kind(of: stem)
    if kind == nil {
      // Only a particle that follows nouns, and nothing that could be a verb, speaks for a noun.
      guard ["을", "를", "은", "는", "이", "가", "부터", "까지"].contains(particle), stem.count >= 2,
        stem.allSatisfy({ Hangul.isSyllable($0) || $0.isASCII && $0.isLetter }),
        !Self.looksLikeVerb(stem, particle)
      else { return }
    }
    var text = stem
    // 게시판 답변, 법인카드 영수증: the noun before belongs to it where it has no particle.
    if index > 0, !tokens.words[index - 1].endsClause {
      let before = words[index - 1]
      if before.count >= 2, !names.contains(before), !Fillers.korean.contains(before),
        let kindBefore = KoreanNouns.kind(of: before), kindBefore != .health,
        before.count + stem.count <= 8
      {
        text = before + " " + stem
      }
    }
    let certainty = kind == nil ? 0.0 : particle.isEmpty ? 0.25 : 0.4
    let value = SlotValue(
      text, weight: weight + certainty, holdsContent: isRecent && stem.count >= 2)
    if kind != .health, kind != .place { scene.add(.thing, value) }
    if let slot = kind.flatMap({ ReplySlot(rawValue: $0.rawValue) }) { scene.add(slot, value) }
  }

  /// Who is spoken of, which a reply about a thing must not name.
  private static let people: Set<String> = [
    "아이", "애", "아들", "딸", "엄마", "아빠", "남편", "아내", "언니", "오빠", "누나", "형", "동생", "할머니", "할아버지", "이모",
    "고모", "삼촌", "선생님",
    "선생", "쌤", "기사님", "기사", "손님", "고객님", "친구", "남친", "여친", "사장님", "팀장님", "부장님", "과장님", "교수님", "어머니",
    "아버지", "어머님", "아버님",
    "부모님", "신랑", "신부", "조카", "사촌", "여자", "남자", "사람", "자기", "여보", "본인", "첫째", "둘째", "막내", "의사",
    "간호사", "직원", "주인", "집주인", "나머지",
  ]

  private static func looksLikeVerb(_ stem: String, _ particle: String) -> Bool {
    // 가는, 먹은, 있는, 하는: an adnominal form reads like a noun with 는 or 은.
    let verbal = [
      "하", "있", "없", "같", "좋", "많", "싶", "되", "시", "겠", "았", "었", "했", "오", "보", "주", "받", "먹", "쓰",
      "싫", "괜찮", "어떻", "그렇", "이렇", "넣", "놓", "찾", "남", "알", "모르", "끝나", "나오", "나가", "들어가", "다니",
      "만들", "타",
    ]
    if ["은", "는"].contains(particle), verbal.contains(where: stem.hasSuffix) { return true }
    // 하라는, 한다는, 가자는, 가냐는: something said, not something named.
    if particle == "는", ["라", "다", "자", "냐", "려"].contains(where: stem.hasSuffix) { return true }
    let nominalizers = [
      "거", "것", "게", "걸", "건", "데", "줄", "수", "때", "중", "분", "쪽", "점", "번", "님", "씨", "말", "누나",
      "언니", "오빠", "선생", "의사", "말고",
    ]
    return nominalizers.contains(where: stem.hasSuffix)
  }
}
