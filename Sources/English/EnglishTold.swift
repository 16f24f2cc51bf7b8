/// What one sentence of a message becomes, before the sentences of one person are joined.
struct EnglishTold: Hashable, Sendable {
  enum Form: Hashable, Sendable {
    /// After the speaker's name: "is stuck at work", "asks Pavel to bring milk".
    case own
    /// A clause of its own: "the lift is broken".
    case fact
    /// Words that stay as they are, said or asked.
    case quote(isQuestion: Bool)
    /// A whole sentence about all of them: "they will meet at 7".
    case decision
  }

  var form: Form
  var text: String
  /// The word that ties it to what comes before: but, so.
  var link = ""
  /// It says no more than thanks, sorry or see you.
  var isSlight = false
  /// Its subject was we: who that is, only the speaker knows.
  var isOfGroup = false
  /// It names its speaker or source already.
  var isAttributed = false
  /// It begins with the name of whom it speaks to.
  var isAboutOther = false
  /// Nobody could answer it yet.
  var isOpen = false
  /// A note without persons, which can follow another sentence as it is.
  var isNote = false
  /// The place of the message that says it, among those told.
  var quote = 0

  /// A short remark or question without a number: what a busy reader can do without.
  var isMinor: Bool {
    guard !text.contains(where: \.isNumber) else { return false }
    // A request that is quoted is still a request.
    let lower = text.lowercased()
    if ["can you", "could you", "would you", "will you", "can u"].contains(where: lower.contains) {
      return false
    }
    switch form {
    case .own, .quote(true): return !isOpen && count < 9 && (form != .own || isQuestion)
    case .fact: return count < 6
    case .quote(false), .decision: return false
    }
  }

  /// asks whether, when, who: and no request.
  var isQuestion: Bool {
    text.hasPrefix("asks ")
      && text.split(separator: " ").dropFirst().first.map {
        ["whether", "what", "when", "where", "who", "which", "how", "why", "whose", "about"]
          .contains($0)
      } ?? false
  }

  /// A quotation of a few words, none of them a number or a name.
  var isShort: Bool {
    guard case .quote(false) = form, count < 4, !text.contains(where: \.isNumber) else {
      return false
    }
    return !text.dropFirst().contains(where: \.isUppercase)
  }

  var count: Int { text.split(separator: " ").count }
}
