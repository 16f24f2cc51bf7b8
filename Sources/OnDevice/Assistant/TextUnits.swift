import Foundation

/// The units in which texts are measured and compared: Hangul syllables, runs of Latin letters and
/// runs of digits, in lower case, as ROUGE is counted for Korean here (`scripts/train/rouge.py`).
package enum TextUnits {
  /// The units in order, of a text that is NFC.
  package static func list(_ text: String) -> [String] {
    var units: [String] = []
    var run = String.UnicodeScalarView()
    var isDigits = false
    func flush() {
      if !run.isEmpty { units.append(String(run)) }
      run = String.UnicodeScalarView()
    }
    for scalar in text.lowercased().unicodeScalars {
      switch scalar.value {
      case 0xAC00...0xD7A3:
        flush()
        units.append(String(scalar))
      case 0x30...0x39, 0x61...0x7A:
        let digit = scalar.value < 0x61
        if digit != isDigits { flush() }
        isDigits = digit
        run.append(scalar)
      default:
        flush()
      }
    }
    flush()
    return units
  }

  static func isNumber(_ unit: String) -> Bool {
    unit.utf8.first.map { (0x30...0x39).contains($0) } ?? false
  }

  static func isHangul(_ unit: String) -> Bool { unit.utf8.first.map { $0 >= 0x80 } ?? false }

  /// Pairs of neighbouring units.
  static func pairs(_ units: [String]) -> Set<String> {
    Set(zip(units, units.dropFirst()).map { $0 + " " + $1 })
  }

  /// The beginnings of words: two syllables of Hangul, four Latin letters; what stays of a word when
  /// its ending changes.
  static func beginnings(_ text: String) -> Set<String> {
    let scalars = ChatValue.folded(text.precomposedStringWithCanonicalMapping)
    return Set(
      EvidenceText.runs(scalars[...], of: [.hangul, .latin], mixed: false).compactMap { run in
        let most = run.first.map { $0.value < 0x80 } ?? false ? 4 : 2
        return run.count >= most ? EvidenceText.string(run.prefix(most)) : nil
      })
  }

  /// Pairs of neighbouring units, and the numbers alone.
  static func pairsAndNumbers(_ text: String) -> Set<String> {
    let units = list(text)
    return pairs(units).union(units.filter(isNumber))
  }
}
