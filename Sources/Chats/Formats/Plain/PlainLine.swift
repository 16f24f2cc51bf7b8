import struct Foundation.TimeZone
import Korean

/// A line of a plain transcript: perhaps a time, perhaps a name, and the rest.
struct PlainLine {
  /// Words that people put in front of a colon without being called so.
  private static let stopWords: Set<String> = [
    "note", "notes", "ps", "p.s.", "re", "fwd", "todo", "http", "https", "ftp", "error", "warning",
    "참고", "주의", "추신", "비고", "메모",
  ]

  /// Whether a date and a time stand in front.
  var hasFullTime = false
  var time: LocalTime?
  var name: String?
  var body: ArraySlice<UInt8>

  init(_ text: SourceText, _ line: Line, zone: TimeZone) {
    var scanner = Scanner(text.bytes, from: line.start, to: line.end)
    if let full = Self.takeTime(&scanner, zone: zone) {
      hasFullTime = full.isFull
      time = full.time
      let end = scanner.position
      if scanner.take(" ") {
        if scanner.take("-"), !scanner.take(" ") { scanner.position = end + 1 }
      }
    }
    body = text.bytes[scanner.position..<line.end]
    if let (name, rest) = Self.takeName(body) {
      self.name = name
      body = rest
    }
  }

  /// A time in brackets or bare, if a space follows; a time of day alone gives no date.
  private static func takeTime(
    _ scanner: inout Scanner, zone: TimeZone
  ) -> (time: LocalTime?, isFull: Bool)? {
    let start = scanner.position
    guard let first = scanner.next, first.isDigit || first == UInt8(ascii: "[") else { return nil }
    let isBracketed = scanner.take("[")
    var result: (time: LocalTime?, isFull: Bool)?
    if let time = ISOTime.take(&scanner, zone: zone, clockRequired: true) {
      result = (time, time != nil)
    } else if isBracketed,
      case .stamp(let stamp) = KakaoStamp.read(
        scanner.bytes, from: scanner.position, to: scanner.end)
    {
      scanner.position = stamp.end
      result = (stamp.time, true)
    } else if let clock = Clock.take(&scanner), clock.seconds != nil {
      result = (nil, false)
    }
    guard let result, !isBracketed || scanner.take("]"), scanner.next == 0x20 else {
      scanner.position = start
      return nil
    }
    return result
  }

  /// 1 to 40 characters in front of a colon and a space or the end of the line.
  private static func takeName(
    _ rest: ArraySlice<UInt8>
  ) -> (name: String, body: ArraySlice<UInt8>)? {
    // In letters (NFD) a syllable has up to nine bytes.
    guard let colon = rest.prefix(361).firstIndex(of: UInt8(ascii: ":")), colon > rest.startIndex
    else { return nil }
    let body = rest[(colon + 1)...]
    guard body.isEmpty || body.first == 0x20 else { return nil }
    let name = rest[..<colon].string
    let composed = Hangul.composed(name)
    let scalars = composed.unicodeScalars
    guard scalars.count <= 40, let first = scalars.first, let last = scalars.last,
      !first.properties.isWhitespace, !last.properties.isWhitespace,
      first.properties.generalCategory != .decimalNumber,
      !stopWords.contains(composed.lowercased())
    else { return nil }
    return (name, body.dropFirst())
  }
}
