package import Chats

/// A reply that could be sent, and what speaks for it before the model is asked.
package struct ReplyCandidate: Sendable, Hashable {
  package let text: String
  package let intent: ReplyIntent
  /// From the act that it answers and the words that it takes up.
  package let prior: Double
  /// Whether it holds a word of the last messages.
  package let holdsContent: Bool
  /// The clause of theirs that it says back; two suggestions with one would say the same.
  package let echo: String?
}

/// Composes replies of forms whose places are filled with words of the chat.
///
/// Nothing is said that the chat does not hold: a slot takes only words that stand in it, and a form
/// says no more than yes, no, later, or a question.
package struct ReplyComposer {
  let lines: [ChatLine]
  let me: String
  let language: Language
  let level: SpeechLevel
  let habits: TypingHabits
  let messages: [Message]

  package init(
    lines: [ChatLine], messages: [Message], me: String, language: Language, level: SpeechLevel?
  ) {
    self.lines = lines
    self.messages = messages
    self.me = me
    self.language = language
    let mine = lines.filter { $0.sender == me }.map(\.text)
    let level = level ?? SpeechLevel.detect(in: mine, language: language)
    self.level = level
    habits = TypingHabits(mine, language: language, level: level)
  }

  /// Messages that a reply may take words from.
  static let recent = 4

  /// What the end of the chat holds and asks.
  var scene: ReplyScene {
    var scene = ReplyScene()
    let tail = Array(lines.suffix(Self.recent))
    // What others said after my last words is what I answer; older words only lend their nouns.
    let mineLast = tail.lastIndex { $0.sender == me }
    for (index, line) in tail.enumerated() {
      let distance = tail.count - 1 - index
      let isTurn = line.sender != me && index > (mineLast ?? -1)
      let weight = (isTurn ? 1.0 : 0.45) * max(0.3, 1 - 0.2 * Double(distance))
      switch language {
      case .korean:
        korean(line, weight, isTurn || line.sender != me && mineLast == tail.count - 1, &scene)
      case .english:
        english(line, weight, isTurn || line.sender != me && mineLast == tail.count - 1, &scene)
      }
    }
    if scene.slots[.thing] == nil {
      // Nothing is named at the end: what was named just before is still what the talk is about.
      for line in lines.dropLast(Self.recent).suffix(Self.recent) {
        switch language {
        case .korean:
          KoreanSlots(names: names).collect(
            KoreanTokens(line.text), weight: 0.1, isRecent: false, into: &scene)
        case .english:
          EnglishSlots(names: names).collect(
            EnglishTokens(line.text), weight: 0.1, isRecent: false, into: &scene)
        }
      }
    }
    scene.keepForemost()
    if scene.acts.isEmpty || scene.acts.values.max() ?? 0 < 0.5 { scene.add(.inform, 0.5) }
    return scene
  }

  private var names: Set<String> {
    var names: Set<String> = []
    for sender in Set(lines.map(\.sender)) {
      names.insert(sender)
      for part in sender.split(separator: " ") {
        names.insert(String(part))
        if part.count == 3 { names.insert(String(part.suffix(2))) }
      }
    }
    for name in names {
      for ending in ["아", "야", "이", "님", "씨"] { names.insert(name + ending) }
    }
    return names
  }

  private func korean(_ line: ChatLine, _ weight: Double, _ isTurn: Bool, _ scene: inout ReplyScene)
  {
    let turn = KoreanTurn(line.text)
    let names = names
    var own = ReplyScene()
    KoreanSlots(names: names).collect(turn.tokens, weight: weight, into: &own)
    scene.add(own.slots)
    guard isTurn else { return }
    let kind = line.index < messages.count ? messages[line.index].kind : .text
    var acts = turn.acts(
      isPhoto: [.photo, .video, .file].contains(kind) || line.text.hasPrefix("사진"))
    if acts.isEmpty { acts[.inform] = 0.5 }
    for sentence in Sentences.split(line.text) {
      let part = KoreanTurn(sentence)
      let partActs = part.acts(isPhoto: false)
      KoreanEcho(tokens: part.tokens, names: names).collect(partActs, weight: weight, into: &scene)
      for (act, value) in partActs { acts[act] = max(acts[act] ?? 0, value * 0.9) }
    }
    for (act, value) in acts { scene.add(act, value * weight) }
    if own.slots[.amount] != nil, KoreanCues.paying.contains(where: line.text.contains) {
      scene.add(.payment, 0.8 * weight)
    }
    if own.slots[.time] != nil || own.slots[.due] != nil {
      let isWeak = acts.values.max() ?? 0 < 0.6
      scene.add(.announcement, (isWeak ? 0.7 : 0.3) * weight)
      if KoreanCues.gathering.contains(where: line.text.contains) {
        scene.add(.gathering, (isWeak ? 0.8 : 0.4) * weight)
      }
    }
  }

  private func english(
    _ line: ChatLine, _ weight: Double, _ isTurn: Bool, _ scene: inout ReplyScene
  ) {
    var own = ReplyScene()
    EnglishSlots(names: names).collect(EnglishTokens(line.text), weight: weight, into: &own)
    scene.add(own.slots)
    guard isTurn else { return }
    let kind = line.index < messages.count ? messages[line.index].kind : .text
    if [.photo, .video, .file].contains(kind) || line.text.hasPrefix("Photo") {
      scene.add(.photo, 0.8 * weight)
    }
    var strongest = 0.0
    for sentence in Sentences.split(line.text) {
      let turn = EnglishTurn(sentence)
      var acts = turn.acts()
      let echo = EnglishEcho(turn.tokens)
      echo.collect(weight: weight, into: &scene)
      if acts[.request] == nil, !turn.tokens.asks, let promise = echo.asked() {
        acts[.request] = 0.7
        scene.add(.promise, SlotValue(promise, weight: weight, holdsContent: true))
      }
      turn.collect(acts, weight: weight, into: &scene)
      for (act, value) in acts { scene.add(act, value * weight) }
      strongest = max(strongest, acts.values.max() ?? 0)
      if own.slots[.amount] != nil, sentence.contains(where: { "£$€".contains($0) }) {
        scene.add(.payment, 0.6 * weight)
      }
    }
    if strongest < 0.6 { scene.add(.inform, 0.5 * weight) }
    if own.slots[.time] != nil || own.slots[.due] != nil {
      scene.add(.announcement, (strongest < 0.6 ? 0.7 : 0.3) * weight)
      scene.add(.gathering, (strongest < 0.6 ? 0.65 : 0.35) * weight)
    }
  }

  private static func forms(_ language: Language) -> [ReplyForm] {
    switch language {
    case .korean: KoreanReplyForms.all
    case .english: EnglishReplyForms.all
    }
  }

  /// How many lines the tables have, and how many of them are forms: a line that is none is a slip.
  package static func formLines(_ language: Language) -> Int {
    switch language {
    case .korean: KoreanReplyForms.lines
    case .english: EnglishReplyForms.lines
    }
  }

  package static func formCount(_ language: Language) -> Int {
    Set(forms(language).map(\.number)).count
  }

  /// Every form of both levels with a dash in its places.
  package static func formTexts(_ language: Language) -> Set<String> {
    let dash = Dictionary(
      uniqueKeysWithValues: ReplySlot.allCases.map { ($0, SlotValue("–", weight: 0)) })
    return Set(
      forms(language).flatMap { form in
        [SpeechLevel.casual, .polite].map { text(form.parts($0), dash, $0) }
      })
  }

  /// The candidates, the likeliest by their prior first, each text once.
  package func candidates(most: Int) -> [ReplyCandidate] {
    var scene = scene
    var found = composed(scene)
    if Set(found.map(\.intent)).count < 3 {
      // What the turn does was not understood well enough: what fits almost anything is added.
      for act in [TurnAct.inform, .yesNo, .what] { scene.add(act, 0.3) }
      found = composed(scene)
    }
    if language == .english, !found.contains(where: \.holdsContent), let word = lastWords {
      scene.add(.word, SlotValue(word, weight: 0.5))
      found = composed(scene)
    }
    found.sort { ($0.prior, $1.text) > ($1.prior, $0.text) }
    return Self.balanced(found, most: most)
  }

  /// What the last messages end on, of what others said if they said anything.
  private var lastWords: String? {
    let tail = lines.suffix(Self.recent)
    for line in tail.reversed().filter({ $0.sender != me })
      + tail.reversed().filter({ $0.sender == me })
    {
      for sentence in Sentences.split(line.text).reversed() {
        let tokens = EnglishTokens(sentence)
        if let word = EnglishEcho(tokens).lastWords(), !names.contains(where: word.contains) {
          return word
        }
      }
    }
    return nil
  }

  /// What the forms give for a scene.
  ///
  /// Of the forms without a place for the chat's words, each chat sees every other one, by a hash of its
  /// last message: they are the texts that would repeat most from chat to chat. Of the ways to say a
  /// form, a chat sees one, by the same hash.
  private func composed(_ scene: ReplyScene) -> [ReplyCandidate] {
    var found: [ReplyCandidate] = []
    var seen: Set<String> = []
    let seed = lines.last.map { Self.hash($0.text) } ?? 0
    for form in Self.forms(language) {
      let parts = form.parts(level)
      guard !parts.isEmpty, let act = form.acts.compactMap({ scene.acts[$0] }).max() else {
        continue
      }
      if form.variants > 1 {
        let way = Self.mixed(seed &+ UInt64(form.number)) % UInt64(form.variants)
        guard way == UInt64(form.variant) else { continue }
      }
      if form.slots(level).isEmpty, (seed >> UInt64(form.number % 60)) & 1 == 0 { continue }
      for filling in fillings(form, scene) {
        var text = Self.text(parts, filling, level)
        if filling.isEmpty, let call { text = Self.calling(call, text) }
        text = habits.applied(to: text, intent: form.intent, language: language)
        guard seen.insert(text).inserted else { continue }
        let holds =
          filling.values.contains(where: \.holdsContent)
          && (language == .korean
            || filling.values.contains { EnglishEcho.holdsContent($0.casual) })
        let words = filling.values.map(\.weight).reduce(0, +) / Double(max(1, filling.count))
        found.append(
          ReplyCandidate(
            text: text, intent: form.intent,
            prior: act + (filling.isEmpty ? -0.2 : 0.8 * words) + Self.aptness(filling),
            holdsContent: holds,
            echo: filling.first { $0.key.isTold }?.value.casual))
      }
    }
    return found
  }

  /// How an English reply without words of the chat calls the one whom it answers, where that is one word
  /// or a title with a name: the name is the chat's own, so no two chats share the text.
  private var call: String? {
    guard language == .english, let sender = lines.last(where: { $0.sender != me })?.sender else {
      return nil
    }
    let words = sender.split(separator: " ")
    let isTitled =
      words.count == 2 && ["Mr", "Mrs", "Ms", "Dr", "Mr.", "Mrs.", "Ms.", "Dr."].contains(words[0])
    guard words.count == 1 || isTitled, sender.first?.isUppercase ?? false,
      words.allSatisfy({ $0.allSatisfy { $0.isLetter || $0 == "." || $0 == "'" } })
    else { return nil }
    return sender
  }

  /// A text with the name called at its end: Need a hand, Nadia?.
  private static func calling(_ call: String, _ text: String) -> String {
    text.last == "?" ? "\(text.dropLast()), \(call)?" : "\(text), \(call)"
  }

  /// FNV-1a with a last mixing, the same on every run.
  private static func hash(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return mixed(hash)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = (value ^ value >> 32) &* 0x9E37_79B9_7F4A_7C15
    return product ^ product >> 29
  }

  /// What was said back is the surest, a noun with a verb of its own the next.
  private static func aptness(_ filling: [ReplySlot: SlotValue]) -> Double {
    if filling.keys.contains(where: { $0.isClause }) { return 0.3 }
    return filling.isEmpty || filling.keys.contains(.thing) ? 0 : 0.2
  }

  /// No intent takes more than its share of the candidates.
  private static func balanced(_ found: [ReplyCandidate], most: Int) -> [ReplyCandidate] {
    var counts: [ReplyIntent: Int] = [:]
    let share = max(3, most / 4)
    return Array(
      found.filter { candidate in
        counts[candidate.intent, default: 0] += 1
        return counts[candidate.intent, default: 0] <= share
      }.prefix(most))
  }

  /// The ways to fill a form: the best value of each slot, and the second best of its first slot.
  private func fillings(_ form: ReplyForm, _ scene: ReplyScene) -> [[ReplySlot: SlotValue]] {
    let slots = form.slots(level)
    guard let first = slots.first else { return [[:]] }
    var fillings: [[ReplySlot: SlotValue]] = []
    for value in (scene.slots[first] ?? []).prefix(2) {
      var filling = [first: value]
      var isWhole = true
      for slot in slots.dropFirst() where filling[slot] == nil {
        let used = Set(filling.values.map(\.casual))
        guard let other = scene.slots[slot]?.first(where: { !used.contains($0.casual) }) else {
          isWhole = false
          break
        }
        filling[slot] = other
      }
      if isWhole { fillings.append(filling) }
    }
    return fillings
  }

  static func text(
    _ parts: [ReplyForm.Part], _ filling: [ReplySlot: SlotValue], _ level: SpeechLevel
  ) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let words): text += words
      case .slot(let slot):
        let words = filling[slot]?.text(level) ?? ""
        // 바로 before 바로 연락드릴게요 says it twice.
        let last = text.split(separator: " ").last ?? ""
        if text.last == " ", words.hasPrefix(last + " ") { text.removeLast(last.count + 1) }
        text += words
      case .particle(let particle): text += FittingParticle.form(particle, after: text)
      }
    }
    return text
  }
}
