import ModelFiles
import Templates
import Tokenization

/// How conversations become tokens of a model.
extension LanguageModel {
  /// The chat form of a model: its own template, or the known form that it looks like when it
  /// cannot be run; and what is wrong with the template.
  static func chatForm(
    _ checkpoint: any Checkpoint
  ) throws -> (form: (any ChatForm)?, problem: String?) {
    let templates: ModelTemplates
    if let folder = checkpoint as? FolderCheckpoint {
      // Weights can be run without it: what is wrong with a file of words is told when it is used.
      guard let read = try? ModelTemplates(folder.files) else { return (nil, nil) }
      templates = read
    } else {
      templates = try ModelTemplates(checkpoint.metadata)
    }
    guard let text = templates.text(withTools: false) else { return (nil, nil) }
    do throws(TemplateError) {
      return (try JinjaPrompt(text, tokens: templates.tokens), nil)
    } catch {
      return (PromptTemplate(template: text), error.description)
    }
  }

  static func stopIDs(
    _ metadata: GGUFMetadata, _ tokenizer: Tokenizer?, _ form: (any ChatForm)?
  ) throws -> Set<Int32> {
    let described =
      try metadata.integersIfPresent("tokenizer.ggml.eos_token_ids")
      ?? metadata.integerIfPresent("tokenizer.ggml.eos_token_id").map { [$0] } ?? []
    var ids = Set(described.map { Int32(clamping: $0) })
    guard let tokenizer else { return ids }
    ids.formUnion(tokenizer.endTokens)
    if let form, let id = tokenizer.leadingSpecial(of: form.closing) { ids.insert(id) }
    return ids
  }

  /// The tokens of a prompt's pieces: special tokens where the piece says so and nowhere else, and
  /// one at the beginning of the text, whether or not the template writes it.
  package func encode(_ pieces: [PromptPiece]) throws(OnDeviceError) -> [Int32] {
    let texts = pieces.map { piece in
      switch piece {
      case .special(let text), .template(let text): PromptText(text, isData: false)
      case .text(let text): PromptText(text, isData: true)
      }
    }
    return try Problems.translated {
      let tokenizer = try tokenizer
      var ids = try tokenizer.encode(prompt: texts) { isMarker($0, tokenizer) }
      if tokenizer.addsBeginningOfText, let first = tokenizer.beginningOfText, ids.first != first {
        ids.insert(first, at: 0)
      }
      return try checked(ids)
    }
  }

  /// Whether a user-defined token is one that the chat form speaks with, and so no part of a
  /// message: files give many a marker the type of a word.
  private func isMarker(_ id: Int32, _ tokenizer: Tokenizer) -> Bool {
    if (try? stopIDs)?.contains(id) == true { return true }
    guard let form = template, let spelling = try? tokenizer.spelling(of: id) else { return false }
    return spelling.count > 2 && (spelling.hasPrefix("<") || spelling.hasPrefix("["))
      && form.speaks(spelling)
  }

  /// The model's chat form, or an error that says why there is none.
  package func requireTemplate() throws(OnDeviceError) -> any ChatForm {
    if let template { return template }
    // What is wrong with the vocabulary, if anything, says more.
    _ = try tokenizerIfPresent
    throw OnDeviceError(
      .modelUnavailable,
      "\(name): expected a chat template, found "
        + (templateProblem.map { "one that cannot be run: \($0)" } ?? "none"),
      hint: "use an instruction-tuned model, or 'generate' for plain continuation")
  }
}
