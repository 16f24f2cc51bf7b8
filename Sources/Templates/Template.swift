/// A chat template that has been read: a program in the Jinja that models use.
///
/// It sees its variables and nothing else; what it may use is bounded by ``TemplateLimits``.
package struct Template: Sendable {
  private let body: [Statement]

  /// Reads a template.
  package init(_ source: String) throws(TemplateError) {
    guard source.utf8.count <= Self.sizeLimit else {
      throw TemplateError(
        .limit, "expected a template of at most \(Self.sizeLimit) bytes, found \(source.utf8.count)"
      )
    }
    body = try Parser.statements(of: source)
  }

  /// The longest template that is known has 40 KB.
  private static let sizeLimit = 4 << 20

  /// The text that the template makes of its variables, in which every code point knows whether it
  /// is data.
  package func render(
    _ variables: [TemplateValue.Member], limits: TemplateLimits = TemplateLimits(),
    now: @escaping @Sendable () -> CivilTime = CivilTime.now
  ) throws(TemplateError) -> Text {
    let interpreter = Interpreter(limits: limits, now: now)
    defer { interpreter.finish() }
    return try interpreter.run(body, variables)
  }
}
