import Foundation

/// A chat made ready to be asked what it says for and against a sentence about it.
///
/// No model: the messages that share words with a part of the sentence bear it out.
/// `scripts/train/evidence.py` is the reference; its cases are replayed by a test.
package struct EvidenceChat: Sendable {
  let senders: [String]
  let texts: [EvidenceText]
  let people: [String]
  let isKorean: Bool
  /// What a sentence may call somebody, longest first.
  let forms: [(person: String, form: [Unicode.Scalar])]
  let acts: [EvidenceWords.Act]
  let denies: [Double]
  /// Who is named in each message.
  let named: [Set<String>]
  /// Who each message is for, as shares: those it names, else those who speak before and after.
  let addressed: [[String: Double]]
  let numbers: [Set<String>]
  let spelled: [Set<String>]
  let values: [[ChatValue]]
  /// The units of the people's names, which a sentence may always have.
  let nameUnits: Set<String>
  private let units: [Set<String>]
  let rarity: [String: Double]
  private let damping: [Double]

  /// Numbers that a sentence may hold besides those of the messages.
  let known: Set<String>

  /// Of messages in order; texts and names are taken as NFC.
  ///
  /// `also` are texts whose numbers are known
  /// too, as the times of the messages.
  package init(_ messages: [(sender: String, text: String)], also: [String] = []) {
    let senders = messages.map { $0.sender.precomposedStringWithCanonicalMapping }
    let plain = messages.map { $0.text.precomposedStringWithCanonicalMapping }
    let texts = plain.map(EvidenceText.init)
    var people: [String] = []
    for sender in senders where !people.contains(sender) { people.append(sender) }
    known = (also + people).reduce(into: []) {
      $0.formUnion(EvidenceText.numbers(EvidenceText($1).scalars[...]))
    }
    let forms = EvidenceMention.forms(of: people)
    let isKorean = texts.contains { $0.scalars.contains { EvidenceText.kind($0) == .hangul } }
    (self.senders, self.texts, self.people, self.isKorean) = (senders, texts, people, isKorean)
    self.forms = forms.flatMap { person, forms in
      forms.map { (person, Array($0.unicodeScalars)) }
    }.enumerated().sorted {
      ($1.element.1.count, $0.offset) < ($0.element.1.count, $1.offset)
    }.map(\.element)

    nameUnits = people.reduce(into: []) {
      $0.formUnion(EvidenceText.units(EvidenceText($1).scalars[...]))
    }
    units = texts.map { EvidenceText.units($0.scalars[...]) }
    var counts: [String: Int] = [:]
    for unit in units.joined() { counts[unit, default: 0] += 1 }
    rarity = counts.mapValues { log(1 + Double(messages.count) / Double($0)) }
    damping = units.map { 1 / (1 + 0.3 * log(1 + Double($0.count))) }
    acts = texts.map { EvidenceWords.act($0.scalars, isKorean: isKorean) }
    denies = texts.map { EvidenceWords.denials($0.scalars[...]) > 0 ? 1 : 0 }
    let folded = forms.map { person, forms in (person, forms.map { ChatValue.folded($0) }) }
    let named = texts.map { text in
      Set(
        folded.filter { _, forms in
          forms.contains { EvidenceMarks.find($0, in: text.scalars, from: 0) != nil }
        }.map(\.0))
    }
    self.named = named
    addressed = senders.indices.map { Self.addressed($0, senders, named) }
    numbers = texts.map { EvidenceText.numbers($0.scalars[...]) }
    spelled = texts.map { SpelledNumbers.find(in: $0.scalars[...]) }
    values = plain.map(ChatValue.find)
  }

  private static func addressed(
    _ index: Int, _ senders: [String], _ named: [Set<String>]
  ) -> [String: Double] {
    let sender = senders[index]
    var called = named[index].subtracting([sender]).sorted()
    if called.isEmpty {
      let before = senders[..<index].last { $0 != sender }
      let after = senders[(index + 1)...].first { $0 != sender }
      called = [before, after].compactMap(\.self)
    }
    var shares: [String: Double] = [:]
    for person in called { shares[person, default: 0] += 1 / Double(called.count) }
    return shares
  }

  /// How much each message has in common with a part: rare units count more.
  func likeness(_ part: Set<String>) -> [Double] {
    let part = part.filter { rarity[$0] != nil }.sorted()
    return units.map { units in
      part.reduce(0) { units.contains($1) ? $0 + (rarity[$1] ?? 0) : $0 }
    }
  }

  /// The share of each message in what bears a part out; `nil` where none does.
  func shares(_ part: ArraySlice<Unicode.Scalar>) -> [Double]? {
    let like = zip(likeness(EvidenceText.units(part)), damping).map { $0 * $1 }
    let total = like.reduce(0) { $0 + $1 * $1 }
    return total > 0 ? like.map { $0 * $0 / total } : nil
  }
}

extension [Double] {
  /// The place of the greatest, the first of equals.
  var best: Int? { indices.max { self[$0] < self[$1] || self[$0] == self[$1] && $0 > $1 } }
}
