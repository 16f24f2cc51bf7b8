/// A place in a reply that takes words of the chat.
enum ReplySlot: String, Sendable, Hashable, CaseIterable {
  /// 토요일 7시; Saturday at 7.
  case time
  /// A time with what English says before it: at 7, tomorrow, on the 15th.
  case moment
  /// A time with a clock in it, so that one can ask for an earlier or later one.
  case clock
  /// A day without a clock.
  case day
  /// A time by which something is to be done.
  case due
  case place
  /// Any noun that the talk is about.
  case thing
  case document, event, item, food, money, task, matter, health
  case amount
  /// The two sides of a choice.
  case first, second
  /// How one calls the one who spoke: 민서야, 팀장님; a first name.
  case name
  /// A clause of the last turn, said back: what I will do, what we do, what is allowed, what is so.
  case promise, together, allowed, affirmed, refused
  /// A clause that they told, said back: what they do, did, will do and have to do, what is so.
  case doing, did, will, need, fact
  /// The words that a message ends on, where nothing else of it can be named.
  case word

  /// A clause that they told; what answers a question is none.
  var isTold: Bool {
    switch self {
    case .doing, .did, .will, .need, .fact: true
    default: false
    }
  }

  var isClause: Bool {
    switch self {
    case .promise, .together, .allowed, .affirmed, .refused: true
    default: false
    }
  }
}

/// What fills a slot, in both speech levels.
struct SlotValue: Sendable, Hashable {
  var casual: String
  var polite: String
  /// How much the words stand out: a later and surer one more.
  var weight: Double
  /// Whether a reader would take it for a word of the chat, as an hour alone is not.
  var holdsContent: Bool

  init(_ casual: String, polite: String? = nil, weight: Double, holdsContent: Bool = true) {
    self.casual = casual
    self.polite = polite ?? casual
    self.weight = weight
    self.holdsContent = holdsContent
  }

  func text(_ level: SpeechLevel) -> String { level == .casual ? casual : polite }
}

/// What the last turn does; a turn may do several things.
enum TurnAct: String, Sendable, Hashable, CaseIterable {
  case yesNo, choice, proposal, request, permission, ability, offer, promise
  case when, `where`, what, who, howMuch, why, how, manner, whichOne
  case thanks, apology, goodNews, badNews, greeting, farewell, announcement, gathering, payment,
    photo, joke
  case inform, ill
}

/// The end of a chat as a reply sees it.
struct ReplyScene: Sendable {
  /// What the last turn does, with weights; the strongest decides what is offered first.
  var acts: [TurnAct: Double] = [:]
  var slots: [ReplySlot: [SlotValue]] = [:]

  mutating func add(_ act: TurnAct, _ weight: Double) { acts[act] = max(acts[act] ?? 0, weight) }

  mutating func add(_ slot: ReplySlot, _ value: SlotValue) {
    var values = slots[slot] ?? []
    if let index = values.firstIndex(where: { $0.casual == value.casual }) {
      if values[index].weight < value.weight { values[index] = value }
    } else {
      values.append(value)
    }
    values.sort { ($0.weight, $1.casual) > ($1.weight, $0.casual) }
    slots[slot] = Array(values.prefix(3))
  }

  mutating func add(_ slots: [ReplySlot: [SlotValue]]) {
    for (slot, values) in slots {
      for value in values { add(slot, value) }
    }
  }

  /// Leaves out what stands far behind the foremost words: a reply is about what was said last.
  mutating func keepForemost() {
    let best = slots.values.joined().map(\.weight).max() ?? 0
    for (slot, values) in slots { slots[slot] = values.filter { $0.weight >= best / 2 } }
  }
}
