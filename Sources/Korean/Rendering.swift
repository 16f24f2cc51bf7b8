/// What a sentence does.
package enum KoreanMood: Hashable, Sendable {
  case statement, question, command, proposal
}

extension Predicate {
  /// The word again, in another speech level.
  package func rendered(_ level: KoreanLevel, _ mood: KoreanMood) -> String {
    guard isCopula, stem.text == "이" else { return prefix + form(level, mood) }
    var read = self
    read.prefix = ThingNouns.noun(prefix, level)
    // 갈 거잖아? asks for a yes.
    if level == .formal, mood == .question, ending == .known, prefix.hasSuffix("거") {
      return prefix.dropLast() + "것 아닙니까"
    }
    return ThingNouns.joined(read.prefix, read.form(level, mood))
  }

  private func form(_ level: KoreanLevel, _ mood: KoreanMood) -> String {
    switch level {
    case .casual: casual(mood)
    case .plain: plainStyle(mood)
    case .polite: polite(mood)
    case .formal: formalStyle(mood)
    }
  }

  // MARK: 해체

  private func casual(_ mood: KoreanMood) -> String {
    let base = base
    switch ending {
    case .plain:
      if mood == .proposal { return base.direct("자") }
      if isCopula, !isPast { return copula("아니야", "이야", "야") }
      return base.infinitive
    case .command: return base.infinitive
    case .proposal: return base.direct("자")
    case .promise: return base.soft("ㄹ게")
    case .wonder: return soft("ㄹ까")
    case .want: return base.soft("ㄹ래")
    case .notice: return direct("네")
    case .tag: return direct("지")
    case .reason: return direct("거든")
    case .known: return direct("잖아")
    case .ground: return ground
    case .recall: return direct(endingText == "던데" ? "던데" : "더라")
    case .guess: return soft("ㄹ걸")
    case .question:
      if endingText == "나" || endingText == "니" {
        return isCopula ? copula("아니야", "이야", "야") : base.infinitive
      }
      return asked
    case .exclamation: return direct("네")
    case .nominal: return isCopula && !isPast ? copula("아니야", "이야", "야") : base.infinitive
    case .hearsay: return joined.replacing("답니다", with: "대")
    case .link: return endingText == "야죠" ? base.infinitive + "야지" : joined
    }
  }

  // MARK: 해요체

  private func polite(_ mood: KoreanMood) -> String {
    let base = base
    switch ending {
    case .plain, .nominal:
      if isCopula, !isPast { return copula("아니에요", "이에요", "예요") }
      if mood == .command { return stem.kind == .adjective ? base.infinitive + "요" : command("세요") }
      return respectful
    case .command: return command("세요")
    case .proposal: return base.infinitive + "요"
    case .promise: return base.soft("ㄹ게요")
    case .wonder: return soft("ㄹ까요")
    case .want:
      return mood == .question && !stem.text.hasSuffix("시")
        ? (isHonorific ? base : base.honored).soft("ㄹ래요") : base.soft("ㄹ래요")
    case .notice: return direct("네요")
    case .tag: return direct("죠")
    case .reason: return direct("거든요")
    case .known: return direct("잖아요")
    case .ground: return ground + "요"
    case .recall: return direct(endingText == "던데" ? "던데요" : "더라고요")
    case .guess: return soft("ㄹ걸요")
    case .question:
      if ["나", "니", "냐"].contains(endingText) {
        return isCopula ? copula("아니에요", "이에요", "예요") : respectful
      }
      return asked + "요"
    case .exclamation: return direct("네요")
    case .hearsay: return joined.replacing("답니다", with: "대") + "요"
    case .link:
      if endingText == "야지" || endingText == "야죠" { return base.infinitive + "야죠" }
      return joined + "요"
    }
  }

  /// 해요 and 하세요.
  private var respectful: String {
    if isHonorific, !isPast, !isProspective { return stem.soft("세요") }
    if stem.text.hasSuffix("시"), stem.text.count > 1, !isPast, !isProspective,
      stem.kind != .adjective,
      ["계시", "드시", "주무시", "잡수시"].contains(stem.text)
    {
      return Stem(String(stem.text.dropLast())).direct("세요")
    }
    return base.infinitive + "요"
  }

