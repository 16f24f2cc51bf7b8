/// One turn of a conversation.
package struct Turn: Sendable, Hashable {
  package var role: Role
  package var content: String

  package init(_ role: Role, _ content: String) {
    self.role = role
    self.content = content
  }
}

/// How a model wants conversations written: its own template, or a form that is known.
package protocol ChatForm: Sendable {
  /// The turns in order, and what stands before the assistant's words.
  func prompt(_ turns: [Turn]) throws(OnDeviceError) -> [PromptPiece]

  /// What follows the assistant's words, up to the next turn's.
  var closing: String { get }

  /// Whether a token's spelling stands in the form itself.
  func speaks(_ spelling: String) -> Bool
}
