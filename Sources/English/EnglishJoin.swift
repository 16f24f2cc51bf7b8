/// Joins what one person says into sentences that read well.
struct EnglishJoin: Sendable {
  let name: String

  func sentences(_ told: [EnglishTold]) -> [String] {
    var made: [String] = []
    var index = 0
    var isNamed = false
    while index < told.count {
      let first = told[index]
      switch first.form {
      case .decision:
        made.append(first.text)
        index += 1
      case .quote(let isQuestion):
        var words = [first.text]
        index += 1
        while index < told.count, told[index].form == first.form {
          words.append(told[index].text)
          index += 1
        }
        made.append("\(name) \(isQuestion ? "asks" : "says"): " + Self.quoted(words, isQuestion))
        isNamed = true
      case .fact:
        let text = isNamed ? first.text : "\(name) says \(first.text)"
        isNamed = true
        made.append(text)
        index += 1
      case .own:
        var parts = [first]
        index += 1
        while index < told.count, told[index].form == .own, parts.count < 3,
          parts.reduce(told[index].count, { $0 + $1.count }) <= 32
        {
          parts.append(told[index])
          index += 1
        }
        made.append("\(name) \(Self.joined(parts))")
        isNamed = true
      }
    }
    return made.map(EnglishText.sentence)
  }

  private static func joined(_ parts: [EnglishTold]) -> String {
    var text = parts[0].text
    for (index, part) in parts.enumerated().dropFirst() {
      let isLast = index == parts.count - 1
      let link = part.link == "but" ? " but " : isLast ? " and " : ", "
      text += link + part.text
    }
    return text
  }

  private static func quoted(_ words: [String], _ isQuestion: Bool) -> String {
    let end: Character = isQuestion ? "?" : "."
    let marks = words.map { word -> String in
      var word = word.filter { $0 != "\"" && $0 != "“" && $0 != "”" }
      while let last = word.last, ",;:.!?…- ".contains(last) { word.removeLast() }
      return EnglishText.capitalised(word) + String(end)
    }
    return "\"" + marks.joined(separator: " ") + "\""
  }
}
