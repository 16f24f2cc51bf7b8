/// The people of a chat: how each is written, called, and referred to again.
struct EnglishCast: Sendable {
  /// Names as the chat has them.
  let people: [String]
  private let shown: [String: String]
  private let called: [(words: [String], person: String)]

  init(_ people: some Sequence<String>) {
    let people = Array(Set(people)).sorted()
    self.people = people
    let short = people.map { ($0, Self.short($0)) }
    let counts = Dictionary(grouping: short, by: \.1).mapValues(\.count)
    shown = Dictionary(
      short.map { ($0.0, counts[$0.1] == 1 ? $0.1 : $0.0) }, uniquingKeysWith: { first, _ in first }
    )
    var calls: [(words: [String], person: String)] = []
    for (person, name) in short {
      let parts = EnglishWord.list(name).map(\.lower).filter { !$0.isEmpty }
      guard !parts.isEmpty else { continue }
      calls.append((parts, person))
      if parts.count > 1, let first = parts.first, !Self.titles.contains(first) {
        calls.append(([first], person))
      }
    }
    // A call that two people answer to is nobody's.
    let owners = Dictionary(grouping: calls, by: \.words).mapValues { Set($0.map(\.person)).count }
    called = calls.filter { owners[$0.words] == 1 }.sorted { $0.words.count > $1.words.count }
  }

  /// The name in sentences: without a remark in brackets and pictures.
  func name(_ person: String) -> String { shown[person] ?? Self.short(person) }

  func other(than person: String) -> String? {
    people.count == 2 ? people.first { $0 != person } : nil
  }

  /// Who is called by the words at `start`, and how many words the call has.
  func call(in words: [EnglishWord], at start: Int) -> (person: String, count: Int)? {
    for (call, person) in called where start + call.count <= words.count {
      if zip(words[start...], call).allSatisfy({ $0.lower == $1 }) { return (person, call.count) }
    }
    return nil
  }

  /// Whether the word begins somebody's name, so that its capital stays.
  func isNamed(_ word: String) -> Bool {
    let lower = word.lowercased()
    return called.contains { $0.words.contains(lower) }
  }

  func pronouns(_ person: String) -> EnglishPronouns {
    let words = EnglishWord.list(name(person)).map(\.lower)
    if words.contains(where: Self.women.contains) { return .she }
    if words.contains(where: Self.men.contains) { return .he }
    return .they
  }

  private static func short(_ person: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in person.unicodeScalars {
      switch scalar.value {
      case 0x1F000...0x1FAFF, 0x2600...0x27BF, 0x200D, 0xFE0F: continue
      default: kept.append(scalar)
      }
    }
    var name = String(kept)
    if name.hasSuffix(")"), let open = name.lastIndex(of: "("), open > name.startIndex {
      name = String(name[..<open])
    }
    name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return name.contains(where: \.isLetter) ? EnglishText.capitalised(name) : person
  }

  private static let titles: Set<String> = [
    "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "aunt", "auntie", "uncle", "the", "coach",
    "sister", "brother", "father", "nurse", "director", "landlord", "landlady", "class", "garage",
    "team", "room", "flat", "unit",
  ]
  private static let women: Set<String> = [
    "mrs", "ms", "miss", "mum", "mom", "mummy", "mommy", "mama", "mam", "mother", "grandma",
    "granny", "nan", "nana", "gran", "aunt", "auntie", "aunty", "sis", "landlady", "wife",
    "grandmother",
  ]
  private static let men: Set<String> = [
    "mr", "dad", "daddy", "papa", "father", "grandpa", "grandad", "granddad", "uncle", "bro",
    "husband", "grandfather",
  ]
}

/// What stands for a person who was named already; nothing is guessed from a first name.
enum EnglishPronouns: Sendable {
  case he, she, they

  var subject: String { self == .he ? "he" : self == .she ? "she" : "they" }
  var object: String { self == .he ? "him" : self == .she ? "her" : "them" }
  var own: String { self == .he ? "his" : self == .she ? "her" : "their" }
  var owned: String { self == .he ? "his" : self == .she ? "hers" : "theirs" }
  var itself: String { self == .he ? "himself" : self == .she ? "herself" : "themselves" }
  /// Whether a verb after it takes -s.
  var isThird: Bool { self != .they }
}
