/// Swaps stems that have a respectful or a humble twin: 먹다 드시다, 자다 주무시다, 주다 드리다.
enum Honorifics {
  /// The predicate as one says it to somebody above: respect for the other's doing, humility for one's own.
  static func raised(_ read: Predicate, _ cues: SentenceCues, previous: String?) -> Predicate {
    let original = read
    var read = read
    let mood = cues.mood(read)
    if read.ending == .promise || cues.isOwn && read.ending == .wonder {
      return humble(read)
    }
    guard mood == .question || mood == .command, !read.isHonorific else { return read }
    guard isOthersDoing(read, cues, mood) else { return read }
    switch read.stem.text {
    case "먹" where read.prefix.isEmpty: read.stem = Stem("드시")
    case "자" where read.prefix.isEmpty: read.stem = Stem("주무시")
    case "있" where mood == .command || cues.isBare && ["집에", "어디"].contains(previous):
      read.stem = Stem("계시", .regular, .existence)
    case "물어보": break
    default:
      if mood == .question, read.ending != .want { read.isHonorific = true }
      if read.stem.text == "마시" { read = original }
    }
    return read
  }

  /// Whether a question or an order is about what the other does.
  private static func isOthersDoing(
    _ read: Predicate, _ cues: SentenceCues, _ mood: KoreanMood
  ) -> Bool {
    if mood == .command { return true }
    switch read.ending {
    case .plain, .question, .want: break
    default: return false
    }
    if read.ending == .want { return true }
    if read.isCopula || cues.isOwn { return false }
    if read.stem.text == "어떻" { return true }
    if cues.isYours { return true }
    if cues.hasSubject { return false }
    if read.stem.text == "괜찮" { return cues.wordCount <= 2 }
    if read.stem.kind == .existence { return read.stem.text == "있" && !cues.asksWhere }
    if read.stem.kind == .adjective { return read.stem.text == "바쁘" || read.stem.text == "아프" }
    if ["되", "나", "끝나", "열리", "맞", "지", "걸리", "오르", "떨어지", "생기", "시작하"].contains(read.stem.text) {
      return false
    }
    if ["알", "기억하", "먹", "자", "주"].contains(read.stem.text) { return true }
    return cues.isBare && cues.wordCount <= 5 && !cues.asksHow
  }

  /// One's own doing for the other: 줄게 → 드릴게.
  static func humble(_ read: Predicate) -> Predicate {
    var read = read
    switch read.stem.text {
    case "주": read.stem = Stem("드리")
    case "물어보": read.stem = Stem("여쭤보")
    default:
      if read.stem.text.count > 1, read.stem.text.hasSuffix("주") {
        read.stem = Stem(read.stem.text.dropLast() + "드리")
      }
    }
    return read
  }

  /// The predicate as one says it to a friend.
  static func lowered(_ read: Predicate, _ cues: SentenceCues) -> Predicate {
    var read = read
    read.isHonorific = false
    read.stem = lowered(read.stem, prefix: read.prefix)
    // 쉬겠습니다 of oneself is a promise; 오겠습니다 of the weather is not.
    if read.isProspective, read.ending == .plain, !cues.hasSubject, read.stem.kind == .verb,
      !["알", "모르", "되"].contains(read.stem.text)
    {
      read.isProspective = false
      read.ending = cues.isQuestion ? .want : .promise
    }
    if read.ending == .proposal || read.ending == .tag && read.endingText == "시죠" {
      read.ending = .proposal
    }
    return read
  }

  static func lowered(_ stem: Stem, prefix: String) -> Stem {
    // 조율드립니다 is 조율합니다, 보내드립니다 is 보내줍니다, 갖다드립니다 is 갖다줍니다.
    if stem.text == "드리", !prefix.isEmpty,
      !["갖다", "져다", "려다", "셔다"].contains(where: prefix.hasSuffix),
      !Lexicon.isInfinitive(prefix) || prefix.hasSuffix("안내")
    {
      return Stem("하", .ha)
    }
    if let plain = plain[stem.text] { return plain }
    guard stem.text.hasSuffix("드리"), stem.text.count > 2 else { return stem }
    let front = String(stem.text.dropLast(2))
    return Lexicon.isInfinitive(front) && front != "부탁" ? Stem(front + "주") : Stem(front + "하", .ha)
  }

  static let plain: [String: Stem] = [
    "드시": Stem("먹"), "잡수시": Stem("먹"), "주무시": Stem("자"), "계시": Stem("있", .regular, .existence),
    "드리": Stem("주"), "뵙": Stem("보"), "여쭤보": Stem("물어보"), "여쭈": Stem("묻", .d), "모시": Stem("데려가"),
    "말씀드리": Stem("말하", .ha), "감사드리": Stem("고맙", .b, .adjective),
  ]
}
