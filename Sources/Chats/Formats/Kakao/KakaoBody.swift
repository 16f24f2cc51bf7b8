import Korean

/// Tells what the body of a KakaoTalk record is.
///
/// Only whole bodies count: `사진` is a photo, `사진 보냈어` is a text. What a person types letter by
/// letter like the messenger cannot be told apart.
enum KakaoBody {
  static func kind(of body: ArraySlice<UInt8>) -> Message.Kind {
    // The longest bodies that are placeholders start with a name of their kind; most bodies are
    // ordinary text and should cost little.
    guard let first = body.first else { return .text }
    if Hangul.hasLetters(body.prefix(60)) {
      return kind(ofComposed: Array(Hangul.composed(body.string).utf8)[...])
    }
    if first >= 0x80 || first == UInt8(ascii: "[") || first == UInt8(ascii: "(")
      || first == UInt8(ascii: "<") || 0x41...0x5A ~= first || 0x61...0x7A ~= first
      || first.isDigit
    {
      return kind(ofComposed: body)
    }
    return .text
  }

  private static func kind(ofComposed body: ArraySlice<UInt8>) -> Message.Kind {
    if let kind = boardPost(body) { return kind }
    if let kind = hashedMedia(body) { return kind }
    if let kind = unread(body) { return kind }
    if !body.contains(UInt8(ascii: "\n")), let kind = placeholder(body) { return kind }
    return Links.isOnlyLinks(body) ? .link : .text
  }

  /// `톡게시판 '공지': …` and `[공지] …`, told by the first line.
  private static func boardPost(_ body: ArraySlice<UInt8>) -> Message.Kind? {
    if body.hasPrefix("톡게시판 '공지':") || bracket(body, "[공지]") { return .notice }
    if body.hasPrefix("톡게시판 '투표':") || bracket(body, "[투표]") { return .poll }
    return nil
  }

  private static func bracket(_ body: ArraySlice<UInt8>, _ head: StaticString) -> Bool {
    guard body.hasPrefix(head) else { return false }
    return body.dropFirst(head.utf8CodeUnitCount).first?.isBlank ?? true
  }

  /// Files that are listed by the SHA-256 of their content, one a line.
  private static func hashedMedia(_ body: ArraySlice<UInt8>) -> Message.Kind? {
    guard body.count > 64, body.prefix(64).allSatisfy({ isHex($0) }) else { return nil }
    var kind: Message.Kind?
    for line in body.split(whereSeparator: \.isBlank) {
      guard line.count <= 69, line.count >= 68, line.prefix(64).allSatisfy({ isHex($0) }) else {
        return nil
      }
      switch line.dropFirst(64).string.lowercased() {
      case ".jpg", ".jpeg", ".png", ".gif", ".webp": kind = kind ?? .photo
      case ".mp4", ".mov": kind = kind ?? .video
      default: return nil
      }
    }
    return kind
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    byte.isDigit || 0x61...0x66 ~= byte || 0x41...0x46 ~= byte
  }

  /// `<사진 읽지 않음>`, once for every photo of an album.
  private static func unread(_ body: ArraySlice<UInt8>) -> Message.Kind? {
    guard body.first == UInt8(ascii: "<") else { return nil }
    let lines = Set(
      body.split(separator: UInt8(ascii: "\n")).map(\.trimmedRight.string).filter { !$0.isEmpty })
    if lines.isSubset(of: ["<사진 읽지 않음>", "<Photo Unread>"]) { return .photo }
    if lines.isSubset(of: ["<동영상 읽지 않음>", "<Video Unread>"]) { return .video }
    return nil
  }

  private static let fixed: [String: Message.Kind] = {
    var table: [String: Message.Kind] = [:]
    for (kind, words) in [
      (
        .photo,
        ["사진", "<사진>", "(사진)", "Photo", "photo", "Photos", "photos", "<Photo>", "(Photo)"]
      ),
      (.video, ["동영상", "(동영상)", "Video", "video", "Videos", "videos", "(Video)"]),
      (
        .sticker,
        [
          "이모티콘", "(이모티콘)", "Emoticon", "emoticon", "Emoticons", "emoticons", "(Emoticon)",
          "(emoticon)",
        ]
      ),
      (
        .voice,
        [
          "음성메시지", "음성 메시지", "Voice Note", "Voice note", "Voice Message", "Voice message",
        ]
      ),
      (
        .deleted,
        [
          "삭제된 메시지입니다.", "삭제된 메시지입니다", "(삭제된 메시지입니다.)", "(삭제된 메시지입니다)",
          "(삭제된 메시지입니다.", "(삭제된 메시지입니다", "삭제된 메시지입니다.)", "삭제된 메시지입니다)",
          "This message was deleted.", "This message was deleted",
          "The message has been deleted.", "The message has been deleted",
        ]
      ),
      (.call, ["보이스룸이 방금 시작했어요."]),
      (.contact, ["카카오톡 프로필"]),
    ] as [(Message.Kind, [String])] {
      for word in words { table[word] = kind }
    }
    return table
  }()

