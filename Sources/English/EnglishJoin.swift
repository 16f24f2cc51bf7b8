/// Joins what one person says into sentences that read well.
struct EnglishJoin: Sendable {
  let name: String
  let pronouns: EnglishPronouns

  /// The longest sentence of several parts, in words.
  private static let longest = 32

  func sentences(_ told: [EnglishTold]) -> [String] {
    var made: [String] = []
    var index = 0
    var isNamed = false
    let isNamedLater = told.contains { $0.form == .own }
    func subject(_ isFull: Bool = false) -> String {
      defer { isNamed = true }
      return isNamed && pronouns.isThird && !isFull ? pronouns.subject : name
    }
    while index < told.count {
      let first = told[index]
      index += 1
      switch first.form {
      case .decision:
        made.append(first.text)
      case .quote(let isQuestion):
        if first.isNote, !made.isEmpty {
          if first.text.contains(" ") || first.text.contains(where: \.isNumber) {
            let isFirst = !made[made.count - 1].contains("; ")
            made[made.count - 1] += (isFirst ? "; " : ", ") + Self.note(first.text)
          }
          continue
        }
        var words = [Self.quoted(first.text, isQuestion)]
        while index < told.count, case .quote(let isQuestion) = told[index].form {
          words.append(Self.quoted(told[index].text, isQuestion))
          index += 1
        }
        made.append("\(subject(true)): \"\(words.joined(separator: " "))\"")
      case .fact:
        let isPlain = first.isAttributed || (isNamed || isNamedLater) && !first.isOfGroup
        if isPlain {
          made.append(first.text)
        } else if first.text.first?.isUppercase ?? false, !first.isAboutOther {
          // A word that may be a name or not keeps its capital after a colon.
          made.append("\(subject(true)): \(first.text)")
        } else {
          made.append("\(subject()) says \(first.text)")
        }
        if !isPlain || first.isAttributed { isNamed = true }
      case .own:
        var parts = [first]
        while index < told.count, told[index].form == .own, parts.count < 3,
          parts.reduce(told[index].count, { $0 + $1.count }) <= Self.longest,
          Self.joins(parts[parts.count - 1], told[index])
        {
          parts.append(told[index])
          index += 1
        }
        made.append("\(subject()) \(Self.joined(parts))")
      }
    }
    return made.map(EnglishText.sentence)
  }

  /// Whether two parts can share their subject: after a comma or a question they would be misread.
  private static func joins(_ first: EnglishTold, _ second: EnglishTold) -> Bool {
    if let asked = asked(first) { return asked == self.asked(second) && !first.text.contains(",") }
    return !first.text.contains(",") && !first.text.hasPrefix("asks ")
      && !first.text.hasPrefix("says ")
  }

  /// asks Pavel, of "asks Pavel to bring milk".
  private static func asked(_ told: EnglishTold) -> Substring? {
    guard told.text.hasPrefix("asks "), let end = told.text.firstRange(of: " to ") else {
      return nil
    }
    let asked = told.text[..<end.lowerBound]
    guard asked.split(separator: " ").count < 4 else { return nil }
    return asked.hasSuffix(" not") ? asked.dropLast(4) : asked
  }

  private static func joined(_ parts: [EnglishTold]) -> String {
    var text = parts[0].text
    for (index, part) in parts.enumerated().dropFirst() {
      let isLast = index == parts.count - 1
      let link = part.link == "but" ? " but " : isLast ? " and " : ", "
      var next = part.text[...]
      if let asked = asked(parts[index - 1]) { next = next.dropFirst(asked.count + 1) }
      text += link + next
    }
    return text
  }

  private static func note(_ text: String) -> String {
    var word = text
    while let last = word.last, ",;:.!?…- ".contains(last) { word.removeLast() }
    let first = word.prefix { !$0.isWhitespace }
    return EnglishDropped.isCommon(first.lowercased())
      ? first.lowercased() + word.dropFirst(first.count) : word
  }

  private static func quoted(_ text: String, _ isQuestion: Bool) -> String {
    var text = text.filter { $0 != "\"" && $0 != "“" && $0 != "”" }
    while let last = text.last, ",;:.!?…- ".contains(last) { text.removeLast() }
    return EnglishText.capitalised(text) + (isQuestion ? "?" : ".")
  }
}
