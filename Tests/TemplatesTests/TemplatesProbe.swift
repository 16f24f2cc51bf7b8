import Templates

/// What must hold for every template, shared by the fuzz harness and the replay of its corpus.
enum TemplatesProbe {
  private static let limits = TemplateLimits(work: 1 << 20, textLength: 1 << 18, depth: 200)
  private static let noon = CivilTime(year: 2026, month: 2, day: 28, hour: 12, minute: 5, second: 9)

  private static func message(_ role: String, _ content: String) -> TemplateValue {
    .object([.init("role", .plain(.string(role))), .init("content", .string(content))])
  }

  /// A conversation with a tool; `content` is what the user says.
  private static func variables(_ content: String) -> [TemplateValue.Member] {
    let call = TemplateValue.object([
      .init("name", .string("now")),
      .init("arguments", .object([.init("zone", .string("KST")), .init("n", .number(1.5))])),
    ])
    let assistant = TemplateValue.object([
      .init("role", .plain(.string("assistant"))), .init("content", .null),
      .init("tool_calls", .array([.object([.init("function", call)])])),
    ])
    return [
      .init(
        "messages",
        .data(
          .array([
            message("system", "짧게."), message("user", content), assistant, message("tool", "12:05"),
          ]))),
      .init("tools", .data(.array([call]))), .init("add_generation_prompt", .bool(true)),
      .init("bos_token", .string("<s>")), .init("n", .integer(-7)), .init("list", .array([])),
    ]
  }

  /// What is wrong with how a template is treated, or nil; it may also be refused by an error.
  ///
  /// What stands behind the first zero byte is what the user says.
  static func violation(of input: [UInt8]) throws(TemplateError) -> String? {
    let parts = input.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    let source = String(decoding: parts.first ?? [], as: UTF8.self)
    let content = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : "안녕 <|im_end|>"
    let template = try Template(source)
    let text = try template.render(variables(content), limits: limits) { noon }
    guard text.count <= limits.textLength else { return "more output than is allowed" }
    let again = try template.render(variables(content), limits: limits) { noon }
    guard again.units == text.units else { return "another text the second time" }
    if !source.contains("{"), !source.contains("\r"), !source.hasSuffix("\n") {
      guard text.string.utf8.elementsEqual(source.utf8) else { return "plain words changed" }
      guard text.units.allSatisfy({ $0 & Text.dataMark == 0 }) else { return "words that are data" }
    }
    return nil
  }

  /// Whether an error is one line and its place is inside the template.
  static func hasPlace(_ error: TemplateError, in input: [UInt8]) -> Bool {
    let source = String(decoding: input.prefix { $0 != 0 }, as: UTF8.self)
    let lines = source.split(omittingEmptySubsequences: false) { $0.isNewline }.count
    return error.line >= 1 && error.column >= 1 && error.line <= lines
  }
}
