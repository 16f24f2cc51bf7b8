import Korean

/// Says the verb of a Korean question or request back as an answer.
///
/// 사진 보내줘 → 사진 보내줄게 · 보내드릴게요; 7시에 볼까? → 7시에 보자 · 봐요; 이거 써도 돼? → 써도 돼 · 쓰셔도 돼요.
/// Words that change with the speaker (내, 저한테, 너) are not said back, and neither are fillers.
struct KoreanEcho {
  let tokens: KoreanTokens
  let names: Set<String>

  private var words: [String] { tokens.words.map(\.text) }

  func collect(_ acts: [TurnAct: Double], weight: Double, into scene: inout ReplyScene) {
    if acts[.request] != nil, let value = promise() { add(.promise, value, weight, &scene) }
    if acts[.permission] != nil, let value = allowed() { add(.allowed, value, weight, &scene) }
    if acts[.proposal] != nil, let value = together() { add(.together, value, weight, &scene) }
    if acts[.ability] != nil || acts[.yesNo] != nil, let value = affirmed() {
      add(.affirmed, value, weight, &scene)
    }
    if acts[.choice] != nil, let (first, second) = sides() {
      scene.add(.first, SlotValue(first, weight: weight))
      scene.add(.second, SlotValue(second, weight: weight))
    }
  }

  private typealias Clause = (casual: String, polite: String, hasObject: Bool)

  private func add(
    _ slot: ReplySlot, _ clause: Clause, _ weight: Double, _ scene: inout ReplyScene
  ) {
    scene.add(
      slot,
      SlotValue(
        clause.casual, polite: clause.polite, weight: weight + (clause.hasObject ? 0.3 : 0)))
  }

  // MARK: The words before the verb

  private static let left = Set([
    "나", "저", "내", "제", "너", "네", "니", "우리", "저희", "나도", "저도", "너도", "내가", "제가", "네가", "니가", "나는",
    "저는", "난", "전",
    "넌", "너는", "혹시", "그럼", "근데", "그리고", "그래서", "아", "오", "야", "어", "응", "네네", "넵", "아니", "그냥", "진짜",
    "제발", "일단", "참", "또", "아직",
    "나한테", "저한테", "내꺼", "제꺼", "너한테", "나를", "저를", "우리도", "저희도", "다들", "모두", "여러분", "얘들아", "자", "음",
    "와", "헐", "이거", "그거", "저거",
    "이번엔", "그런데", "그러면", "아님", "아니면", "잠깐", "잠깐만", "됐고", "ok", "오케이", "좋아", "좋아요", "알겠어", "확인",
    "괜찮으면", "괜찮으시면", "가능하면",
    "가능하시면", "시간", "안", "못", "다시", "바로", "얼른", "빨리", "꼭", "미리", "같이", "좀", "한번", "번", "만",
  ])

  /// Short adverbs that may stand between an object and its verb and are said back with it.
  private static let adverbs: Set<String> = ["같이", "다시", "바로", "꼭", "미리", "먼저", "따로", "많이", "더"]

  /// Up to two words before `end` that can be said back.
  ///
  /// `anyWord` takes adverbs and unknown nouns too, as one may where the whole clause is said back.
  private func before(_ end: Int, most: Int = 2, anyWord: Bool = false) -> [String] {
    var kept: [String] = []
    var index = end - 1
    while index >= 0, kept.count < most {
      let word = words[index]
      if tokens.words[index].endsClause { break }
      if word == "좀" || word == "한번" {
        index -= 1
        continue
      }
      if Self.adverbs.contains(word) {
        kept.insert(word, at: 0)
        index -= 1
        continue
      }
      if ["한", "두", "세", "몇"].contains(word), !kept.isEmpty {
        kept.insert(word, at: 0)
        index -= 1
        continue
      }
      guard !Self.left.contains(word), isSayable(word) || anyWord && isCarried(word) else { break }
      kept.insert(word, at: 0)
      index -= 1
    }
    // An adverb alone in front, or a word that another governs, would hang loose.
    while let first = kept.first, kept.count > 1, Self.adverbs.contains(first) {
      kept.removeFirst()
    }
    return kept
  }

