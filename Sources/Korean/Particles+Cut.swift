/// Particles taken off, as when a word becomes part of a title (면회를 → 면회).
extension Particles {
  /// What a particle asks of the syllable before it.
  private enum Condition {
    case any, closed, open
  }

  /// Longest first, so that 에서는 is not taken for 는.
  private static let cut: [(text: String, after: Condition, isNominal: Bool)] = [
    ("이에요", .closed, false), ("입니다", .any, false), ("에서는", .any, true), ("으로는", .closed, true),
    ("까지는", .any, true), ("부터는", .any, true), ("이라도", .closed, false), ("한테는", .any, false),
    ("에서", .any, true), ("으로", .closed, true), ("까지", .any, true), ("부터", .any, true),
    ("한테", .any, false), ("이랑", .closed, true), ("에는", .any, true), ("하고", .any, false),
    ("처럼", .any, false), ("보다", .any, false), ("이나", .closed, false), ("인데", .any, false),
    ("이야", .closed, false), ("예요", .open, false), ("은", .closed, true), ("는", .open, true),
    ("이", .closed, true), ("가", .open, true), ("을", .closed, true), ("를", .open, true),
    ("와", .open, true), ("과", .closed, true), ("도", .any, true), ("만", .any, false),
    ("에", .any, true), ("로", .open, true), ("의", .any, true), ("랑", .open, true),
  ]

  /// The word without its particle, and whether that particle follows nouns only.
  ///
  /// Two syllables stay, and the particle must fit the syllable before it: 와이파이 does not lose its 이,
  /// since 이 follows a closed syllable.
  package static func stem(of word: String) -> (stem: String, isNominal: Bool)? {
    for particle in cut where word.hasSuffix(particle.text) {
      let stem = word.dropLast(particle.text.count)
      guard stem.count >= 2, let isClosed = Hangul.isClosed(stem.last) else { continue }
      switch particle.after {
      case .closed where !isClosed, .open where isClosed: continue
      default: return (String(stem), particle.isNominal)
      }
    }
    return nil
  }
}
