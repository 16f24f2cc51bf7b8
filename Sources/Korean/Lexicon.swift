/// Finds a known stem at the end of a word, by the form in which an ending meets it.
enum Lexicon {
  enum Form { case direct, dropped, soft, infinitive }

  struct Match {
    var prefix: String
    var stem: Stem
  }

  /// The longest known stem at the end of `word`.
  ///
  /// `surely` says that the ending alone tells a predicate (갔어), so that anything may stand before the
  /// stem; else a stem of one syllable must stand alone or after what may stick to it (안가, 넣어놔).
  static func match(_ word: String, _ form: Form, surely: Bool = false) -> Match? {
    let characters = Array(word)
    guard !characters.isEmpty else { return nil }
    let table = tables[form] ?? [:]
    for start in max(0, characters.count - longest)..<characters.count {
      guard let stem = table[String(characters[start...])] else { continue }
      let prefix = String(characters[..<start])
      if surely || fits(prefix, stem) { return Match(prefix: prefix, stem: stem) }
    }
    return nil
  }

  /// Whether the word is a known stem's form in 아/어.
  static func isInfinitive(_ word: String) -> Bool { match(word, .infinitive) != nil }

  private static func fits(_ prefix: String, _ stem: Stem) -> Bool {
    guard let last = prefix.last else { return true }
    guard Hangul.isSyllable(last) || last.isLetter || last.isNumber else { return false }
    if free.contains(stem.text) { return true }
    if sticking.contains(prefix) { return true }
    // 예약하다 is not 예 and 약하다.
    if stem.change == .ha, stem.text.count > 1 { return false }
    if stem.letters.count > 3 || stem.text.count > 1 { return true }
    if auxiliaries.contains(stem.text) {
      return (1...longest).contains { tables[.infinitive]?[String(prefix.suffix($0))] != nil }
    }
    return stem.text == "싶" && last == "고"
  }

  /// Stems to which nouns stick.
  private static let free: Set<String> = ["하", "되", "없", "있", "같", "아니", "시키", "싶"]
  private static let sticking: Set<String> = [
    "안", "못", "잘", "또", "다", "더", "꼭", "막", "좀", "같이", "다시", "빨리", "먼저", "일찍", "늦게",
  ]
  private static let auxiliaries: Set<String> = [
    "주", "보", "놓", "두", "가", "오", "내", "지", "쓰", "먹", "대", "놔", "나",
  ]

  private static let longest = 5

  private static let tables: [Form: [String: Stem]] = {
    var tables: [Form: [String: Stem]] = [:]
    func put(_ form: Form, _ key: String, _ stem: Stem) {
      if tables[form, default: [:]][key] == nil { tables[form, default: [:]][key] = stem }
    }
    for stem in StemList.all where stem.kind != .copula || stem.text == "아니" {
      put(.direct, stem.text, stem)
      if stem.endsInL { put(.dropped, Hangul.text(stem.letters.dropLast()), stem) }
      put(.soft, stem.soft(""), stem)
      put(.infinitive, stem.infinitive, stem)
    }
    // 쓸게 is of 쓰다 rather than of 쓸다.
    for stem in StemList.all where stem.endsInL {
      put(.soft, Hangul.text(stem.letters.dropLast()), stem)
    }
    put(.infinitive, "하여", Stem("하", .ha, .verb))
    put(.infinitive, "놔", Stem("놓"))
    put(.infinitive, "되어", Stem("되"))
    put(.infinitive, "되", Stem("되"))
    put(.infinitive, "줘", Stem("주"))
    put(.infinitive, "가", Stem("가"))
    return tables
  }()
}