  /// A time, a sum, a place or a noun that is known; not a verb's form and no name.
  private func isSayable(_ word: String) -> Bool {
    if KoreanSlots.time(in: [word], at: 0) != nil || KoreanSlots.amount(word) != nil { return true }
    guard let stem = KoreanSlots.stem(word), !names.contains(stem), !names.contains(word) else {
      return false
    }
    if ["반", "주", "번", "출구"].contains(word) { return true }
    let asksForIt = ["은", "는", "도", "만"].contains { stem != word && word == stem + $0 }
    if KoreanNouns.kind(of: stem) != nil { return !asksForIt || word.hasSuffix("도") }
    let particle = word.dropFirst(stem.count)
    return ["을", "를", "에서", "으로", "까지"].contains(String(particle)) && stem.count >= 2
      && !Fillers.korean.contains(stem)
  }

  /// Not a name, not the end of a clause before, and no word that turns with the speaker.
  private func isCarried(_ word: String) -> Bool {
    let stem = KoreanSlots.stem(word) ?? word
    guard !names.contains(word), !names.contains(stem), word.count >= 2, word.count <= 8 else {
      return false
    }
    let joints = [
      "고", "서", "면", "니까", "데", "지만", "요", "다", "까", "거든", "려고", "은", "는", "니", "냐", "야", "아", "어",
      "지", "네", "며", "나", "든",
      "라고", "래", "님", "씨", "께", "한테", "에게", "던", "길", "게요", "음", "함", "됨", "줘",
    ]
    let turning = ["저", "제", "나", "내", "너", "네", "니", "우리", "저희", "당신", "자기", "그", "이", "여기", "거기"]
    if joints.contains(where: word.hasSuffix) { return false }
    return !turning.contains { word == $0 || word.hasPrefix($0) && word.count <= $0.count + 1 }
  }

  private func joined(_ before: [String], _ verb: String) -> String {
    (before + [verb]).joined(separator: " ")
  }

  // MARK: Requests

  private static let giving = [
    "주실수있을까요", "주실수있으세요", "주실수있나요", "주실수있어요", "주시겠어요", "주시면돼요", "주시면됩니다", "주시면감사하겠습니다", "주시면좋겠어요",
    "주실래요", "주세요",
    "주십시오", "주시길바랍니다", "주시기바랍니다", "줄수있어요", "줄수있어", "줄수있냐", "줄수있나", "줄래요", "줄래", "줘요", "줘", "주라",
    "주렴", "주면돼", "주면됨",
  ]

  private static let giftNouns: Set<String> = [
    "답장", "연락", "말씀", "전화", "회신", "의견", "공유", "답", "문자", "톡", "카톡", "메일",
  ]

  /// What I would do for them.
  private func promise() -> Clause? {
    // The request's tail may be written apart: 보내 주실 수 있을까요.
    for count in stride(from: min(5, words.count), through: 1, by: -1) {
      let tail = words.suffix(count).joined()
      let start = words.count - count
      for giving in Self.giving where tail.hasSuffix(giving) {
        let head = String(tail.dropLast(giving.count))
        let needed = words.suffix(count).dropFirst().joined().count
        // Only the first word of the tail may reach beyond the ending.
        guard needed <= giving.count || head.isEmpty else { continue }
        if head.isEmpty {
          guard start > 0 else { continue }
          return given(words[start - 1], before(start - 1, anyWord: true))
        }
        return given(head, before(start, most: 3, anyWord: true))
      }
    }
    guard let word = words.last else { return nil }
    if let refrained = refrained() { return refrained }
    for verb in KoreanVerbs.all where word == verb.joined + "라" {
      return future(verb, before(words.count - 1, most: 3, anyWord: true))
    }
    for verb in KoreanVerbs.all {
      for ending in ["요", "시면 돼요", ""] {
        let form = ending == "요" ? verb.asking + "요" : verb.joined
        guard !ending.isEmpty || verb.stem.count >= 2 || ["가", "오"].contains(verb.stem) else {
          continue
        }
        guard word == form else { continue }
        return future(verb, before(words.count - 1, most: 3, anyWord: true))
      }
      if words.count >= 2, ["돼요", "됩니다", "돼", "됨", "되세요"].contains(word),
        words[words.count - 2] == verb.honorific + "면" || words[words.count - 2] == verb.stem + "면"
      {
        return future(verb, before(words.count - 2, most: 3, anyWord: true))
      }
    }
    return nil
  }

