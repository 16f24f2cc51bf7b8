/// Reads a persona in plain text: lines `key: value` at the front, then who the companion is.
///
/// The front ends at the first line that is none of its keys; each stands there once and has a value.
enum PersonaText {
  /// The most characters of a name.
  static let longestName = 100

  private enum Key: String {
    case name, user, greeting
  }

  private static let keys: [String: Key] = [
    "name": .name, "user": .user, "greeting": .greeting,
    "이름": .name, "사용자": .user, "인사": .greeting,
  ]

  static func read(_ bytes: ArraySlice<UInt8>, name file: String) throws(OnDeviceError) -> Persona {
    let lines = try lines(of: bytes, file)
    var found: [Key: String] = [:]
    var rest = lines[...]
    while let line = rest.first, let (key, value) = entry(line) {
      let place = "\(file):\(lines.count - rest.count + 1)"
      guard !value.isEmpty else {
        throw OnDeviceError(.badData, "\(place): expected a value of \(key), found none")
      }
      if key != .greeting { try check(value, key.rawValue, place) }
      guard found.updateValue(value, forKey: key) == nil else {
        throw OnDeviceError(.badData, "\(place): expected \(key) once, found it a second time")
      }
      rest = rest.dropFirst()
    }
    let instructions = rest.joined(separator: "\n").trimmingWhitespace()
    guard !instructions.isEmpty || found[.name] != nil else {
      throw OnDeviceError(
        .badData, "\(file): expected who the companion is, found nothing",
        hint: "write a few sentences about them, or name: … in the first line")
    }
    return Persona(
      name: found[.name], user: found[.user], greeting: found[.greeting],
      instructions: instructions)
  }

  /// A name is one line of some length.
  static func check(_ name: String, _ key: String, _ place: String) throws(OnDeviceError) {
    guard name.count <= longestName else {
      throw OnDeviceError(
        .badData,
        "\(place): expected a \(key) of at most \(longestName) characters, found \(name.count)")
    }
    guard !name.contains(where: \.isNewline) else {
      throw OnDeviceError(.badData, "\(place): expected a \(key) on one line, found several")
    }
  }

  private static func entry(_ line: String) -> (Key, String)? {
    guard let colon = line.firstIndex(where: { $0 == ":" || $0 == "：" }),
      let key = keys[line[..<colon].trimmingWhitespace().lowercased()]
    else { return nil }
    return (key, line[line.index(after: colon)...].trimmingWhitespace())
  }

  /// The lines in composed form, each valid and without control characters.
  private static func lines(
    of bytes: ArraySlice<UInt8>, _ file: String
  ) throws(OnDeviceError) -> [String] {
    var lines: [String] = []
    for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let place = "\(file):\(lines.count + 1)"
      guard let line = String(validating: part, as: UTF8.self) else {
        throw OnDeviceError(
          .badData, "\(place): expected UTF-8, found an invalid byte sequence",
          hint: "convert the file to UTF-8")
      }
      let text = line.hasSuffix("\r") ? String(line.dropLast()) : line
      if let control = text.unicodeScalars.first(where: { $0.value < 0x20 && $0 != "\t" }) {
        let code = String(control.value, radix: 16, uppercase: true)
        throw OnDeviceError(
          .badData, "\(place): expected text, found the control character \(code)")
      }
      lines.append(ChatRendering.composed(text))
    }
    return lines
  }
}
