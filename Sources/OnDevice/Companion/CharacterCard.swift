import JSON

/// Reads a character card: JSON with the common keys of `chara_card_v2`, of which any may be missing.
///
/// The format is described at github.com/malfoyslastname/character-card-spec-v2. Cards are made by
/// strangers: what is of another kind than it should be is an error, what is unknown is passed over.
enum CharacterCard {
  static func read(_ bytes: [UInt8], name file: String) throws(OnDeviceError) -> Persona {
    let object = try object(bytes, file)
    func text(_ key: String) throws(OnDeviceError) -> String? {
      guard let value = object[key], value != .null else { return nil }
      guard case .string(let string) = value else {
        throw OnDeviceError(
          .badData, "\(file): \(key): expected a string, found \(value.kindName)")
      }
      let text = ChatRendering.composed(string).replacing("\r\n", with: "\n").trimmingWhitespace()
      return text.isEmpty ? nil : text
    }

    guard let name = try text("name") else {
      throw OnDeviceError(
        .badData, "\(file): expected a character card with a name, found none",
        hint: "a card has the keys name, description, personality, scenario, first_mes")
    }
    try PersonaText.check(name, "name", file)
    let user = try text("user_name")
    let names = CardNames(character: name, user: user)
    let parts: [(heading: String, text: String?)] = [
      ("", try text("system_prompt").map { $0.replacing("{{original}}", with: "") }),
      ("", try text("description")), ("", try text("personality")), ("", try text("scenario")),
      ("", try text("mes_example").map { $0.replacing("<START>", with: "") }),
    ]
    let instructions = parts.compactMap(\.text).map { names.filled($0).trimmingWhitespace() }
      .filter { !$0.isEmpty }.joined(separator: "\n\n")
    return Persona(
      name: name, user: user, greeting: try text("first_mes").map(names.filled),
      instructions: instructions)
  }

  /// The object with the character's keys: `data`, or the whole in the first version.
  private static func object(_ bytes: [UInt8], _ file: String) throws(OnDeviceError) -> JSONObject {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: bytes)
    } catch {
      let line = 1 + bytes.prefix(error.offset).count { $0 == 0x0A }
      throw OnDeviceError(
        .badData, "\(file):\(line): expected \(error.expected), found \(error.found)")
    }
    guard let top = value.object else {
      throw OnDeviceError(.badData, "\(file): expected an object, found \(value.kindName)")
    }
    guard let data = top["data"] else { return top }
    guard let inner = data.object else {
      throw OnDeviceError(.badData, "\(file): data: expected an object, found \(data.kindName)")
    }
    return inner
  }
}

/// The names that take the place of `{{char}}` and `{{user}}`, in any case, and of `<BOT>` and `<USER>`.
struct CardNames {
  let character: String
  let user: String?

  func filled(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(where: { $0 == "{" || $0 == "<" }) {
      result += rest[..<start]
      rest = rest[start...]
      if let (name, count) = place(at: rest) {
        result += name
        rest = rest.dropFirst(count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result + rest
  }

  private func place(at text: Substring) -> (name: String, count: Int)? {
    let other =
      user ?? (Language.detect(in: [text.prefix(400)].map(String.init)) == .korean ? "너" : "you")
    for (mark, name) in [
      ("{{char}}", character), ("{{user}}", other), ("<bot>", character), ("<user>", other),
    ] where text.prefix(mark.count).lowercased() == mark {
      return (name, mark.count)
    }
    return nil
  }
}
