/// What must agree with the word before it: 은 or 는, 이 or 가, 으로 or 로; is or are.
enum FittingParticle {
  private static let open: [String: String] = [
    "은": "는", "이": "가", "을": "를", "과": "와", "이랑": "랑", "으로": "로", "이면": "면", "이라니": "라니", "이야": "야",
  ]

  /// The form of a particle, named by its form after a consonant, behind the text.
  static func form(_ particle: String, after text: String) -> String {
    if particle == "에" {
      // 오늘, 내일 and 모레 are adverbs already.
      return ["오늘", "내일", "모레", "낼", "글피"].contains(where: text.hasSuffix) ? "" : particle
    }
    guard let open = open[particle] else { return verb(particle, after: text) }
    switch ending(of: text) {
    case .open: return open
    case .rieul: return particle == "으로" ? open : particle
    case .closed: return particle
    }
  }

  /// " is" after the invoice, " are" after the keys.
  private static func verb(_ verb: String, after text: String) -> String {
    let last = text.split(separator: " ").last?.lowercased() ?? ""
    let isPlural = last.hasSuffix("s") && !last.hasSuffix("ss") && last != "bus"
    guard isPlural else { return " " + verb }
    switch verb {
    case "is": return " are"
    case "was": return " were"
    default: return " " + (verb.hasSuffix("s") ? String(verb.dropLast()) : verb)
    }
  }

  private enum Ending { case open, rieul, closed }

  /// How the last sound of a text ends, as it is read aloud: 1203호 ends open, 7 in ㄹ, PPT open.
  private static func ending(of text: String) -> Ending {
    guard let last = text.last(where: { $0.isLetter || $0.isNumber }) else { return .open }
    if let syllable = HangulSyllable(last) {
      return syllable.tail == 0
        ? .open : syllable.tail == HangulSyllable.rieul ? .rieul : .closed
    }
    if "178".contains(last) { return .rieul }
    if "036".contains(last) { return .closed }
    if last.isNumber { return .open }
    if "lrLR".contains(last) { return .rieul }
    return "mnbpkMN".contains(last) ? .closed : .open
  }
}
