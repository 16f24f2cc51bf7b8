/// The facts about a value by which it is told whether a summary keeps it.
struct ValueFacts {
  let values: [[ChatValue]]
  private let senders: [String]
  private let texts: [[Unicode.Scalar]]
  private let asks: [Bool]
  private let agrees: [Bool]
  private let changes: [Bool]
  /// The messages that hold a value, by its key.
  private let holders: [String: [Int]]
  /// The messages that hold a kind, each once, with the key where it is the only one of its kind.
  private let kinds: [ChatValue.Kind: [(message: Int, only: String?)]]
  private let total: Int

  init(senders: [String], texts: [String], said: [String]) {
    self.senders = senders
    values = texts.map(ChatValue.find)
    self.texts = texts.map(ChatValue.folded)
    asks = said.map { $0.contains("?") || $0.contains("？") }
    agrees = said.map(Self.isAgreement)
    changes = texts.map { text in
      let text = " \(text.lowercased()) "
      return Self.changes.contains(where: text.contains)
    }
    var holders: [String: [Int]] = [:]
    var kinds: [ChatValue.Kind: [(message: Int, only: String?)]] = [:]
    for (message, row) in values.enumerated() {
      for value in row {
        if holders[value.key]?.last != message { holders[value.key, default: []].append(message) }
        if let last = kinds[value.kind]?.last, last.message == message {
          guard last.only != value.key else { continue }
          kinds[value.kind]?.removeLast()
          kinds[value.kind]?.append((message, nil))
        } else {
          kinds[value.kind, default: []].append((message, value.key))
        }
      }
    }
    self.holders = holders
    self.kinds = kinds
    total = values.reduce(0) { $0 + $1.count }
  }

  /// Whether a message begins as one that agrees.
  static func isAgreement(_ text: String) -> Bool {
    let start = String(text.prefix(12)).lowercased()
    return agreements.contains(where: start.hasPrefix)
  }

  func features(of value: ChatValue, in message: Int) -> [(key: String, value: Double)] {
    let count = senders.count
    let sender = senders[message]
    let holders = holders[value.key] ?? []
    let again = holders.filter { $0 > message }
    let before = holders.filter { $0 < message }
    let others = (kinds[value.kind] ?? []).filter { $0.only != value.key }.map(\.message)
    let later = others.filter { $0 > message }
    let end = min(count, message + 4)
    let reply = (message + 1..<max(message + 1, end)).first { senders[$0] != sender }
    let flags: [(String, Bool)] = [
      ("again", again.contains { senders[$0] == sender }),
      ("again_other", again.contains { senders[$0] != sender }),
      ("before", before.contains { senders[$0] == sender }),
      ("before_other", before.contains { senders[$0] != sender }),
      ("later", !later.isEmpty), ("soon", later.contains { $0 <= message + 3 }),
      ("earlier", others.contains { $0 < message }), ("first", message == 0),
      ("question", asks[message]), ("asked_back", reply.map { asks[$0] } ?? false),
      ("agreed", reply.map { agrees[$0] } ?? false), ("change", changes[message]),
      ("changed", later.contains { changes[$0] }), ("negated", isDenied(value, in: message)),
      ("joined", isJoined(value, in: message)), ("topic", isTopic(value, in: message)),
    ]
    return [
      (value.kind.rawValue, 1), ("one", 1), ("messages", Double(min(count, 30)) / 30),
      ("values", Double(min(total, 20)) / 20),
      ("beside", Double(min(values[message].count, 6)) / 6),
      ("length", Double(min(texts[message].count, 120)) / 120),
      ("position", Double(message) / Double(max(1, count - 1))),
    ] + flags.map { ($0, $1 ? 1 : 0) }
  }

  /// 3월 12일, 2만5천원: a part of what is said with its neighbour.
  private func isJoined(_ value: ChatValue, in message: Int) -> Bool {
    values[message].contains { other in
      (0...1).contains(value.range.lowerBound - other.range.upperBound)
        || (0...1).contains(other.range.lowerBound - value.range.upperBound)
    }
  }

  /// 7시는, 7시면: it is talked about, not told.
  private func isTopic(_ value: ChatValue, in message: Int) -> Bool {
    let after = Self.string(texts[message][value.range.upperBound...].prefix(2))
    return Self.topics.contains(where: after.hasPrefix)
  }

  /// 7시가 아니라, 7시 말고; not 7, instead of 7, from 7, than 7.
  private func isDenied(_ value: ChatValue, in message: Int) -> Bool {
    let text = texts[message]
    var tail = text[value.range.upperBound...].prefix(8)
    if let first = tail.first, "이가은는".unicodeScalars.contains(first) { tail = tail.dropFirst() }
    tail = tail.drop { $0 == " " }
    let after = Self.string(tail)
    if Self.denied.contains(where: after.hasPrefix) { return true }
    var head = text[..<value.range.lowerBound]
    while head.last == " " { head = head.dropLast() }
    let before = " " + Self.string(head.suffix(14))
    return Self.denying.contains(where: before.hasSuffix)
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static let topics = ["은", "는", "이면", "면", "이라", "인데"]
  private static let denied = ["아니", "말고", "아닌"]
  private static let denying = [" not", " instead of", " from", " than"]
  private static let agreements = [
    "네", "넵", "넹", "예", "응", "웅", "ㅇㅇ", "ㅇㅋ", "오키", "오케", "콜", "좋", "그래", "알겠", "알았", "찬성", "굿",
    "ㄱㄱ", "확인",
    "ok", "yes", "yep", "yeah", "sure", "perfect", "great", "deal", "done", "sounds", "works",
    "fine",
    "cool", "good", "will do", "got it", "see you",
  ]
  /// Words that go with a change of plan.
  static let changes = [
    "아니라", "아니고", "말고", "대신", "바꾸", "바뀌", "바뀜", "바꿔", "변경", "정정", "옮기", "옮겨", "미루", "미뤄", "밀려",
    "밀렸",
    "늦춰", "당겨", "당길", "로 하자", "다시", "취소", "착각", "잘못", " not ", " instead", " move", " moving",
    " change",
    " actually", " make it", " sorry", " push", " rather", " now ", " wrong", " swap", " shift",
    " resched",
  ]
}
