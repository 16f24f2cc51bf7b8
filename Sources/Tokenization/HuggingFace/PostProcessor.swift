import JSON

/// The tokens that a `tokenizer.json` puts around a single text.
enum PostProcessor {
  /// The ids before and after; all must be below `count`.
  static func around(
    _ value: JSONValue, _ count: Int, depth: Int = 0
  ) throws(TokenizationError) -> (prefix: [Int32], suffix: [Int32]) {
    if value == .null { return ([], []) }
    guard depth < 8, let type = value["type"]?.string else {
      throw TokenizerJSON.unknown("post-processor", value)
    }
    switch type {
    // It moves offsets only.
    case "ByteLevel": return ([], [])
    case "Sequence":
      guard let parts = value["processors"]?.array else {
        throw .malformed(expected: "processors of a Sequence", found: "none")
      }
      var prefix: [Int32] = []
      var suffix: [Int32] = []
      for part in parts {
        let (before, after) = try around(part, count, depth: depth + 1)
        prefix = before + prefix
        suffix += after
      }
      return (prefix, suffix)
    case "BertProcessing", "RobertaProcessing":
      guard let first = value["cls"]?.array?.last, let last = value["sep"]?.array?.last else {
        throw .malformed(expected: "cls and sep of \(type)", found: "not both")
      }
      return ([try id(first, count)], [try id(last, count)])
    case "TemplateProcessing": return try template(value, count)
    default: throw TokenizerJSON.unknown("post-processor", value)
    }
  }

  private static func id(_ value: JSONValue, _ count: Int) throws(TokenizationError) -> Int32 {
    guard let id = value.integer, id >= 0, id < count else {
      throw .malformed(expected: "an id below \(count) in the post-processor", found: "another")
    }
    return Int32(truncatingIfNeeded: id)
  }

  private static func template(
    _ value: JSONValue, _ count: Int
  ) throws(TokenizationError) -> (prefix: [Int32], suffix: [Int32]) {
    guard let pieces = value["single"]?.array else {
      throw .malformed(expected: "single of TemplateProcessing", found: "none")
    }
    var parts: [[Int32]] = [[]]
    for piece in pieces {
      if piece["Sequence"]?["id"]?.string == "A" {
        parts.append([])
      } else if let name = piece["SpecialToken"]?["id"]?.string,
        let ids = value["special_tokens"]?[name]?["ids"]?.array
      {
        for element in ids { parts[parts.count - 1].append(try id(element, count)) }
      } else {
        throw .malformed(
          expected: "Sequence A or a known SpecialToken in the template", found: "another piece")
      }
    }
    guard parts.count == 2 else {
      throw TokenizationError(
        .unsupported, expected: "a template with the text once", found: "\(parts.count - 1) times")
    }
    return (parts[0], parts[1])
  }
}
