/// Who finds a companion's words: a model that converses, or the forms of the default model's replies.
protocol CompanionSpeaker: Sendable {
  /// Answers a message.
  ///
  /// - Parameters:
  ///   - message: what was said, and after what.
  ///   - options: how the next word is chosen.
  ///   - attempt: counts the answers to the same message from 0.
  ///   - receive: gets the words as they come.
  /// - Returns: the answer, also where it was cancelled on its way.
  /// - Throws: ``OnDeviceError``.
  func answer(
    _ message: CompanionMessage, options: GenerationOptions, attempt: Int,
    receive: @escaping @Sendable (String) -> Void
  ) async throws -> SpokenAnswer

  /// Forgets what was computed, on the disk too.
  func forgetComputed() async throws
}

/// A message to a companion with what it rests on.
struct CompanionMessage: Sendable {
  let text: String
  let present: [Exchange]
  let memory: CompanionMemory
  let persona: Persona
  let language: Language
}

/// An answer, and what happened to the talk for it.
struct SpokenAnswer: Sendable {
  var answer: CompanionAnswer
  /// How many of the oldest turns left the prompt.
  var dropped = 0
  /// The numbers of what was called to mind.
  var recalled: [Int] = []
}
