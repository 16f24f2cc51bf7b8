/// One message of a chat, or one thing that the messenger itself wrote there.
public struct Message: Sendable, Hashable {
  /// What a message is, apart from its words.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case text, photo, video, sticker, file, voice, call, system, deleted, link, map, contact
    case poll, notice
  }

  /// When it was sent by the clock of the phone that exported the chat; `nil` where the export
  /// has no dates at all.
  public var time: LocalTime?

  /// The displayed name, exactly as in the export; `nil` where nobody sent it.
  public var sender: String?

  public var kind: Kind

  /// The words, with line breaks as `\n`; for media what the messenger wrote in their place.
  public var text: String

  public init(time: LocalTime?, sender: String?, kind: Kind, text: String) {
    self.time = time
    self.sender = sender
    self.kind = kind
    self.text = text
  }
}
