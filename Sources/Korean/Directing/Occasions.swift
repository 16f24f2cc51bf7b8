/// Well-made forms for what is asked with a noun (생일 축하, 약속 취소), filled with the order's own words.
///
/// A form holds nothing that the order lacks; an occasion without its slot has no form.
struct Occasions: Sendable {
  let manner: KoreanManner

  private func pick(_ casual: String, _ polite: String, _ formal: String) -> String {
    switch manner.level {
    case .casual, .plain: casual
    case .polite: polite
    case .formal: formal
    }
  }

  /// The sentences for the order, or `nil` where its words fit no occasion.
  func sentences(_ words: [String], act: AskWords.Act) -> [String]? {
    var words = words
    var act = act
    let isConfirmation = words.last?.hasPrefix("확인") ?? false
    // The noun of the act may stand in the words: 생일 축하 (메시지 써줘).
    if let last = words.last, let found = AskWords.actNoun(last) {
      if act == .tell || act == .greet || act == found {
        act = found
        words.removeLast()
      }
    }
    if words.last == "것" || words.last == "거", words.count > 1 { words[words.count - 1] = "거" }
    if words.contains(where: { $0.hasPrefix("안부") }) { act = .inquire }
    words.removeAll { KoreanManner.colour(named: $0) != nil || $0.hasPrefix("안부") }
    if let greeting = greeting(words, act) { return greeting }
    if act == .congratulate || act == .thank, described(words) != nil, !Self.isThing(words.last) {
      words.append("거")
    }
    let thing = words.joined(separator: " ")
    switch act {
    case .congratulate:
      return [
        "\(thing.isEmpty ? "" : Self.bare(words) + " ")\(warmly)\(pick("축하해", "축하드려요", "축하드립니다"))!"
      ]
    case .thank:
      guard !thing.isEmpty else { return [pick("고마워", "감사해요", "감사합니다")] }
      return ["\(Self.bare(words)) \(warmly)\(pick("고마워", "감사해요", "감사합니다"))"]
    case .apologise:
      guard !thing.isEmpty else { return [pick("미안해", "죄송해요", "죄송합니다")] }
      return ["\(reason(words) ?? Self.bare(words)) \(warmly)\(pick("미안해", "죄송해요", "죄송합니다"))"]
    case .refuse:
      guard !thing.isEmpty else {
        return [pick("미안한데 어려울 것 같아", "죄송하지만 어려울 것 같아요", "죄송하지만 어려울 것 같습니다")]
      }
      return [
        pick("미안한데 ", "죄송하지만 ", "죄송하지만 ")
          + Particles.attach(.topic, to: Self.bare(words))
          + pick(" 어려울 것 같아", " 어려울 것 같아요", " 어려울 것 같습니다")
      ]
    case .cancel:
      guard !thing.isEmpty else { return nil }
      return [
        pick("미안한데 ", "죄송하지만 ", "죄송하지만 ") + Self.bare(words)
          + pick(" 취소해야 할 것 같아", " 취소해야 할 것 같아요", " 취소해야 할 것 같습니다")
      ]
    case .postpone:
      guard !thing.isEmpty else { return nil }
      return [
        Self.bare(words) + pick(" 미룰 수 있을까?", " 미룰 수 있을까요?", " 미뤄 주실 수 있을까요?")
      ]
    case .invite:
      guard !thing.isEmpty else { return nil }
      return [
        Self.bare(words) + pick("에 초대할게", "에 초대할게요", "에 초대합니다"),
        pick("와 줘!", "와 주세요!", "와 주시면 감사하겠습니다"),
      ]
    case .comfort: return comforted(words)
    case .cheer:
      guard !thing.isEmpty else { return [pick("응원할게! 힘내", "응원할게요! 힘내세요", "응원하겠습니다")] }
      return [Self.bare(words) + pick(" 응원할게! 힘내", " 응원할게요! 힘내세요", " 응원하겠습니다")]
    case .request:
      guard !thing.isEmpty else { return nil }
      return [Self.bare(words) + pick(" 부탁해", " 부탁드려요", " 부탁드립니다")]
    case .ask where isConfirmation:
      guard !thing.isEmpty else { return nil }
      return [Self.bare(words) + pick(" 확인 부탁해", " 확인 부탁드려요", " 확인 부탁드립니다")]
    case .ask:
      guard !thing.isEmpty else { return nil }
      let topic = Self.bare(words)
      return [
        topic
          + pick(
            " 알려줄 수 있어?", " 알려주실 수 있을까요?", " 알려주실 수 있을까요?")
      ]
    case .praise:
      guard !thing.isEmpty else { return [pick("정말 잘했어!", "정말 잘하셨어요!", "정말 잘하셨습니다")] }
      if words.last?.hasPrefix("잘") ?? false, let (front, stem) = described(words) {
        let read = Predicate(
          prefix: front, stem: stem, isHonorific: manner.level.isPolite, isPast: true,
          ending: .plain, level: .casual)
        return [read.rendered(manner.level, .statement) + "!"]
      }
      return [Self.bare(words) + pick(" 정말 잘했어!", " 정말 잘하셨어요!", " 정말 훌륭했습니다")]
    case .dun:
      guard !thing.isEmpty else { return nil }
      return [Self.bare(words) + pick(" 언제쯤 될까?", " 언제쯤 가능할까요?", " 언제쯤 가능하실까요?")]
    case .inquire where !words.isEmpty:
      return [
        Particles.attach(.topic, to: Self.bare(words))
          + pick(" 잘 지내?", " 잘 지내세요?", " 잘 지내십니까?")
      ]
    case .inquire: return [pick("잘 지내?", "잘 지내고 계세요?", "잘 지내고 계십니까?")]
    case .propose, .tell, .greet: return nil
    }
  }

