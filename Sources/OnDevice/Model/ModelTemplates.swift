import Foundation
import JSON
import ModelFiles

/// The chat templates that a model came with, and the special tokens that they may write.
struct ModelTemplates: Sendable {
  /// The texts by name; the one without a name of its own is `default`.
  var texts: [String: String] = [:]
  /// `bos_token` and the like with their spellings.
  var tokens: [(name: String, spelling: String)] = []

  /// The template for a request: with tools the one that is made for them, if there is one.
  func text(withTools: Bool) -> String? {
    if withTools, let text = texts["tool_use"] { return text }
    return texts["default"] ?? (texts.count == 1 ? texts.first?.value : nil)
  }

  // MARK: GGUF

  private static let ggufTokens = [
    "bos_token": "bos", "eos_token": "eos", "unk_token": "unknown", "pad_token": "padding",
  ]

  /// Those of a GGUF file; `spelled` knows the vocabulary.
  init(
    _ metadata: GGUFMetadata, spelled: (Int) throws -> String?
  ) throws {
    let key = "tokenizer.chat_template"
    texts["default"] = try metadata.stringIfPresent(key)
    for name in metadata.keys where name.hasPrefix(key + ".") {
      texts[String(name.dropFirst(key.count + 1))] = try metadata.stringIfPresent(name)
    }
    for (name, role) in Self.ggufTokens.sorted(by: { $0.key < $1.key }) {
      guard let id = try metadata.integerIfPresent("tokenizer.ggml.\(role)_token_id"),
        let spelling = try spelled(id)
      else { continue }
      tokens.append((name, spelling))
    }
  }

  /// Those of a GGUF file, whose vocabulary need not be one that can be used.
  init(_ metadata: GGUFMetadata) throws {
    let tokens = try metadata.stringsIfPresent("tokenizer.ggml.tokens")
    try self.init(metadata) { id in
      tokens.flatMap { (0..<$0.count).contains(id) ? $0.string(at: id) : nil }
    }
  }

  // MARK: Folders

  private static let folderTokens = [
    "bos_token", "cls_token", "eos_token", "mask_token", "pad_token", "sep_token", "unk_token",
  ]

  /// Those of a Hugging Face folder: `chat_template.jinja` comes before what the tokenizer's
  /// configuration holds.
  init(_ files: FolderFiles) throws {
    let configuration = try files.objectIfPresent("tokenizer_config.json")
    let template = configuration?["chat_template"]
    texts["default"] = template?.string
    for entry in template?.array ?? [] {
      if let name = entry["name"]?.string { texts[name] = entry["template"]?.string }
    }
    if template == nil, let other = try files.objectIfPresent("chat_template.json") {
      texts["default"] = other["chat_template"]?.string
    }
    if let text = try files.textIfPresent("chat_template.jinja") { texts = ["default": text] }
    let folder = files.path(of: "additional_chat_templates")
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    where name.hasSuffix(".jinja") {
      let file = "additional_chat_templates/\(name)"
      texts[String(name.dropLast(6))] = try files.textIfPresent(file)
    }
    let map = try files.objectIfPresent("special_tokens_map.json")
    for name in Self.folderTokens {
      let value = configuration?[name] ?? map?[name]
      if let spelling = value?.string ?? value?["content"]?.string {
        tokens.append((name, spelling))
      }
    }
  }
}
