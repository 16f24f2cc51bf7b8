import Foundation

/// How likely a message is overtaken at all: the chances of the pairs that it is in, and plain facts about
/// it, for a quarter of what is overtaken has nothing in common with what overtakes it.
struct OvertakenFacts {
  /// The sum of the weighted facts, a log-odds.
  private(set) var sum = 0.0

  /// `chances` are those of later messages that may overtake it, `said` its words as they are.
  init(_ message: Int, in chat: OvertakenMessages, chances: [Double], said: String) {
    let floor = OvertakenMessages.floor
    let best = chances.sorted(by: >) + [floor, floor]
    add("one", 1)
    add("best", Self.odds(best[0]))
    add("second", Self.odds(best[1]))
    add("chance", best[0])
    let mine = chat.amounts[message]
    add("values", mine.isEmpty ? 0 : 1)
    for kind in mine.keys { add("has \(kind.rawValue)", 1) }
    for mark in chat.marks[message] { add("is \(mark.rawValue)", 1) }
    add("asks", chat.asks[message] ? 1 : 0)
    add("length", chat.lengths[message])
    add("position", Double(message) / Double(chat.senders.count))
    add("agreed", chat.agreed[message] ? 1 : 0)
    let text = said.lowercased()
    add("proposes", Self.proposing.contains(where: text.contains) ? 1 : 0)

    var (values, shared, much, turns, soon) = (0, 0, 0, 0, 0)
    let end = min(chat.senders.count, message + 1 + OvertakenMessages.reach)
    for later in (message + 1)..<max(message + 1, end) {
      let marks = chat.marks[later]
      let isTurn = !marks.isDisjoint(with: OvertakenMessages.turning)
      let common = chat.words[message].intersection(chat.words[later]).count
      values += mine.count { kind, value in
        chat.amounts[later][kind].map { !$0.isSubset(of: value) } ?? false
      }
      if common > 0 { shared += 1 }
      if common > 1 { much += 1 }
      if common > 0, isTurn || marks.contains(.settle) { turns += 1 }
      if later <= message + 6, isTurn { soon += 1 }
    }
    add("later values", Double(min(values, 5)) / 5)
    add("later shared", Double(min(shared, 8)) / 8)
    add("later much shared", Double(min(much, 5)) / 5)
    add("later turns", Double(min(turns, 4)) / 4)
    add("soon turns", Double(soon) / 3)
  }

  private mutating func add(_ name: String, _ value: Double) {
    if value != 0 { sum += (OvertakenWeights.message[name] ?? 0) * value }
  }

  private static func odds(_ chance: Double) -> Double { log(chance / (1 - chance)) / 5 }

  private static let proposing = [
    "어때", "자", "까", "할래", "로 가", "로 할", "로 하", "let's", "shall we", "how about", "could we",
  ]
}
