/// What the last ending of a sentence does, whatever its speech level.
package enum Ending: Hashable, Sendable {
  /// 어, 어요, 습니다, 다, 습니까: the mood is told by the sentence.
  case plain
  /// 아라, 세요 after 지 말, 십시오.
  case command
  /// 자, ㅂ시다.
  case proposal
  /// ㄹ게.
  case promise
  /// ㄹ까.
  case wonder
  /// ㄹ래.
  case want
  /// 네.
  case notice
  /// 지, 죠.
  case tag
  /// 거든.
  case reason
  /// 잖아.
  case known
  /// 는데, ㄴ데.
  case ground
  /// 더라, 더라고, 던데.
  case recall
  /// ㄹ걸.
  case guess
  /// 냐, 니, 나, ㄴ가, 는지.
  case question
  /// 대, 래, 재: what somebody else said.
  case hearsay
  /// 구나, 군.
  case exclamation
  /// 함, 감, 먹기: a sentence that ends as a noun.
  case nominal
  /// A connective that stands last: 고, 서, 니까, 면, 려고.
  case link
}

/// The speech level of a sentence.
package enum KoreanLevel: String, Hashable, Sendable {
  /// 해체: 먹었어.
  case casual
  /// 해라체: 먹었다.
  case plain
  /// 해요체: 먹었어요.
  case polite
  /// 합니다체: 먹었습니다.
  case formal

  /// Whether the level is 존댓말.
  package var isPolite: Bool { self == .polite || self == .formal }
}

/// The endings that are known, longest first, without 요.
struct EndingRow: Sendable {
  /// The form of the stem that the ending meets.
  enum Joint: Sendable { case direct, soft, infinitive }

  let letters: [UInt32]
  let text: String
  let joint: Joint
  let ending: Ending
  let level: KoreanLevel
  /// The ending alone tells a predicate; else the stem must be known.
  let isSure: Bool

  static let all: [EndingRow] = table.flatMap { texts, joint, ending, level, isSure in
    texts.split(separator: " ").map { text in
      EndingRow(
        letters: Hangul.ending(String(text)), text: String(text), joint: joint, ending: ending,
        level: level, isSure: isSure)
    }
  }.sorted { $0.letters.count > $1.letters.count }

  private typealias Group = (String, Joint, Ending, KoreanLevel, Bool)

  private static let table: [Group] = [
    ("는데 은데", .direct, .ground, .casual, true), ("ㄴ데", .soft, .ground, .casual, false),
    ("거든", .direct, .reason, .casual, true), ("잖아 잔아 자나", .direct, .known, .casual, true),
    ("네", .direct, .notice, .casual, false), ("지", .direct, .tag, .casual, false),
    ("죠", .direct, .tag, .polite, false),
    ("더라고 더라구 드라고 드라구", .direct, .recall, .casual, true),
    ("더라 드라 던데", .direct, .recall, .casual, false),
    ("나 니 냐 는가 는지", .direct, .question, .casual, false),
    ("ㄴ가 ㄴ지 ㄹ지", .soft, .question, .casual, false),
    ("자", .direct, .proposal, .plain, false),
    ("단다", .direct, .hearsay, .casual, false), ("는단다", .direct, .hearsay, .casual, false),
    ("ㄴ단다", .soft, .hearsay, .casual, false), ("마", .soft, .promise, .plain, false),
    ("소", .direct, .plain, .plain, false), ("야죠", .infinitive, .link, .polite, false),
    ("답니다 는답니다", .direct, .hearsay, .formal, false), ("ㄴ답니다", .soft, .hearsay, .formal, false),
    ("너라 거라", .direct, .command, .plain, false),
    ("구나 는구나 군 는군", .direct, .exclamation, .casual, false),
    ("ㄹ게 ㄹ께", .soft, .promise, .casual, true), ("ㄹ까", .soft, .wonder, .casual, false),
    ("ㄹ래 ㄹ레", .soft, .want, .casual, false), ("ㄹ걸 ㄹ껄", .soft, .guess, .casual, false),
    ("다 는다", .direct, .plain, .plain, false), ("ㄴ다", .soft, .plain, .plain, false),
    ("습니다 습니까", .direct, .plain, .formal, true), ("ㅂ니다 ㅂ니까", .soft, .plain, .formal, true),
    ("ㅂ시다", .soft, .proposal, .formal, false), ("시죠", .soft, .proposal, .polite, false),
    ("십시오 십시요 십쇼", .soft, .command, .formal, true),
    ("라", .infinitive, .command, .plain, false),
    ("는대 대 재 냬", .direct, .hearsay, .casual, false), ("ㄴ대 래", .soft, .hearsay, .casual, false),
    ("는다고 다고 냐고 자고", .direct, .hearsay, .casual, false),
    ("ㄴ다고 라고", .soft, .hearsay, .casual, false),
    ("ㅁ", .soft, .nominal, .casual, false), ("기", .direct, .nominal, .casual, false),
    ("고 길래 게 도록 든지 지만 자마자 느라 느라고", .direct, .link, .casual, false),
    ("니까 니깐 니 면 려고 ㄹ려고 러 면서 며", .soft, .link, .casual, false),
    ("서 도 야지 야 다가", .infinitive, .link, .casual, false),
  ]
}