  /// 거 and 일, after which nothing need be added.
  private static func isThing(_ word: String?) -> Bool {
    ["거", "것", "일", "점", "데"].contains(word)
  }

  private var warmly: String {
    switch manner.colour {
    case .warm, .courteous, .gentle: manner.level.isPolite ? "진심으로 " : "정말 "
    default: ""
    }
  }

  /// Greetings of the year and of the day.
  private func greeting(_ words: [String], _ act: AskWords.Act) -> [String]? {
    guard act == .greet || act == .tell || act == .congratulate else { return nil }
    let thing = words.joined(separator: " ")
    switch thing {
    case "새해", "새해 인사", "신년", "설날", "설", "새해 복":
      guard act != .congratulate else { return nil }
      return [pick("새해 복 많이 받아!", "새해 복 많이 받으세요!", "새해 복 많이 받으시기 바랍니다")]
    case "추석", "명절", "한가위", "크리스마스", "성탄절":
      return [pick("\(thing) 잘 보내!", "즐거운 \(thing) 보내세요!", "즐거운 \(thing) 보내시기 바랍니다")]
    case "" where act == .greet: return [pick("안녕", "안녕하세요", "안녕하세요")]
    case "밤", "굿나잇", "잘자라는", "취침": return [pick("잘 자!", "안녕히 주무세요!", "안녕히 주무십시오")]
    case "아침": return [pick("좋은 아침!", "좋은 아침이에요!", "좋은 아침입니다")]
    default: return nil
    }
  }

  /// 면접 떨어진 is 면접 떨어져서.
  private func comforted(_ words: [String]) -> [String]? {
    let heart = pick("속상하지? 힘내", "속상하시죠? 힘내세요", "마음이 많이 아프시겠습니다")
    guard !words.isEmpty else { return [pick("많이 힘들지? 힘내", "많이 힘드시죠? 힘내세요", "많이 힘드시죠? 힘내십시오")] }
    if let reason = reason(words) { return [reason + " " + heart] }
    return [Self.bare(words) + " 때문에 " + heart]
  }

  /// Words that end in a form before a noun as a reason: 실수한 거 is 실수해서, 떨어진 is 떨어져서.
  private func reason(_ words: [String]) -> String? {
    described(words).map { $0.front + $0.stem.infinitive + "서" }
  }

  /// What comes before the stem of a last word in ㄴ, and that stem: 발표 잘 and 하 of 발표 잘한.
  private func described(_ words: [String]) -> (front: String, stem: Stem)? {
    var words = words
    while let last = words.last,
      ["거", "것", "일", "데", "점", "거에", "것에", "대해", "대해서", "대한", "걸"].contains(last)
    {
      words.removeLast()
    }
    guard let last = words.last else { return nil }
    // 못 가는 거: the present.
    if last.hasSuffix("는"), last.count > 1,
      let match = Lexicon.match(String(last.dropLast()), .direct)
    {
      words[words.count - 1] = match.prefix
      return (words.joined(separator: " "), match.stem)
    }
    let letters = Hangul.letters(last)
    guard letters.last == Letter.finalN else { return nil }
    var body = Hangul.text(letters.dropLast())
    if body.hasSuffix("시"), body.count > 1 { body = String(body.dropLast()) }
    guard let match = Lexicon.match(body, .soft, surely: body.count > 2) else { return nil }
    words[words.count - 1] = match.prefix
    return (words.joined(separator: " "), match.stem)
  }

  /// 돈 빌려달라는 부탁 as what one cannot do: 돈 빌려주는 건 어려울 것 같아.
  func refused(_ clause: IndirectClause) -> String {
    let read = clause.predicate
    let words = clause.front + [read.prefix + read.stem.modifier, "건"]
    return pick("미안한데 ", "죄송하지만 ", "죄송하지만 ") + words.joined(separator: " ")
      + pick(" 어려울 것 같아", " 어려울 것 같아요", " 어려울 것 같습니다")
  }

  /// The words without the particle of the last one and without 에 대한.
  private static func bare(_ words: [String]) -> String {
    var words = words
    if words.count > 2, ["대해", "대한", "대해서", "관해", "관한"].contains(words.last) { words.removeLast() }
    guard let last = words.last else { return "" }
    for particle in ["에", "을", "를", "의"] where last.hasSuffix(particle) && last.count > 2 {
      words[words.count - 1] = String(last.dropLast())
      break
    }
    return words.joined(separator: " ")
  }
}
