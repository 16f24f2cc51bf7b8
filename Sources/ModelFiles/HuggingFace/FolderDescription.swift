import JSON

/// What a folder says about its model beside its sizes: name, licence, template, special tokens.
///
/// The keys are GGUF's. Tokens of several kinds end a text: the first id of `eos_token_id` is
/// `tokenizer.ggml.eos_token_id`, all of them are `tokenizer.ggml.eos_token_ids`, a key of our own.
struct FolderDescription {
  private let files: FolderFiles
  private let config: FolderConfig
  private let generation: FolderConfig?
  private let tokenizer: FolderConfig?

  init(_ files: FolderFiles, _ config: FolderConfig) throws(ModelFileError) {
    self.files = files
    self.config = config
    generation = try files.objectIfPresent("generation_config.json").map {
      FolderConfig($0, file: files.path(of: "generation_config.json"))
    }
    tokenizer = try files.objectIfPresent("tokenizer_config.json").map {
      FolderConfig($0, file: files.path(of: "tokenizer_config.json"))
    }
  }

  func write(to writer: inout GGUFWriter) throws(ModelFileError) {
    writer.set("general.type", to: "model")
    writer.set("general.name", to: files.lastName)
    if let licence = try licence() { writer.set("general.license", to: licence) }
    if let template = try template() { writer.set("tokenizer.chat_template", to: template) }
    try writeTokens(to: &writer)
  }

  private func writeTokens(to writer: inout GGUFWriter) throws(ModelFileError) {
    if let id = try ids("bos_token_id").first {
      writer.set("tokenizer.ggml.bos_token_id", to: UInt32(clamping: id))
    }
    let ends = try ids("eos_token_id")
    if let id = ends.first { writer.set("tokenizer.ggml.eos_token_id", to: UInt32(clamping: id)) }
    if ends.count > 1 {
      writer.set("tokenizer.ggml.eos_token_ids", to: ends.map { UInt32(clamping: $0) })
    }
    if let id = try ids("pad_token_id").first {
      writer.set("tokenizer.ggml.padding_token_id", to: UInt32(clamping: id))
    }
  }

  /// Ids from both files, those of the generation first.
  private func ids(_ key: String) throws(ModelFileError) -> [Int] {
    var ids = try generation?.idsIfPresent(key) ?? []
    let inner = try config.sectionIfPresent("text_config")
    let ofText = try inner?.idsIfPresent(key)
    for id in try config.idsIfPresent(key) ?? ofText ?? [] where !ids.contains(id) {
      ids.append(id)
    }
    return ids
  }

  /// `chat_template.jinja`, or the template of the tokenizer's configuration.
  private func template() throws(ModelFileError) -> String? {
    if let text = try files.textIfPresent("chat_template.jinja") { return text }
    guard let value = tokenizer?.value("chat_template") else { return nil }
    if let text = value.string { return text }
    // A list of named ones.
    return value.array?.first { $0["name"]?.string == "default" }?["template"]?.string
  }

  /// The `license` of the model card's head, where it has one.
  private func licence() throws(ModelFileError) -> String? {
    guard let card = try? files.textIfPresent("README.md"), card.hasPrefix("---") else {
      return nil
    }
    for line in card.split(separator: "\n", omittingEmptySubsequences: false).dropFirst() {
      if line.hasPrefix("---") { return nil }
      guard line.hasPrefix("license:") else { continue }
      let name = line.dropFirst("license:".count).filter { !$0.isWhitespace && $0 != "\"" }
      return name.isEmpty ? nil : String(name.prefix(64))
    }
    return nil
  }
}
