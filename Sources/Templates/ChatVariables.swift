package import JSON

/// What a chat template is given, under the names that Hugging Face gives.
///
/// Everything that came in with the messages and tools is data, but for the names of known roles,
/// which templates put inside their own markers.
package struct ChatVariables: Sendable {
  package var messages: JSONValue
  package var tools: JSONValue?
  package var addsGenerationPrompt: Bool
  /// Further variables, `bos_token` and `enable_thinking` among them.
  package var settings: [TemplateValue.Member]

  package init(
    messages: JSONValue, tools: JSONValue? = nil, addsGenerationPrompt: Bool,
    settings: [TemplateValue.Member] = []
  ) {
    self.messages = messages
    self.tools = tools
    self.addsGenerationPrompt = addsGenerationPrompt
    self.settings = settings
  }

  private static let roles: Set<String> = [
    "system", "developer", "user", "assistant", "tool", "function", "ipython", "model",
  ]

  package var members: [TemplateValue.Member] {
    let items: TemplateValue =
      if let list = messages.array {
        .array(list.map(Self.message))
      } else {
        TemplateValue(messages)
      }
    let given: [TemplateValue.Member] = [
      .init("messages", .data(items)),
      .init("tools", tools.map { .data(TemplateValue($0)) } ?? .null),
      .init("documents", .null),
      .init("add_generation_prompt", .bool(addsGenerationPrompt)),
    ]
    // A setting of the same name wins.
    return given + settings
  }

  /// A message with its thoughts under each of the names that templates read.
  private static func message(_ json: JSONValue) -> TemplateValue {
    guard let object = json.object else { return TemplateValue(json) }
    var members: [TemplateValue.Member] = object.members.map { member in
      if member.key == "role", let role = member.value.string, roles.contains(role) {
        return .init("role", .plain(.string(role)))
      }
      return .init(member.key, TemplateValue(member.value))
    }
    let names = ["reasoning_content", "thinking", "reasoning"]
    let thought = names.lazy.compactMap { object[$0] }.first { !$0.isNull }
    if let thought {
      if object["thinking"] == nil {
        members.insert(.init("thinking", TemplateValue(thought)), at: 0)
      }
      members.removeAll { $0.key == "reasoning_content" }
      let place = object.keys.firstIndex(of: "reasoning_content")
      let shift = object["thinking"] == nil ? 1 : 0
      members.insert(
        .init("reasoning_content", TemplateValue(thought)),
        at: place.map { $0 + shift } ?? members.count)
    }
    return .object(members)
  }
}