  private func command(_ ending: String) -> String {
    let special = ["먹": "드", "자": "주무", "있": "계"]
    if let front = special[stem.text], prefix.isEmpty { return front + ending }
    if stem.text.hasSuffix("시"), stem.text.count > 1, ["계시", "드시", "주무시"].contains(stem.text) {
      return String(stem.text.dropLast()) + ending
    }
    return stem.soft(ending)
  }

  // MARK: 합니다체

  private func formalStyle(_ mood: KoreanMood) -> String {
    let base = base
    let isAsked = mood == .question
    switch ending {
    case .plain, .notice, .exclamation, .nominal, .reason:
      if mood == .command, ending == .plain { return command("십시오") }
      return formalBase(isAsked ? "니까" : "니다")
    case .recall: return isAsked ? direct("던가요") : direct("더군요")
    case .command: return command("십시오")
    case .proposal: return base.soft("ㅂ시다")
    case .promise: return base.prospective.formal("니다")
    case .wonder: return soft("ㄹ까요")
    case .want:
      return isAsked
        ? (isHonorific ? base : base.honored).prospective.formal("니까")
        : base.prospective.formal("니다")
    case .tag: return formalBase(isAsked ? "니까" : "니다")
    case .known: return isAsked || !isCopula ? direct("지 않습니까") : formalBase("니다")
    case .ground: return isAsked ? formalBase("니까") : formalBase("니다") + "만"
    case .guess: return soft("ㄹ 것 같습니다")
    case .question: return formalBase("니까")
    case .hearsay: return reported + " 합니다"
    case .link:
      if endingText == "야지" || endingText == "야죠" { return base.infinitive + "야 합니다" }
      return joined + "요"
    }
  }

  private func formalBase(_ tail: String) -> String {
    guard isCopula, !isPast, !isProspective, stem.text == "이" else { return base.formal(tail) }
    return "입" + tail
  }

  // MARK: 해라체

  private func plainStyle(_ mood: KoreanMood) -> String {
    let base = base
    switch ending {
    case .plain, .notice, .exclamation, .nominal, .tag, .reason, .known:
      if mood == .question { return isCopula ? direct("냐") : base.direct("냐") }
      if mood == .command { return base.infinitive + "라" }
      return isCopula && !isPast ? copula("아니다", "이다", "다") : base.plain
    case .command: return base.infinitive + "라"
    case .proposal: return base.direct("자")
    case .promise, .want: return base.prospective.direct("다")
    case .recall: return direct("더라")
    case .question: return isCopula ? direct("냐") : base.direct("냐")
    default: return casual(mood)
    }
  }

  // MARK: Parts

  private func copula(_ negated: String, _ closed: String, _ open: String) -> String {
    if stem.text == "아니" { return negated }
    return Hangul.isClosed(prefix.last) ?? !Particles.endsOpen(prefix) ? closed : open
  }

  /// The base with an ending that joins directly; 이 falls after a vowel (뭐지).
  private func direct(_ text: String) -> String {
    guard isCopula, stem.text == "이", !isPast, !isProspective else { return base.direct(text) }
    return (Particles.endsOpen(prefix) ? "" : "이") + text
  }

  private func soft(_ text: String) -> String { base.soft(text) }

  private var ground: String {
    if isCopula, !isPast { return base.soft("ㄴ데") }
    return base.modifier + "데"
  }

  private var asked: String {
    switch endingText {
    case "ㄹ지": return soft("ㄹ지")
    case "는지", "ㄴ지", "인지", "지": return base.modifier + "지"
    default:
      return isPast || isProspective
        ? base.direct("나")
        : stem.kind == .verb || stem.kind == .existence ? base.direct("나") : base.soft("ㄴ가")
    }
  }

  /// 온대 as 온다고.
  private var reported: String {
    let long = ["대": "다고", "래": "라고", "재": "자고", "냬": "냐고"]
    let word = joined
    guard let last = word.last, let full = long[String(last)] else { return word }
    return word.dropLast() + full
  }

  /// The word with its own ending.
  private var joined: String {
    for row in EndingRow.all where row.text == endingText && !isCopula {
      switch row.joint {
      case .direct: return base.direct(endingText)
      case .soft: return base.soft(endingText)
      case .infinitive: return base.infinitive + endingText
      }
    }
    return endingText.hasSuffix("요") ? String(endingText.dropLast()) : endingText
  }
}
