import Korean

/// Messages made by rules: what an order says indirectly is said directly, in its own words.
package struct RuledCompose: Sendable {
  let language: Language
  let lines: [ChatLine]
  let me: String?
  let tone: String?

  package init(language: Language, lines: [ChatLine] = [], me: String? = nil, tone: String? = nil) {
    self.language = language
    self.lines = lines
    self.me = me
    self.tone = tone
  }

  /// At most `count` distinct messages; none where the order is not understood.
  package func messages(_ ask: String, count: Int) -> [String] {
    switch language {
    case .korean: korean(ask, count)
    case .english: english(ask, count)
    }
  }

  /// The one other person of the chat.
  private var partner: String? {
    let senders = Set(lines.map(\.sender))
    guard let me, senders.count <= 2 else { return nil }
    let others = senders.subtracting([ChatRendering.composed(me)])
    return others.count == 1 ? others.first : nil
  }

  /// The level in which `me` writes in the chat.
  private var habit: KoreanLevel? {
    guard let me = me.map(ChatRendering.composed) else { return nil }
    let levels = lines.filter { $0.sender == me }.suffix(40).flatMap { Korean.levels(of: $0.text) }
      .compactMap { $0 }
    guard !levels.isEmpty else { return nil }
    let polite = levels.count { $0.isPolite }
    guard polite * 2 >= levels.count else { return .casual }
    return levels.count { $0 == .formal } * 2 > polite ? .formal : .polite
  }

  private func korean(_ text: String, _ count: Int) -> [String] {
    let ask = KoreanAsk(text)
    guard ask.isUnderstood else { return [] }
    var judged = ask
    if judged.recipient == nil { judged.recipient = partner.map { KoreanRecipient(phrase: $0) } }
    var manner = KoreanManner(level: KoreanMessage.level(of: judged, habit: habit))
    manner.colour = tone.flatMap(KoreanManner.colour(named:)) ?? ask.colour ?? .plain
    if manner.colour == .courteous { manner.level = .formal }
    if manner.colour == .gentle, !manner.level.isPolite { manner.level = .polite }
    return KoreanMessage.messages(ask, manner: manner, greets: lines.isEmpty, count: count)
  }

  private func english(_ text: String, _ count: Int) -> [String] {
    var order = EnglishAsk(text)
    guard order.isUnderstood else { return [] }
    let isAddressed = order.isAddressed
    if let partner { order.assume(partner: partner) }
    let tone = tone.map { Self.englishTones[$0] ?? $0 } ?? order.tone
    let messages = EnglishMessage.messages(
      order, tone: tone, greets: lines.isEmpty || isAddressed && partner == nil, count: count)
    guard tone == "formal", order.quoted == nil else { return messages }
    let formal = RuledRewrite(language: .english, style: .formal)
    return messages.map { formal.rewritten($0) ?? $0 }
  }

  private static let englishTones = [
    "친근하게": "friendly", "정중하게": "formal", "간결하게": "brief", "공손하게": "polite", "유쾌하게": "playful",
    "단호하게": "firm", "따뜻하게": "warm",
  ]
}
