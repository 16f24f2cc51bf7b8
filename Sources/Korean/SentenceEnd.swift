/// Tells the words that end a sentence although no mark says so.
enum SentenceEnd {
  /// Whether `word` can only be the end of a sentence, given the words around it.
  static func isSure(_ word: String, after previous: String?, before next: String) -> Bool {
    guard let read = PredicateReader.read(word) else { return false }
    switch read.level {
    case .polite: return !next.hasPrefix("말고")
    case .formal: return !isFollowUp(next)
    case .plain:
      // 다 is also an adverb and a connective: 했다 하면, 들렀다 가야 돼.
      if read.isPast, read.ending == .plain, isMotion(next) { return false }
      return (read.ending != .plain || read.isPast || read.isCopula || read.stem.kind != .verb)
        && word.count > 1 && !isFollowUp(next)
    case .casual: break
    }
    switch read.ending {
    case .promise:
      // 챙길게 많다 is 챙길 것이 많다.
      return !isFollowUp(next) && !["많", "없", "있", "너무"].contains(where: next.hasPrefix)
    case .reason, .known, .want: return !isFollowUp(next)
    case .notice: return read.isPast || read.stem.kind != .verb || read.isCopula
    case .wonder: return !isFollowUp(next) && !next.hasPrefix("말까") && !next.hasPrefix("고민")
    case .proposal, .command: return word.count > 1 && !isFollowUp(next)
    case .hearsay:
      return (read.endingText.count == 1 || read.endingText == "ㄴ대") && !isFollowUp(next)
        && !["있", "없", "더"].contains(where: next.hasPrefix)
    case .nominal:
      return read.endingText != "기"
        && (read.isPast || read.isCopula || read.stem.text.count > 1 || !read.prefix.isEmpty)
        && !isFollowUp(next)
    case .question:
      return ["냐", "이냐"].contains(read.endingText) && word.count > 1 && !isFollowUp(next)
    case .recall: return word.hasSuffix("더라") || word.hasSuffix("더라고") && !isFollowUp(next)
    case .plain: break
    default: return false
    }
    if read.isPast { return true }
    if read.isProspective { return !isFollowUp(next) }
    if read.isCopula {
      return
        (read.prefix.hasSuffix("거") || Hangul.isClosed(read.prefix.last) != false
        || ["뭐", "어디", "언제", "누구"].contains(read.prefix)) && !isFollowUp(next)
    }
    if read.stem.kind == .existence { return !isAuxiliary(next) }
    if read.stem.kind == .adjective { return !isAuxiliary(next) && word.count > 1 }
    let asked = previous.map { ["안", "못"].contains($0) || "면도야".contains($0.last ?? " ") } ?? false
    if asked, ["되", "하"].contains(read.stem.text) { return !isAuxiliary(next) }
    if read.stem.text == "주", previous != nil { return !isAuxiliary(next) }
    if ["모르", "알", "알겠"].contains(read.stem.text) { return !isAuxiliary(next) }
    return false
  }

  /// A word that goes on with what an ending began: 할까 싶어, 간다 하면.
  private static func isFollowUp(_ word: String) -> Bool {
    ["싶", "하", "해", "했", "봐", "보", "말", "그러", "치"].contains { word.hasPrefix($0) }
  }

  /// Going or coming, before which 들렀다 is short for 들렀다가.
  private static func isMotion(_ word: String) -> Bool {
    ["가야", "가서", "가려", "갈", "간다", "갔", "와야", "와서", "오려", "올게", "올까", "온다", "왔"].contains {
      word.hasPrefix($0)
    }
  }

  /// An auxiliary verb, before which a form in 아/어 does not end.
  private static func isAuxiliary(_ word: String) -> Bool {
    [
      "보", "봐", "봤", "볼", "주", "줘", "줄", "두", "둬", "둘", "둔", "뒀", "드", "본", "놔", "놓", "버", "있", "가",
      "갈", "갔", "와", "올", "왔",
      "내", "지", "져", "하", "해", "했", "할", "먹", "드", "대", "야", "싶", "죽", "미치",
    ].contains { word.hasPrefix($0) }
  }
}
