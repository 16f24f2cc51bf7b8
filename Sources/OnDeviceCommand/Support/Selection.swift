import Chats
import OnDevice

extension SelectionOptions {
  /// The messages that the options choose.
  func apply(to chat: Chat) throws -> Chat {
    let owner = try me.map { try chat.participant($0, of: "--me") }
    let person = try about.map { try chat.participant($0, of: "--about") }
    let selection = ChatSelection(since: since, until: until, last: last, about: person, me: owner)
    return try selection.apply(to: chat)
  }

  /// The participant that `--me` names; it must be given.
  func requireMe(in chat: Chat) throws -> String {
    guard let me else {
      let names = chat.participants.map(\.name).joined(separator: ", ")
      throw OnDeviceError(
        .invalidRequest, "--me: expected whose phone it is, found nothing",
        hint: "the chat has \(names)")
    }
    return try chat.participant(me, of: "--me")
  }

  /// The participant that `--me` names, or the name itself where that person may have only read.
  ///
  /// A stranger's first messages have no word of the phone's owner yet, and somebody may be spoken of in
  /// a group before writing there. Any other unknown name among several people is a slip of the pen.
  func requireReader(in chat: Chat) throws -> String {
    do {
      return try requireMe(in: chat)
    } catch {
      guard let me else { throw error }
      let isNamed = chat.messages.contains { $0.text.contains(me) }
      guard chat.participants.count == 1 || isNamed else { throw error }
      return me
    }
  }
}

extension Chat {
  /// The participant that an option names; the error names the option.
  fileprivate func participant(_ name: String, of option: String) throws(OnDeviceError) -> String {
    do {
      return try resolve(me: name)
    } catch {
      throw OnDeviceError(.invalidRequest, "\(option): \(error.message)", hint: error.hint)
    }
  }
}

extension OnDeviceError {
  /// The error of an import in the form of the command.
  init(_ error: ChatImportError) {
    self.init(
      error.code == .unknownFormatName ? .invalidRequest : .badData, error.message,
      hint: error.hint)
  }

  /// What was asked for does not fit the chat: a usage error.
  init(_ error: ChatSelectionError) {
    self.init(.invalidRequest, error.message, hint: error.hint)
  }
}
