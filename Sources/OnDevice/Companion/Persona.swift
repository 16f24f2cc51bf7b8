/// Who a companion is: a name, the words that a model is given as its instructions, and a greeting.
///
/// ```swift
/// let persona = try Persona.read(bytes, name: "hana.txt")
/// let companion = try Companion(model: model, persona: persona)
/// ```
public struct Persona: Sendable, Hashable {
  /// What the companion is called; `nil` where nobody named it.
  public var name: String?
  /// What the companion calls the one who writes.
  public var user: String?
  /// What the companion says first.
  public var greeting: String?
  /// Who the companion is, in the words of whoever made it.
  public var instructions: String

  /// The most bytes of a persona's file.
  public static let largestFile = 1 << 20
  /// The most bytes of what a persona says of itself, all parts together.
  public static let largestText = 64 << 10

  public init(
    name: String? = nil, user: String? = nil, greeting: String? = nil, instructions: String = ""
  ) {
    self.name = name
    self.user = user
    self.greeting = greeting
    self.instructions = instructions
  }

  /// Reads a persona: plain text, or a character card in JSON.
  ///
  /// Plain text is who the companion is. Its first lines may be `name: …`, `user: …` and
  /// `greeting: …` (`이름:`, `사용자:`, `인사:`). Of a card the keys of `chara_card_v2` are read, also
  /// where they stand at the top, as in the first version; `{{char}}` and `{{user}}` become names.
  ///
  /// - Parameters:
  ///   - bytes: the file, which nobody has checked.
  ///   - name: how errors call it.
  /// - Returns: the persona, its texts in composed form.
  /// - Throws: ``OnDeviceError`` with `badData`, the file and, where there is one, the line.
  public static func read(_ bytes: [UInt8], name: String) throws(OnDeviceError) -> Persona {
    guard bytes.count <= largestFile else {
      throw OnDeviceError(
        .badData, "\(name): expected at most \(largestFile) bytes, found \(bytes.count)",
        hint: "a persona is a page of text")
    }
    guard !bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) else {
      throw OnDeviceError(
        .badData, "\(name): expected text or JSON, found a PNG picture",
        hint: "export the card as JSON")
    }
    var text = bytes[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    let first = text.first { !" \t\r\n".utf8.contains($0) }
    let persona =
      first == UInt8(ascii: "{")
      ? try CharacterCard.read(Array(text), name: name) : try PersonaText.read(text, name: name)
    let parts = [persona.name, persona.user, persona.greeting, persona.instructions]
    let size = parts.reduce(0) { $0 + ($1?.utf8.count ?? 0) }
    guard size <= largestText else {
      throw OnDeviceError(
        .badData, "\(name): expected at most \(largestText) bytes of text, found \(size)",
        hint: "all of it is read again with each message; shorten it")
    }
    return persona
  }
}
