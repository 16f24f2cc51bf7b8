import ArgumentParser
import OnDevice

/// Shows what a model holds.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Family, shapes, tokenizer, template and memory of a model.")

  @Argument(help: "A GGUF file, a folder or a name; without it, the model inside this program.")
  var model: String?

  @Flag(name: .long, help: "List every tensor.")
  var tensors = false

  @Flag(name: .long, help: "Read every block and refuse NaN and infinity.")
  var check = false

  @Flag(name: .long, help: "Print one JSON document.")
  var json = false

  func run() throws {
    let found = try ModelInspection.open(model, check: check)
    if json { return try found.json(tensors: tensors).print() }
    for (label, value) in found.rows { Output.line("\(label): \(value)") }
    for warning in found.warnings { Notice.warn(warning) }
    if let problem = found.problem { Notice.warn("cannot be run: \(problem)") }
    if check { Output.line("check: every block is finite") }
    guard tensors else { return }
    for tensor in found.tensors {
      Output.line("\(tensor.name)\t\(tensor.type)\t\(tensor.shape)\t\(tensor.bytes) bytes")
    }
  }
}

extension ModelInspection {
  fileprivate var rows: [(String, String)] {
    var rows: [(String, String)] = [("file", path), ("bytes", "\(bytes)"), ("sha256", sha256)]
    func add(_ label: String, _ value: (some CustomStringConvertible)?) {
      if let value { rows.append((label, value.description)) }
    }
    add("name", name)
    add("family", family)
    add("licence", licence)
    add("parameters", parameters)
    let types = elementTypes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    add("element types", types.joined(separator: ", "))
    add("layers", layers)
    add("width", width)
    if let heads, let keyValueHeads, let headWidth {
      add("heads", "\(heads) of \(headWidth), \(keyValueHeads) for keys and values")
    }
    add("inner width", innerWidth)
    add("context", contextLength)
    add("vocabulary", vocabularyCount)
    add("tokenizer", tokenizer.map { $0 + (preTokenizer.map { " (\($0))" } ?? "") })
    for (role, token) in specialTokens.sorted(by: { $0.key < $1.key }) { add(role, token) }
    add("template", template ?? "none")
    add("memory", memory)
    return rows
  }

  private var memory: String {
    let cache = cacheBytes.map { " + \($0 >> 20) MiB of keys and values at the full context" } ?? ""
    return "\(weightBytes >> 20) MiB of weights" + cache
  }

  fileprivate func json(tensors listed: Bool) -> JSONValue {
    func integer(_ value: Int?) -> JSONValue { value.map { .integer($0) } ?? .null }
    var object: [String: JSONValue] = [
      "file": .string(path), "bytes": .integer(bytes), "sha256": .string(sha256),
      "name": JSONValue(name), "family": JSONValue(family), "licence": JSONValue(licence),
      "parameters": .integer(parameters),
      "element_types": .object(elementTypes.mapValues { .integer($0) }),
      "layers": integer(layers), "width": integer(width), "heads": integer(heads),
      "key_value_heads": integer(keyValueHeads), "head_width": integer(headWidth),
      "inner_width": integer(innerWidth), "context_length": integer(contextLength),
      "vocabulary_count": integer(vocabularyCount), "tokenizer": JSONValue(tokenizer),
      "pre_tokenizer": JSONValue(preTokenizer),
      "special_tokens": .object(specialTokens.mapValues { .string($0) }),
      "template": JSONValue(template), "weight_bytes": .integer(weightBytes),
      "cache_bytes": integer(cacheBytes), "warnings": .array(warnings.map { .string($0) }),
      "problem": JSONValue(problem),
    ]
    if listed {
      object["tensors"] = .array(
        tensors.map { tensor in
          .object([
            "name": .string(tensor.name), "type": .string(tensor.type),
            "shape": .array(tensor.shape.map { .integer($0) }), "bytes": .integer(tensor.bytes),
          ])
        })
    }
    return .object(object)
  }
}
