/// The prompt of a talk: persona and facts, then the turns, the message last.
///
/// The order is chosen for the prefix cache. Persona and facts stand first and hardly change. What is
/// called to mind stands with the message that it was called for, and stays there: each prompt is the
/// last one with something behind it. When the context is full, the oldest turns leave at once until
/// half of it is free, so that what is left is computed anew rarely and not for each message.
struct CompanionPrompt {
  let model: LanguageModel
  let form: any ChatForm
  let persona: Persona
  let words: CompanionWords
  /// Tokens that the answer may need.
  let reserve: Int

  struct Result {
    let ids: [Int32]
    /// How many of the turns left the prompt.
    let dropped: Int
    let recalled: [Exchange]
  }

  /// The share of the context that what is called to mind may take: one in so many.
  private static let noteShare = 8
  /// How many exchanges are called to mind at most.
  private static let mostRecalled = 3

  /// Makes the prompt for a message.
  ///
  /// - Parameters:
  ///   - message: what is to be answered.
  ///   - present: the turns in the prompt so far.
  ///   - facts: what is to be remembered.
  ///   - memory: where things are called to mind from.
  /// - Returns: the prompt's tokens, and which turns are in it.
  /// - Throws: ``OnDeviceError`` with `contextSizeExceeded` where persona, facts and message alone do
  ///   not fit.
  func make(
    _ message: String, after present: [Exchange], facts: [Fact], memory: CompanionMemory
  ) throws(OnDeviceError) -> Result {
    var kept = present[...]
    var notes = memory.notes(of: present)
    var recalled = try recall(message, shown: kept, notes, memory)
    var ids = try ids(facts, kept, notes, recalled, message)
    guard ids.count > room else { return Result(ids: ids, dropped: 0, recalled: recalled) }

    notes = [:]
    let base = try self.ids(facts, [], [:], [], message).count
    guard base <= room else {
      throw OnDeviceError(
        .contextSizeExceeded,
        "expected a persona, facts and a message of at most \(room) tokens, found \(base)",
        hint: "use a larger --context, a shorter persona or a shorter message")
    }
    let target = base + (room - base) / 2
    repeat {
      kept = kept.dropFirst(max(1, kept.count / 4))
      ids = try self.ids(facts, kept, [:], [], message)
    } while !kept.isEmpty && ids.count > target
    recalled = try recall(message, shown: kept, notes, memory)
    if !recalled.isEmpty {
      let longer = try self.ids(facts, kept, [:], recalled, message)
      if longer.count <= room { ids = longer } else { recalled = [] }
    }
    return Result(ids: ids, dropped: present.count - kept.count, recalled: recalled)
  }

  private var room: Int { model.contextLength - reserve }

  private func recall(
    _ message: String, shown: ArraySlice<Exchange>, _ notes: [Int: [Exchange]],
    _ memory: CompanionMemory
  ) throws(OnDeviceError) -> [Exchange] {
    let known = Set(shown.map(\.id)).union(notes.values.joined().map(\.id))
    var chosen = memory.recall(message, most: Self.mostRecalled, except: known)
    while !chosen.isEmpty, try tokens(words.note(chosen, persona)) > room / Self.noteShare {
      chosen.removeLast()
    }
    return chosen.sorted { $0.id < $1.id }
  }

  private func tokens(_ text: String) throws(OnDeviceError) -> Int {
    try model.encode([.text(text)]).count
  }

  private func ids(
    _ facts: [Fact], _ kept: ArraySlice<Exchange>, _ notes: [Int: [Exchange]],
    _ recalled: [Exchange], _ message: String
  ) throws(OnDeviceError) -> [Int32] {
    var turns = [Turn(.system, system(facts))]
    // Templates want the two to take turns, so what had no answer is said with what follows.
    var unanswered: [String] = []
    for exchange in kept {
      unanswered.append(asked(exchange.prompt, notes[exchange.id] ?? []))
      guard !exchange.answer.isEmpty else { continue }
      turns.append(Turn(.user, unanswered.joined(separator: "\n")))
      turns.append(Turn(.assistant, exchange.answer))
      unanswered.removeAll()
    }
    turns.append(
      Turn(.user, (unanswered + [asked(message, recalled)]).joined(separator: "\n")))
    return try model.encode(try form.prompt(turns))
  }

  private func asked(_ message: String, _ recalled: [Exchange]) -> String {
    recalled.isEmpty ? message : words.note(recalled, persona) + "\n" + message
  }

  private func system(_ facts: [Fact]) -> String {
    let who = persona.instructions
    var parts = who.isEmpty ? [words.anybody(persona.name)] : [who]
    let names = words.names(who.isEmpty ? nil : persona.name, persona.user)
    if !names.isEmpty { parts.append(names.joined(separator: "\n")) }
    if let greeting = persona.greeting { parts.append(words.greeting(greeting)) }
    if !facts.isEmpty {
      parts.append(([words.facts] + facts.map { "- " + $0.text }).joined(separator: "\n"))
    }
    return parts.joined(separator: "\n\n")
  }
}

extension CompanionWords {
  fileprivate func note(_ exchanges: [Exchange], _ persona: Persona) -> String {
    note(exchanges, name: persona.name, user: persona.user)
  }
}

extension CompanionMemory {
  /// What was called to mind for each of some exchanges and is still there.
  fileprivate func notes(of present: [Exchange]) -> [Int: [Exchange]] {
    var notes: [Int: [Exchange]] = [:]
    for exchange in present where !exchange.recalled.isEmpty {
      notes[exchange.id] = exchanges(exchange.recalled)
    }
    return notes
  }
}
