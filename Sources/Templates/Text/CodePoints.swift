/// What Python says about single code points.
enum CodePoints {
  /// `str.isspace`: white space by Unicode and the four separators of ASCII.
  static func isSpace(_ point: UInt32) -> Bool {
    switch point & Text.mask {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
      0x205F, 0x3000:
      true
    default: false
    }
  }

  /// The ends of lines of `str.splitlines`.
  static func endsLine(_ point: UInt32) -> Bool {
    switch point & Text.mask {
    case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  static func isDigit(_ point: UInt32) -> Bool { (0x30...0x39).contains(point & Text.mask) }

  static func isWord(_ point: UInt32) -> Bool {
    let point = point & Text.mask
    guard point >= 0x80 else {
      return isDigit(point) || (0x41...0x5A).contains(point) || (0x61...0x7A).contains(point)
        || point == 0x5F
    }
    return isAlphanumeric(point)
  }

  static func isAlphabetic(_ point: UInt32) -> Bool {
    switch category(point) {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  static func isAlphanumeric(_ point: UInt32) -> Bool {
    isAlphabetic(point) || properties(point)?.numericType != nil
  }

  static func isUpper(_ point: UInt32) -> Bool { properties(point)?.isUppercase ?? false }
  static func isLower(_ point: UInt32) -> Bool { properties(point)?.isLowercase ?? false }
  static func isTitle(_ point: UInt32) -> Bool { category(point) == .titlecaseLetter }

  /// `str.isprintable`: what `repr` shows as it is.
  static func isPrintable(_ point: UInt32) -> Bool {
    if point & Text.mask == 0x20 { return true }
    switch category(point) {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator, nil:
      return false
    default: return true
    }
  }

  static func category(_ point: UInt32) -> Unicode.GeneralCategory? {
    properties(point)?.generalCategory
  }

  static func properties(_ point: UInt32) -> Unicode.Scalar.Properties? {
    Unicode.Scalar(point & Text.mask)?.properties
  }
}
