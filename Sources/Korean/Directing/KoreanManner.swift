/// How a message is to sound: its speech level, and what a tone adds to it.
package struct KoreanManner: Hashable, Sendable {
  /// What a tone asks for beside the level.
  package enum Colour: String, Hashable, Sendable, CaseIterable {
    case plain, friendly, courteous, gentle, brief, playful, firm, warm
  }

  package var level: KoreanLevel
  package var colour: Colour

  package init(level: KoreanLevel, colour: Colour = .plain) {
    self.level = level
    self.colour = colour
  }

  /// Requests and proposals ask rather than order: 주실 수 있을까요, 미루면 어떨까요.
  var isSoft: Bool { level.isPolite && (colour == .gentle || colour == .courteous) }

  /// The colour that an adverb or a tone's name asks for: 정중하게, 짧게, polite.
  package init?(named name: String, level: KoreanLevel) {
    guard let colour = Self.names[Hangul.composed(name)] else { return nil }
    self.init(level: level, colour: colour)
  }

  package static func colour(named name: String) -> Colour? { names[Hangul.composed(name)] }

  private static let names: [String: Colour] = {
    var names: [String: Colour] = [:]
    let groups: [(Colour, String)] = [
      (.friendly, "친근하게 편하게 친하게 다정하게 가볍게 살갑게 귀엽게 애교있게 친구처럼 부드럽게 상냥하게 friendly"),
      (.courteous, "정중하게 점잖게 격식있게 예의있게 예의바르게 깍듯하게 formal"),
      (.gentle, "공손하게 조심스럽게 완곡하게 예쁘게 좋게 정중히 공손히 조심히 polite"),
      (.brief, "간결하게 짧게 간단하게 간단히 짤막하게 brief"),
      (.playful, "유쾌하게 재밌게 재미있게 웃기게 장난스럽게 농담처럼 playful"),
      (.firm, "단호하게 확실하게 강하게 세게 분명하게 딱잘라 firm"),
      (.warm, "따뜻하게 따듯하게 진심으로 진심을담아 감동적으로 warm"),
    ]
    for (colour, words) in groups {
      for word in words.split(separator: " ") { names[String(word)] = colour }
    }
    return names
  }()
}