  private static let prefixes: [(StaticString, Message.Kind)] = [
    ("파일: ", .file), ("File: ", .file),
    ("지도: ", .map), ("위치: ", .map), ("Location: ", .map), ("Map: ", .map),
    ("연락처: ", .contact), ("Contact: ", .contact), ("카카오톡 프로필: ", .contact),
  ]

  private static func placeholder(_ body: ArraySlice<UInt8>) -> Message.Kind? {
    if body.count <= 60 {
      if let kind = fixed[body.string] { return kind }
      if let kind = counted(body) { return kind }
      if isCall(body) { return .call }
    }
    for (prefix, kind) in prefixes where body.hasPrefix(prefix) {
      return body.count > prefix.utf8CodeUnitCount ? kind : nil
    }
    return nil
  }

  /// `사진 3장`, `동영상 2개`, `Photo 4`, `Videos 2`.
  private static func counted(_ body: ArraySlice<UInt8>) -> Message.Kind? {
    for (head, tail, kind) in [
      ("사진 ", "장", .photo), ("동영상 ", "개", .video), ("Photo ", "", .photo),
      ("photo ", "", .photo), ("Photos ", "", .photo), ("photos ", "", .photo),
      ("Video ", "", .video), ("video ", "", .video), ("Videos ", "", .video),
      ("videos ", "", .video),
    ] as [(StaticString, StaticString, Message.Kind)]
    where body.hasPrefix(head) && body.hasSuffix(tail) {
      let number = body.dropFirst(head.utf8CodeUnitCount).dropLast(tail.utf8CodeUnitCount)
      if !number.isEmpty, number.allSatisfy(\.isDigit) { return kind }
    }
    return nil
  }

  private static let koreanCalls: [StaticString] = [
    "보이스톡", "페이스톡", "그룹콜", "라이브톡", "그룹 보이스톡", "그룹보이스톡", "그룹 페이스톡", "그룹페이스톡",
  ]
  private static let koreanStates: [StaticString] = [
    "해요", "취소", "부재중", "응답 없음", "연결 안됨", "시작", "종료",
  ]
  private static let englishCalls: [StaticString] = [
    "Voice Call", "Video Call", "Group Call", "Live Talk",
  ]
  private static let englishStates: [StaticString] = [
    " started", " ended", " canceled", " cancelled", " missed",
  ]

  private static func isCall(_ body: ArraySlice<UInt8>) -> Bool {
    if body.hasPrefix("보이스룸 종료") {
      let rest = body.dropFirst("보이스룸 종료".utf8.count)
      return rest.isEmpty || (rest.first == 0x20 && isDuration(rest.dropFirst()))
    }
    if let name = koreanCalls.first(where: { body.hasPrefix($0) }) {
      var rest = dropSpace(body.dropFirst(name.utf8CodeUnitCount))
      if let state = koreanStates.first(where: { rest.hasPrefix($0) }) {
        rest = rest.dropFirst(state.utf8CodeUnitCount)
      }
      rest = dropSpace(rest)
      return rest.isEmpty || isDuration(rest)
    }
    if let name = englishCalls.first(where: { body.hasPrefix($0) }) {
      var rest = body.dropFirst(name.utf8CodeUnitCount)
      if let state = englishStates.first(where: { rest.hasPrefix($0) }) {
        rest = rest.dropFirst(state.utf8CodeUnitCount)
      }
      return rest.isEmpty || (rest.first == 0x20 && isDuration(rest.dropFirst()))
    }
    return false
  }

  private static func dropSpace(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    text.first == 0x20 ? text.dropFirst() : text
  }

  /// `4:05` or `1:02:33`.
  private static func isDuration(_ text: ArraySlice<UInt8>) -> Bool {
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard 2...3 ~= parts.count, let first = parts.first, !first.isEmpty else { return false }
    return parts.allSatisfy { $0.allSatisfy(\.isDigit) }
      && parts.dropFirst().allSatisfy { $0.count == 2 }
  }
}
