/// Unicode's normalisation forms (UAX #15), with the characters that Hugging Face's library knows.
enum UnicodeForm: String, Sendable, CaseIterable {
  case nfc = "NFC"
  case nfd = "NFD"
  case nfkc = "NFKC"
  case nfkd = "NFKD"

  private var isComposed: Bool { self == .nfc || self == .nfkc }
  private var isCompatible: Bool { self == .nfkc || self == .nfkd }

  func apply(_ text: inout [UInt8]) {
    if isPlain(text) { return }
    var scalars: [UInt32] = []
    scalars.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      let (scalar, length) = ScalarText.scalar(text, position)
      decompose(scalar, into: &scalars)
      position += length
    }
    Self.order(&scalars)
    if isComposed { Self.compose(&scalars) }
    text.removeAll(keepingCapacity: true)
    for scalar in scalars { ScalarText.append(scalar, to: &text) }
  }

  /// Whether the text is surely in this form: what is ordinary in most scripts' text.
  private func isPlain(_ text: [UInt8]) -> Bool {
    var position = 0
    while position < text.count {
      if text[position] < 0x80 {
        position += 1
        continue
      }
      let (scalar, length) = ScalarText.scalar(text, position)
      switch scalar {
      case 0x4E00...0x9FFF: break
      case 0xAC00...0xD7A3: guard isComposed else { return false }
      case 0x80..<0x300, 0x2010...0x2023, 0x3001...0x3098, 0x30A0...0x30FF, 0x3131...0x318E,
        0x1F300...0x1FAFF:
        guard self == .nfc else { return false }
      default: return false
      }
      position += length
    }
    return true
  }

  // MARK: - Decomposing

  private static let canonicalParts: [UInt32: (UInt32, UInt32)] = {
    var parts: [UInt32: (UInt32, UInt32)] = [:]
    parts.reserveCapacity(canonical.count)
    for word in canonical {
      parts[field(word, 42)] = (field(word, 21), field(word, 0))
    }
    return parts
  }()

  private static let compatibleParts: [UInt32: [UInt32]] = {
    var parts: [UInt32: [UInt32]] = [:]
    var current: UInt32 = 0
    for word in compatibility {
      let fields = [field(word, 42), field(word, 21), field(word, 0)]
      if word >> 63 == 0 { current = fields[0] }
      parts[current, default: []] += fields.dropFirst(word >> 63 == 0 ? 1 : 0).filter { $0 != 0 }
    }
    return parts
  }()

  private static func field(_ word: UInt64, _ shift: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: word >> shift & 0x1F_FFFF)
  }

  private func decompose(_ scalar: UInt32, into scalars: inout [UInt32]) {
    if scalar < 0xA0 { return scalars.append(scalar) }
    if (0xAC00...0xD7A3).contains(scalar) {
      let index = scalar - 0xAC00
      scalars.append(0x1100 + index / 588)
      scalars.append(0x1161 + index % 588 / 28)
      if index % 28 > 0 { scalars.append(0x11A7 + index % 28) }
      return
    }
    if isCompatible, let parts = Self.compatibleParts[scalar] {
      scalars += parts
      return
    }
    guard let (first, second) = Self.canonicalParts[scalar] else { return scalars.append(scalar) }
    // A table's decompositions are at most four deep, the second part always final.
    decompose(first, into: &scalars)
    if second != 0 { decompose(second, into: &scalars) }
  }

  func decomposed(_ scalar: UInt32) -> [UInt32] {
    var scalars: [UInt32] = []
    decompose(scalar, into: &scalars)
    return scalars
  }

  // MARK: - Order

  static func combiningClass(_ scalar: UInt32) -> UInt8 {
    if scalar < 0x300 { return 0 }
    var low = 0
    var high = combiningRuns.count
    while low < high {
      let middle = (low + high) / 2
      if combiningRuns[middle] >> 8 <= scalar { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? 0 : UInt8(combiningRuns[low - 1] & 0xFF)
  }

  /// Sorts each run of combining characters by class; equal ones keep their order.
  private static func order(_ scalars: inout [UInt32]) {
    var index = 0
    while index < scalars.count {
      var end = index
      while end < scalars.count, combiningClass(scalars[end]) != 0 { end += 1 }
      if end - index > 1 {
        let sorted = scalars[index..<end].enumerated()
          .map { (combiningClass($1), $0, $1) }
          .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        for (offset, item) in sorted.enumerated() { scalars[index + offset] = item.2 }
      }
      index = end + 1
    }
  }

  // MARK: - Composing

  private static let compositions: [UInt64: UInt32] = {
    var made: [UInt64: UInt32] = [:]
    for word in canonical where word >> 63 == 1 {
      made[word & 0x3FF_FFFF_FFFF] = field(word, 42)
    }
    return made
  }()

  private static func composed(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if (0x1100...0x1112).contains(first), (0x1161...0x1175).contains(second) {
      return 0xAC00 + ((first - 0x1100) * 21 + (second - 0x1161)) * 28
    }
    if (0xAC00...0xD7A3).contains(first), (first - 0xAC00) % 28 == 0,
      (0x11A8...0x11C2).contains(second)
    {
      return first + (second - 0x11A7)
    }
    return compositions[UInt64(first) << 21 | UInt64(second)]
  }

  private static func compose(_ scalars: inout [UInt32]) {
    var starter = -1
    var lastClass: UInt8 = 0
    var kept = 0
    for index in scalars.indices {
      let scalar = scalars[index]
      let ownClass = combiningClass(scalar)
      // Blocked if something of the same or a higher class, or a starter, stands between.
      let isBlocked =
        starter < 0 || kept - starter > 1 && (lastClass >= ownClass || lastClass == 0)
      if !isBlocked, let made = composed(scalars[starter], scalar) {
        scalars[starter] = made
        continue
      }
      if ownClass == 0 { starter = kept }
      lastClass = ownClass
      scalars[kept] = scalar
      kept += 1
    }
    scalars.removeSubrange(kept...)
  }

  // MARK: - Classes

  static func isMark(_ scalar: UInt32) -> Bool { scalar >= 0x300 && isInside(marks, scalar) }

  static func isNonSpacingMark(_ scalar: UInt32) -> Bool {
    scalar >= 0x300 && isInside(nonSpacingMarks, scalar)
  }

  static func isControl(_ scalar: UInt32) -> Bool {
    if scalar >= 0x20, scalar < 0x7F { return false }
    return isInside(controls, scalar)
  }

  static func isNumber(_ scalar: UInt32) -> Bool { isInside(numbers, scalar) }

  static func isPunctuation(_ scalar: UInt32) -> Bool { isInside(punctuation, scalar) }

  /// Whether an ascending table of first and last members of ranges has a scalar.
  private static func isInside(_ bounds: [UInt32], _ scalar: UInt32) -> Bool {
    var low = 0
    var high = bounds.count / 2
    while low < high {
      let middle = (low + high) / 2
      if bounds[2 * middle + 1] < scalar { low = middle + 1 } else { high = middle }
    }
    return low < bounds.count / 2 && bounds[2 * low] <= scalar
  }
}
