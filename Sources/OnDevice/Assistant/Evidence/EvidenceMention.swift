/// A person in a sentence, with the part that the particle or the words around give them.
struct EvidenceMention: Sendable {
  var range: Range<Int>
  var person: String
  var role: String

  /// What a sentence may call the people of a chat: the name, a part of it, the given name.
  ///
  /// A form that two people could have is nobody's. In the order of the people.
  static func forms(of people: [String]) -> [(person: String, forms: [String])] {
    people.map { person in
      var parts = [person] + person.split(separator: " ").filter { $0.count > 1 }.map(String.init)
      if person.allSatisfy(isHangul) {
        if person.count == 3 { parts.append(String(person.dropFirst())) }
        for title in titles where person.hasSuffix(title) {
          let rest = person.dropLast(title.count)
          if rest.count == 2 || rest.count == 3 { parts.append(String(rest)) }
        }
      }
      let others = people.filter { $0 != person }
      var forms: [String] = []
      for part in parts where !forms.contains(part) {
        if part == person || !others.contains(where: { $0.contains(part) }) { forms.append(part) }
      }
      return (person, forms)
    }
  }

  /// The people of a sentence from left to right; two that are joined have the role of the second.
  static func find(
    in text: [Unicode.Scalar], folded: [Unicode.Scalar],
    forms: [(person: String, form: [Unicode.Scalar])], isKorean: Bool
  ) -> [EvidenceMention] {
    var found: [EvidenceMention] = []
    for (person, form) in forms {
      var from = 0
      while let at = EvidenceMarks.find(form, in: text, from: from) {
        let range = at..<at + form.count
        from = range.upperBound
        if isInside(range, text) || found.contains(where: { $0.range.overlaps(range) }) { continue }
        found.append(EvidenceMention(range: range, person: person, role: ""))
      }
    }
    found.sort { $0.range.lowerBound < $1.range.lowerBound }
    for place in found.indices {
      found[place].role = role(found[place].range, text, folded, isKorean)
    }
    for place in found.indices.dropLast().reversed() {
      let between = text[found[place].range.upperBound..<found[place + 1].range.lowerBound]
      let isJoined =
        isKorean && ["with", "other"].contains(found[place].role) && between.count <= 4
        || [" and ", ", ", " or "].contains(EvidenceText.string(between))
      if isJoined { found[place].role = found[place + 1].role }
    }
    return found
  }

  /// A Latin name within a longer word.
  private static func isInside(_ range: Range<Int>, _ text: [Unicode.Scalar]) -> Bool {
    guard text[range.upperBound - 1].isASCII, text[range.upperBound - 1].properties.isAlphabetic
    else { return false }
    let before = range.lowerBound > 0 && text[range.lowerBound - 1].properties.isAlphabetic
    let after = range.upperBound < text.count && text[range.upperBound].properties.isAlphabetic
    return before || after
  }

  private static func role(
    _ range: Range<Int>, _ text: [Unicode.Scalar], _ folded: [Unicode.Scalar], _ isKorean: Bool
  ) -> String {
    if isKorean {
      let rest = EvidenceText.string(
        folded[range.upperBound...].prefix { EvidenceText.kind($0) == .hangul })
      return particles.first { $0.forms.contains(rest) }?.role ?? "other"
    }
    let next = EvidenceText.string(folded[range.upperBound...].prefix(2))
    if next == "'s" || next == "’s" { return "of" }
    let front = folded[..<range.lowerBound]
    guard
      let word = EvidenceText.runs(front, of: [.hangul, .latin], mixed: true).last,
      prepositions.contains(EvidenceText.string(word)),
      let last = front.last(where: { !$0.properties.isWhitespace }),
      !",;.".unicodeScalars.contains(last)
    else { return "subject" }
    return "object"
  }

  private static func isHangul(_ character: Character) -> Bool { "가"..."힣" ~= character }

  private static let titles = [
    "씨", "님", "쌤", "이", "대리", "과장", "팀장", "주임", "부장", "사장", "선배", "언니", "누나", "오빠", "형",
    "이모", "삼촌",
  ]
  private static let particles: [(role: String, forms: Set<String>)] = [
    ("subject", ["이", "가", "께서", "이가"]), ("topic", ["은", "는", "도", "이는"]),
    ("to", ["에게", "한테", "께", "이에게", "더러", "에게서", "이한테", "에게는", "한테서"]), ("object", ["을", "를"]),
    ("of", ["의"]), ("with", ["과", "와", "이랑", "랑", "하고"]),
  ]
  private static let prepositions: Set<String> = [
    "to", "with", "for", "from", "by", "of", "at", "than", "told", "asked", "reminded", "thanked",
    "invited", "let", "lets", "give", "gives", "gave", "helps", "paying",
  ]
}