  /// 늦지 마 → 안 늦을게.
  private func refrained() -> Clause? {
    let stops = ["마", "마라", "마세요", "말아요", "말아주세요", "마요"]
    guard let word = words.last else { return nil }
    var end = words.count - 1
    var head = ""
    if stops.contains(word), end > 0, words[end - 1].hasSuffix("지") {
      end -= 1
      head = String(words[end].dropLast())
    } else if let stop = stops.first(where: { word.hasSuffix("지" + $0) }) {
      head = String(word.dropLast(stop.count + 1))
    }
    guard let (prefix, verb) = KoreanVerbs.match(head, \.stem), verb.stem != "하" || !prefix.isEmpty
    else { return nil }
    let before = before(end, most: 2)
    let text = joined(before, prefix.isEmpty ? "안 " + verb.future + "게" : prefix + " 안 할게")
    return (text, text + "요", !before.isEmpty || !prefix.isEmpty)
  }

  private func future(_ verb: KoreanVerb, _ before: [String]) -> Clause {
    let mine = verb.turned.flatMap(KoreanVerbs.withStem) ?? verb
    let text = joined(before, mine.future + "게")
    return (text, text + "요", !before.isEmpty)
  }

  /// The object and a verb in 아 or 어 with 주다 behind it.
  private func given(_ form: String, _ before: [String]) -> Clause? {
    if form == "말씀해" {
      return (joined(before, "말해줄게"), joined(before, "말씀드릴게요"), !before.isEmpty)
    }
    if Self.giftNouns.contains(form) {
      return (joined(before, form + " 줄게"), joined(before, form + " 드릴게요"), true)
    }
    let own: Set<String> = [
      "확인해", "참고해", "준비해", "참석해", "조심해", "챙겨", "기다려", "들러", "와", "봐", "연락해", "말해", "생각해", "외워",
      "읽어", "지켜",
    ]
    if let (prefix, verb) = KoreanVerbs.match(form, \.joined) {
      if own.contains(form) || verb.turned != nil {
        let mine = verb.turned.flatMap(KoreanVerbs.withStem) ?? verb
        let text = joined(before, prefix + mine.future + "게")
        return (text, text + "요", !before.isEmpty || !prefix.isEmpty)
      }
      return (
        joined(before, form + "줄게"), joined(before, form + "드릴게요"),
        !before.isEmpty || !prefix.isEmpty
      )
    }
    return nil
  }

  // MARK: Permissions

  private func allowed() -> Clause? {
    guard
      let end = words.lastIndex(where: {
        $0.hasSuffix("도") || $0.hasSuffix("도돼") || $0.hasSuffix("도돼요") || $0.hasSuffix("도될까요")
          || $0.hasSuffix("도되나요")
      })
    else { return nil }
    guard let cut = words[end].range(of: "도", options: .backwards) else { return nil }
    let form = String(words[end][..<cut.lowerBound])
    guard let (prefix, verb) = KoreanVerbs.match(form, \.joined) else { return nil }
    let theirs = verb.turned.flatMap(KoreanVerbs.withStem) ?? verb
    var before = before(end)
    // 가지러 가도 돼: the purpose goes with the verb.
    if end > 0, words[end - 1].hasSuffix("러"), verb.turned != nil {
      before = self.before(end - 1) + [words[end - 1]]
    }
    let honorific = prefix + theirs.honorific
    guard Hangul.isSyllable(honorific.last) else { return nil }
    let polite = String(honorific.dropLast()) + "셔도 돼요"
    return (
      joined(before, prefix + theirs.joined + "도 돼"), joined(before, polite),
      !before.isEmpty || !prefix.isEmpty
    )
  }

  // MARK: Proposals

