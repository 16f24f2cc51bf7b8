/// A text as Python knows it, a row of code points, each of which knows whether it is data.
///
/// Data is what came in with the messages; the template's own words are not. The mark travels with
/// each code point through slices, replacements and joins, and counts for nothing when texts are
/// compared. A prompt's special tokens are later read only where no code point is data.
package struct Text: Sendable {
  /// Code points, the mark in the highest bit.
  package var units: [UInt32]
  /// Marked safe for HTML: `+` and `%` then escape what is not, as in `markupsafe`.
  var isMarkup = false

  package static let dataMark: UInt32 = 1 << 31
  package static let mask: UInt32 = 0x1F_FFFF

  package init(units: [UInt32], isMarkup: Bool = false) {
    self.units = units
    self.isMarkup = isMarkup
  }

  package init(_ string: some StringProtocol, isData: Bool = false) {
    let mark = isData ? Self.dataMark : 0
    units = string.unicodeScalars.map { $0.value | mark }
  }

  package var count: Int { units.count }
  package var isEmpty: Bool { units.isEmpty }

  subscript(index: Int) -> UInt32 { units[index] & Self.mask }

  func slice(_ range: Range<Int>) -> Text {
    Text(units: Array(units[range]), isMarkup: isMarkup)
  }

  /// The text without its marks.
  package var string: String { Self.string(units[...]) }

  static func string(_ units: ArraySlice<UInt32>) -> String {
    var scalars = String.UnicodeScalarView()
    for unit in units {
      if let scalar = Unicode.Scalar(unit & mask) { scalars.append(scalar) }
    }
    return String(scalars)
  }

  mutating func append(_ other: Text) { units.append(contentsOf: other.units) }
  mutating func append(_ string: String) {
    for scalar in string.unicodeScalars { units.append(scalar.value) }
  }
}

extension Text: Hashable {
  package static func == (left: Text, right: Text) -> Bool {
    guard left.units.count == right.units.count else { return false }
    for index in left.units.indices where (left.units[index] ^ right.units[index]) & mask != 0 {
      return false
    }
    return true
  }

  package func hash(into hasher: inout Hasher) {
    for unit in units { hasher.combine(unit & Self.mask) }
  }
}

extension Text: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self.init(value) }
}

extension Text: Comparable {
  /// By code points, as Python compares.
  package static func < (left: Text, right: Text) -> Bool {
    for index in 0..<Swift.min(left.count, right.count) where left[index] != right[index] {
      return left[index] < right[index]
    }
    return left.count < right.count
  }
}
