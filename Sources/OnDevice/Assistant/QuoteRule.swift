/// The constants of the quote rule, fitted on the training chats (`models/README.md`).
///
/// `scripts/train/quotes.json` holds the same numbers; a test compares them.
package struct QuoteRule: Sendable {
  package struct Weights: Sendable {
    package var points = 0.6
    package var length = 1.864
    package var first = 1.413
    package var last = 0.384
    package var position = 1.084
    package var number = 0.474
    package var numbers = 0.174
    package var share = 1.553
  }

  package var weights = Weights()
  /// Units that a summary may quote: a base and a share of the chat's units, at most `budgetMost`.
  package var budgetBase = 20.0
  package var budgetShare = 0.34
  package var budgetMost = 140.0
  /// The share of its own length by which a message may overshoot the budget.
  package var overshoot = 0.7
  /// The penalty for repeating what is quoted already, and the share from which a message is left out.
  package var repeatPenalty = 0.5
  package var repeatMost = 0.8
  /// What a value that is not told yet adds: its chance to be kept by a summary, less `valueEven`.
  package var value = 3.0
  package var valueEven = 0.62
  /// What a value takes away that is told already; nothing in Korean, where it cost ROUGE.
  package var valueAgain = 0.0
  /// A sentence all of whose values are less likely than this is left out where another stays.
  package var unlikely = 0.45
  /// The weight that a message without a number needs.
  package var shortest = 5
  package var dropped: Set<Unicode.Scalar> = ["ㅋ", "ㅎ", "ㅠ", "ㅜ", "ㅡ", "~", "^"]
  package var openers: Set<String> = [
    "네", "넵", "넹", "예", "응", "웅", "어", "아", "오", "와", "헐", "헉", "앗", "엥", "음", "흠", "아니", "근데",
    "그럼",
    "그리고", "혹시", "참", "아참", "야", "자", "ㅇㅇ", "ㅇㅋ", "oh", "ok", "okay", "yes", "yeah", "yep", "haha",
    "lol",
    "so", "and", "but", "well", "hi", "hey", "hello", "hmm", "ah", "oops", "안녕하세요", "여러분",
  ]
  package var placeholders: Set<String> = [
    "사진", "동영상", "이모티콘", "삭제된 메시지입니다.", "Photo", "Video", "Sticker",
  ]
  package var placeholderStarts = ["사진 ", "파일:", "File:"]

  package init() {}

  package static let fitted = QuoteRule()

  /// For a chat without Hangul: a written English summary is shorter beside its chat.
  package static let english: QuoteRule = {
    var rule = QuoteRule()
    (rule.budgetBase, rule.budgetShare) = (16, 0.3)
    (rule.value, rule.valueEven, rule.valueAgain) = (4, 0.72, 0.8)
    rule.unlikely = 0.55
    rule.weights.points = 0.8
    return rule
  }()
}
