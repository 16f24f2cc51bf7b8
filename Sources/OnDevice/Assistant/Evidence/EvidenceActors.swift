/// Who did it: for each person in a sentence, who sent the messages behind the words around the name,
/// and whom those messages are for.
enum EvidenceActors {
  static func facts(
    _ sentence: EvidenceSentence, _ chat: EvidenceChat, exchanged: (String, String)?
  ) -> EvidenceFacts {
    var facts = EvidenceFacts()
    let found = sentence.mentions
    let even = 1 / Double(max(1, chat.people.count))
    for (place, mention) in found.enumerated() {
      let (start, end) = (mention.range.lowerBound, mention.range.upperBound)
      let left = place > 0 ? found[place - 1].range.upperBound : 0
      // Of two who are joined, both have what follows the second.
      let isJoined = place + 1 < found.count && found[place + 1].range.lowerBound - end <= 4
      let right =
        found.map(\.range.lowerBound).first { isJoined ? $0 - end > 4 : $0 >= end }
        ?? sentence.text.count
      let person =
        exchanged.map { one, other in
          mention.person == one ? other : mention.person == other ? one : mention.person
        } ?? mention.person
      let does = ["subject", "topic"].contains(mention.role) ? "does" : "other"
      for (side, part) in [("after", end..<right), ("before", left..<start)] {
        let part = sentence.folded[part]
        guard let shares = chat.shares(part) else { continue }
        add(
          shares, of: person, verb: verb(part), side: side, role: mention.role, does: does,
          even: even, in: chat, to: &facts)
      }
    }
    return facts
  }

  private static func verb(_ part: ArraySlice<Unicode.Scalar>) -> String {
    let padded = EvidenceText.padded(part)
    return EvidenceWords.verbs.first { $0.marks.isIn(padded) }?.name ?? "plain"
  }

  private static func add(
    _ shares: [Double], of person: String, verb: String, side: String, role: String, does: String,
    even: Double, in chat: EvidenceChat, to facts: inout EvidenceFacts
  ) {
    var sent: [EvidenceWords.Act: Double] = [:]
    var meant: [EvidenceWords.Act: Double] = [:]
    var all = 0.0
    var named = 0.0
    for (index, share) in shares.enumerated() where share > 0 {
      let isOwn = chat.senders[index] == person
      if isOwn {
        sent[chat.acts[index], default: 0] += share
        all += share
      }
      meant[chat.acts[index], default: 0] += share * (chat.addressed[index][person] ?? 0)
      if chat.named[index].contains(person) { named += share }
    }
    facts.add("\(side) \(role)", all - even)
    for act in EvidenceWords.Act.allCases {
      facts.add("\(side) \(does) \(act.rawValue) \(verb) sender", sent[act] ?? 0)
      facts.add("\(side) \(does) \(act.rawValue) \(verb) addressed", meant[act] ?? 0)
    }
    facts.add("\(side) \(does) named", named)
    if let best = shares.best {
      facts.add("\(side) \(does) best", chat.senders[best] == person ? 1 : 0)
    }
  }
}
