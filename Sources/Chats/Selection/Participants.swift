extension Chat {
  /// The participant that a name means, spelled as in the export.
  ///
  /// The spelling may be composed or decomposed and have white space around it.
  public func resolve(me name: String) throws(ChatSelectionError) -> String {
    let trimmed = name.trimmed
    let names = participants.map(\.name)
    // Strings compare by canonical equivalence; the exact spelling still goes first.
    if let exact = names.first(where: { $0.utf8.elementsEqual(name.utf8) }) { return exact }
    if let found = names.first(where: { $0 == name || $0.trimmed == trimmed }) { return found }
    let list = names.prefix(20).map(\.oneLine).joined(separator: ", ")
    let more = names.count > 20 ? " and \(names.count - 20) more" : ""
    throw ChatSelectionError(
      .unknownParticipant, "expected the name of a participant, found \"\(name.oneLine)\"",
      hint: names.isEmpty ? "nobody is named in this chat" : "the chat has \(list)\(more)")
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    let head = drop(while: \.isWhitespace)
    let tail = head.reversed().drop(while: \.isWhitespace)
    return String(tail.reversed())
  }
}
