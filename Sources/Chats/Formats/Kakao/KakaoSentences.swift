import Korean

/// Sentences that KakaoTalk itself writes into a chat, told by the whole line.
///
/// Names in them are 1 to 60 characters without ` : `, which ends the name of a sender.
enum KakaoSentences {
  private static let policyViolation =
    "운영정책을 위반한 메시지로 신고 접수 시 카카오톡 이용에 제한이 있을 수 있습니다."

  private static let tombstones: Set<String> = [
    "메시지가 삭제되었습니다.", "채팅방 관리자가 메시지를 가렸습니다.", "관리자가 메시지를 가렸습니다.",
    "This message was deleted.", "The message has been deleted.",
  ]

  /// Whether a whole text says that a message is gone.
  static func isTombstone(_ text: String) -> Bool { tombstones.contains(text) }

  /// Whether a whole text is one of the notes that follow the joining of an open chat.
  static func isPolicy(_ text: String) -> Bool {
    text == policyViolation || text.hasPrefix("타인, 기관 등의 사칭에 유의해 주세요.")
      || text.hasPrefix("타인, 기관 등의 사칭에 유의해주세요.")
  }

  /// Whether a whole line, trimmed at the right, is a sentence of the messenger.
  static func isSystem(_ line: ArraySlice<UInt8>) -> Bool {
    if line.hasSuffix(".") || line.hasPrefix("타인") {
      let text = string(line)
      return isSystem(text) || isPolicy(text)
    }
    return false
  }

  static func isTombstone(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count < 120, line.hasSuffix(".") else { return false }
    return isTombstone(string(line))
  }

  static func isPolicy(_ line: ArraySlice<UInt8>) -> Bool {
    line.count < 1_000 && isPolicy(string(line))
  }

  /// The text in whole syllables, so that both spellings of Hangul compare equal by their bytes.
  private static func string(_ line: ArraySlice<UInt8>) -> String {
    let text = line.string
    return Hangul.hasLetters(line) ? Hangul.composed(text) : text
  }
}

extension KakaoSentences {
  /// Endings behind `X님이`, with nothing between.
  private static let deeds = [
    " 들어왔습니다.", " 나갔습니다.", " 부방장이 되었습니다.", " 방장이 되었습니다.",
    " 방장으로 지정되었습니다.", " 부방장에서 해제되었습니다.",
    " 들어왔습니다." + policyViolation,
  ].map { Array(("님이" + $0).utf8) }

  private static let whole: Set<String> = ["방장이 변경되었습니다."]

  private static let abilities = [
    "관리자만 말하기 기능이 활성화되었습니다.", "관리자만 말하기 기능이 해제되었습니다.",
  ]

  private static let invitations = ["님을 초대했습니다.", "님을 초대하였습니다.", "님를 초대했습니다.", "님를 초대하였습니다."]
    .map { Array($0.utf8) }

  private static let removals = ["님을 내보냈습니다.", "님을내보냈습니다.", "님을 보냈습니다.", "님을보냈습니다."]
    .map { Array($0.utf8) }

  private static let renamings = ["변경했습니다.", "변경하였습니다."].map { Array($0.utf8) }

  private static let english = [
    " left this chatroom.", " joined this chatroom.", " has left this chatroom.",
    " has joined this chatroom.", " has been removed from this chatroom.",
  ].map { Array($0.utf8) }

  static func isSystem(_ text: String) -> Bool {
    let bytes = Array(text.utf8)[...]
    if whole.contains(text) || abilities.contains(text) || isHidden(bytes) { return true }
    if ends(bytes, deeds, named: true) || ends(bytes, english, named: true) { return true }
    if isInvitation(bytes) || isRemoval(bytes) || isRenaming(bytes) { return true }
    if let verb = bytes.firstIndex(of: " invited "), bytes.hasSuffix("."),
      bytes.endIndex - verb > " invited ".utf8.count + 1
    {
      return isName(bytes[..<verb])
    }
    return false
  }

  /// 1 to 60 characters without ` : `.
  private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard !bytes.isEmpty, bytes.count <= 240, bytes.firstIndex(of: " : ") == nil else {
      return false
    }
    return bytes.string.unicodeScalars.count <= 60
  }

  private static func ends(
    _ bytes: ArraySlice<UInt8>, _ endings: [[UInt8]], named: Bool
  ) -> Bool {
    endings.contains { ending in
      bytes.count > ending.count && bytes.suffix(ending.count).elementsEqual(ending)
        && (!named || isName(bytes.dropLast(ending.count)))
    }
  }

  /// Whether `X님이 ` stands in front, and what follows it.
  private static func afterActor(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let mark = bytes.firstIndex(of: "님이 "), isName(bytes[..<mark]) else { return nil }
    return bytes[(mark + "님이 ".utf8.count)...]
  }

  private static func isInvitation(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let rest = afterActor(bytes) else { return false }
    return ends(rest, invitations, named: false)
  }

  private static func isRemoval(_ bytes: ArraySlice<UInt8>) -> Bool {
    if ends(bytes, removals, named: true) { return true }
    guard let rest = afterActor(bytes) else { return false }
    return ends(rest, removals, named: true)
  }

  private static func isRenaming(_ bytes: ArraySlice<UInt8>) -> Bool {
    if let rest = afterActor(bytes), rest.hasPrefix("채팅방 이름을 ") || rest.hasPrefix("팀 이름을 ") {
      return ends(rest, renamings, named: false)
    }
    return (bytes.hasPrefix("채팅방 이름이 ") || bytes.hasPrefix("팀 이름이 "))
      && bytes.hasSuffix("변경되었습니다.")
  }

  /// Whether it says how many messages an administrator hid: `3개의 메시지를 가렸습니다.`.
  private static func isHidden(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.hasSuffix("개의 메시지를 가렸습니다.") else { return false }
    let digits = bytes.dropLast("개의 메시지를 가렸습니다.".utf8.count)
    return !digits.isEmpty && digits.allSatisfy(\.isDigit)
  }
}
