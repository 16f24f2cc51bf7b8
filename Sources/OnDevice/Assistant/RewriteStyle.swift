import Foundation

/// What a rewritten message should be like.
public enum RewriteStyle: String, Sendable, Hashable, CaseIterable {
  case respectful = "존댓말"
  case casual = "반말"
  case polite
  case formal
  case friendly
  case shorter
  case longer
  case emoji
  case proofread

  /// Makes a style from one of its names, English or Korean.
  public init?(name: String) {
    let name = name.lowercased().precomposedStringWithCanonicalMapping
    if let style = Self(rawValue: name) {
      self = style
    } else if let style = Self.others[name] {
      self = style
    } else {
      return nil
    }
  }

  /// Every name that ``init(name:)`` knows.
  public static let names = allCases.map(\.rawValue) + others.keys.sorted()

  private static let others: [String: RewriteStyle] = [
    "casual": .casual, "정중하게": .formal, "공손하게": .polite, "친근하게": .friendly, "짧게": .shorter,
    "간결하게": .shorter,
    "길게": .longer, "이모지": .emoji, "맞춤법": .proofread, "교정": .proofread, "respectful": .respectful,
  ]
}

/// A message, rewritten.
public struct Rewriting: Sendable, Hashable {
  public var text: String
  public var language: Language
  public var model: String
  public var usage: Usage
}