  private func together() -> Clause? {
    guard let word = words.last else { return nil }
    if ["어때", "어때요", "어떠세요", "어떨까", "어떨까요", "콜"].contains(word) || word == "괜찮아" || word == "괜찮으세요"
    {
      let end = words.count - (words.count > 1 && words[words.count - 2] == "어때" ? 2 : 1)
      var kept = before(end)
      guard let last = kept.popLast() else { return nil }
      for particle in ["에", "은", "는", "이", "가"]
      where KoreanSlots.stem(last).map({ $0 + particle == last }) ?? false {
        kept.append(String(last.dropLast(particle.count)))
        let text = joined(kept, "좋아")
        return (text, text + "요", true)
      }
      let text = joined(kept + [last], "좋아")
      return (text, text + "요", true)
    }
    for verb in KoreanVerbs.all {
      let forms = [
        verb.future + "까요", verb.future + "까", verb.future + "래요", verb.future + "래", verb.together,
        verb.formalTogether + "시다", verb.honorific + "죠", verb.stem + "죠",
        String(verb.honorific.dropLast()) + "실까요", String(verb.honorific.dropLast()) + "실래요",
      ]
      for form in forms where word.hasSuffix(form) {
        let prefix = String(word.dropLast(form.count))
        guard prefix.isEmpty || verb.stem == "하" && prefix.count >= 2 else { continue }
        let kept = before(words.count - 1, most: 3, anyWord: true)
        if verb.stem == "하", prefix.isEmpty, kept.isEmpty { return nil }
        return (
          joined(kept, prefix + verb.together), joined(kept, prefix + verb.joined + "요"),
          !kept.isEmpty || !prefix.isEmpty
        )
      }
    }
    return nil
  }

  // MARK: Yes

  /// 오늘 안에 가능해요? → 오늘 안에 가능해요.
  private func affirmed() -> Clause? {
    guard let word = words.last else { return nil }
    let able = ["가능해", "가능하세요", "가능해요", "가능할까요", "가능하신가요", "가능함", "가능할까", "가능한가요", "가능하실까요"]
    let fine = ["괜찮으세요", "괜찮아", "괜찮아요", "괜찮으실까요", "괜찮을까요", "괜찮을까", "괜찮으신가요"]
    let kept = before(words.count - 1)
    guard !kept.isEmpty else { return nil }
    if able.contains(word) {
      let text = joined(kept, "가능해")
      return (text, text + "요", true)
    }
    if fine.contains(word) {
      let text = joined(kept, "괜찮아")
      return (text, text + "요", true)
    }
    // 내일 수업 오시죠? 갈 거지?
    for verb in KoreanVerbs.all where verb.turned != nil {
      let forms = [
        verb.joined, verb.joined + "요", verb.honorific.dropLast() + "시죠", verb.asking + "요",
        verb.stem + "지",
        verb.stem + "냐", verb.future + "거야", String(verb.honorific.dropLast()) + "시나요",
      ].map { String($0) }
      guard forms.contains(word) else { continue }
      let mine = verb.turned.flatMap(KoreanVerbs.withStem) ?? verb
      let text = joined(kept, mine.future + "게")
      return (text, text + "요", true)
    }
    return nil
  }

  // MARK: Choices

  /// The sides of 카드로 할까요 아니면 현금으로 할까요, 김밥이랑 라면 중에.
  private func sides() -> (String, String)? {
    if let middle = words.firstIndex(where: {
      $0 == "아니면" || $0 == "vs" || $0 == "VS" || $0 == "아님"
    }),
      middle > 0, middle + 1 < words.count
    {
      guard let first = noun(words[..<middle].reversed()),
        let second = noun(Array(words[(middle + 1)...])),
        first != second
      else { return nil }
      return (first, second)
    }
    if let among = words.firstIndex(where: { $0 == "중에" || $0 == "중" || $0 == "중에서" || $0 == "둘" }),
      among >= 2
    {
      guard let second = noun([words[among - 1]]) else { return nil }
      for particle in ["이랑", "하고", "랑", "과", "와"] where words[among - 2].hasSuffix(particle) {
        let first = String(words[among - 2].dropLast(particle.count))
        return first.isEmpty ? nil : (first, second)
      }
    }
    // 카드로 할까요 현금으로 할까요.
    let marked = words.compactMap { word -> String? in
      for particle in ["으로", "로"] where word.hasSuffix(particle) {
        let stem = String(word.dropLast(particle.count))
        if KoreanNouns.kind(of: stem) != nil || stem.count >= 2 { return stem }
      }
      return nil
    }
    if marked.count >= 2, marked[0] != marked[1] { return (marked[0], marked[1]) }
    return nil
  }

  private func noun(_ words: [String]) -> String? {
    for word in words.prefix(3) where isSayable(word) {
      if let (_, time) = KoreanSlots.time(in: [word], at: 0) { return time.text }
      guard let stem = KoreanSlots.stem(word) else { continue }
      for particle in ["으로", "로", "을", "를"] where stem == word && word.hasSuffix(particle) {
        return String(word.dropLast(particle.count))
      }
      return stem
    }
    return nil
  }
}
