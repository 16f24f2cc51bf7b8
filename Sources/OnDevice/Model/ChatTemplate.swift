import JSON
import ModelFiles
import Templates

/// A chat template: how a model wants a conversation written, as a program in Jinja.
///
/// It is rendered as Hugging Face's `transformers` renders it, inside limits of work and size.
public struct ChatTemplate: Sendable {
  /// What messages call it.
  public let name: String
  private let template: Template
  private let tokens: [TemplateValue.Member]

  /// Reads a template.
  ///
  /// - Throws: ``OnDeviceError`` with `badData`, the line and the column.
  public init(_ text: String, name: String = "template") throws(OnDeviceError) {
    try self.init(text, name: name, tokens: [])
  }

  private init(
    _ text: String, name: String, tokens: [TemplateValue.Member]
  ) throws(OnDeviceError) {
    self.name = name
    self.tokens = tokens
    do {
      template = try Template(text)
    } catch {
      throw Self.problem(error, in: name)
    }
  }

  /// The template of a model: of a GGUF file, a Hugging Face folder, or a name; `withTools` takes
  /// the one that is made for tools, where a model has several.
  public static func ofModel(
    _ pathOrName: String?, withTools: Bool = false
  ) throws(OnDeviceError) -> ChatTemplate {
    let (name, templates) = try found(pathOrName)
    guard let text = templates.text(withTools: withTools) else {
      throw OnDeviceError(
        .modelUnavailable, "\(name): expected a chat template, found none",
        hint: "give one with --file")
    }
    return try ChatTemplate(
      text, name: name,
      tokens: templates.tokens.map { .init($0.name, .string($0.spelling)) })
  }

  private static func found(
    _ pathOrName: String?
  ) throws(OnDeviceError) -> (name: String, templates: ModelTemplates) {
    // A folder's template needs no weights beside it.
    if let path = pathOrName, ModelLocator.isFolder(path) {
      return try Problems.translated { (path, try ModelTemplates(FolderFiles(path: path))) }
    }
    let file = try ModelSource.checkpoint(pathOrName)
    return try Problems.translated { (file.name, try ModelTemplates(file.metadata)) }
  }

  /// A JSON text and what messages call it.
  public struct Document: Sendable {
    public var bytes: [UInt8]
    public var name: String

    public init(_ bytes: [UInt8], name: String) {
      self.bytes = bytes
      self.name = name
    }

    func value() throws(OnDeviceError) -> JSONValue {
      do {
        return try JSONValue(parsing: bytes)
      } catch {
        throw OnDeviceError(.badData, "\(name): \(error)")
      }
    }
  }

  /// The prompt that the template makes of messages, as one text.
  ///
  /// - Parameters:
  ///   - messages: a JSON array of objects with `role` and `content`, and what else the template
  ///     reads.
  ///   - tools: a JSON array of function descriptions.
  ///   - addsGenerationPrompt: whether what stands before an answer is added.
  ///   - settings: further variables, `enable_thinking` among them; JSON where it is JSON.
  /// - Returns: the prompt, with `bos_token` where the template writes it.
  /// - Throws: ``OnDeviceError`` with `badData` where the template refuses the messages.
  public func render(
    messages: Document, tools: Document? = nil, addsGenerationPrompt: Bool = false,
    settings: [(name: String, value: String)] = []
  ) throws(OnDeviceError) -> String {
    let list = try messages.value()
    guard let items = list.array, items.allSatisfy({ $0.object != nil }) else {
      throw OnDeviceError(
        .badData, "\(messages.name): expected an array of messages, found \(Self.found(list))")
    }
    let toolList = try tools?.value()
    if let toolList, let tools, toolList.array == nil {
      throw OnDeviceError(
        .badData, "\(tools.name): expected an array of tools, found \(toolList.kindName)")
    }
    let variables = ChatVariables(
      messages: list, tools: toolList, addsGenerationPrompt: addsGenerationPrompt,
      settings: tokens + settings.map { .init($0.name, Self.value(of: $0.value)) })
    do {
      return try template.render(variables.members).string
    } catch {
      throw Self.problem(error, in: name)
    }
  }

  private static func found(_ list: JSONValue) -> String {
    guard let wrong = list.array?.first(where: { $0.object == nil }) else { return list.kindName }
    return "\(wrong.kindName) in it"
  }

  private static func value(of text: String) -> TemplateValue {
    (try? JSONValue(parsing: Array(text.utf8))).map { TemplateValue($0) } ?? .string(text)
  }

  static func problem(_ error: TemplateError, in name: String) -> OnDeviceError {
    OnDeviceError(.badData, "\(name): chat template, \(error.description)")
  }
}
