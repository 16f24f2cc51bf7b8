/// A parsed regular expression.
///
/// Sets carry the characters themselves; the program made from it numbers them by class.
indirect enum RegexNode: Hashable, Sendable {
  /// How a repetition chooses its length: as long as it can, as short as it can, or as long as it
  /// can with no second thought.
  enum Mode: Hashable, Sendable { case greedy, lazy, possessive }

  enum Assertion: Hashable, Sendable {
    case textStart, textEnd, textEndBeforeNewline, lineStart, lineEnd, wordBoundary, notWordBoundary
  }

  case empty
  case set(ScalarSet)
  case sequence([RegexNode])
  case alternatives([RegexNode])
  /// `maximum` is nil for no limit.
  case repeated(RegexNode, minimum: Int, maximum: Int?, Mode)
  case ahead(RegexNode, isNegative: Bool)
  /// Only one character is looked back at.
  case behind(ScalarSet, isNegative: Bool)
  case atomic(RegexNode)
  case assertion(Assertion)

  /// Whether it can match the empty string.
  var isNullable: Bool {
    switch self {
    case .empty, .ahead, .behind, .assertion: true
    case .set: false
    case .sequence(let parts): parts.allSatisfy(\.isNullable)
    case .alternatives(let parts): parts.contains(where: \.isNullable)
    case .repeated(let part, let minimum, _, _): minimum == 0 || part.isNullable
    case .atomic(let part): part.isNullable
    }
  }
}
