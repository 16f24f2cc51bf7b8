import JSON

/// A model as a Hugging Face folder, open for reading: the GGUF file that `convert` would write of
/// it, without writing it.
///
/// An instance exists only if the configuration is understood as a whole, every tensor has its
/// place in the family, and all bytes lie inside their files. Weights stay mapped; copied are only
/// tensors whose bytes are not aligned and the few that GGUF keeps in another form.
package final class FolderCheckpoint: Checkpoint {
  package let files: FolderFiles
  package let metadata: GGUFMetadata
  /// In the order in which the family lists them.
  package let tensors: [FolderTensor]
  /// What looks odd in the configuration though the model can be run.
  package let warnings: [String]
  /// The `model_type`, `qwen3_moe`.
  package let modelType: String
  private let indices: [String: Int]
  /// What the tensors' bytes lie in.
  private let storages: [ModelBytes]

  package var name: String { files.path }
  package var entries: [CheckpointTensor] { tensors.map(\.entry) }
  package var keepsHalvesOrder: Bool { true }

  package convenience init(path: String) throws(ModelFileError) {
    let files = FolderFiles(path: path)
    guard let config = try files.objectIfPresent("config.json") else {
      throw ModelFileError(
        .missing, file: files.path, expected: "a folder with config.json", found: "none")
    }
    try self.init(files: files, config: config, weights: files.openWeights())
  }

  /// Takes a configuration and weights that were opened elsewhere.
  package convenience init(
    files: FolderFiles, config: ModelBytes, weights: [SafeTensorsFile]
  ) throws(ModelFileError) {
    try self.init(files: files, config: FolderFiles.object(config), weights: weights)
  }

  private init(
    files: FolderFiles, config: JSONObject, weights: [SafeTensorsFile]
  ) throws(ModelFileError) {
    let outer = FolderConfig(config, file: files.path(of: "config.json"))
    let (decoder, modelType) = try Self.decoder(outer)
    try Self.refuseQuantised(outer, decoder)
    let tensors = try FolderTensors(weights, folder: files.path)
    if decoder !== outer { tensors.ignore(prefixes: Self.otherParts) }
    let translator = FolderTranslator(config: decoder, tensors: tensors)
    try FolderFamilies.translation(for: modelType, decoder)(translator)
    try tensors.finish()
    try FolderDescription(files, outer).write(to: &translator.metadata)
    try FolderPooling(files).write(to: translator)

    self.files = files
    self.modelType = modelType
    self.tensors = translator.results
    metadata = try translator.metadata.metadata(named: files.path(of: "config.json"))
    warnings = FolderWarnings.unread(decoder)
    indices = Dictionary(
      translator.results.enumerated().map { ($1.entry.name, $0) },
      uniquingKeysWith: { first, _ in first })
    storages = weights.map(\.storage) + tensors.owned
  }

  package func entryIfPresent(named name: String) -> CheckpointTensor? {
    indices[name].map { tensors[$0].entry }
  }

  /// The metadata as the beginning of a GGUF file.
  package var metadataWriter: GGUFWriter {
    var writer = GGUFWriter()
    for key in metadata.keys { writer.copy(key, from: metadata) }
    return writer
  }

  /// The file that the folder's tokenizer would come from.
  package var tokenizerFile: String { "tokenizer.json" }

  /// The files of the weights, by name.
  package var weightFiles: [ModelBytes] { storages.filter { $0.name.hasSuffix(".safetensors") } }

  /// What wrappers keep beside the text decoder.
  private static let otherParts = [
    "vision_tower.", "vision_model.", "visual.", "multi_modal_projector.", "model.vision_tower.",
    "model.visual.", "model.multi_modal_projector.", "model.vision_model.", "model.audio_tower.",
    "model.embed_vision.", "model.embed_audio.", "audio_tower.", "embed_vision.", "embed_audio.",
    "model.connector.", "mtp.",
  ]

  /// The part of the configuration that describes the text decoder, and its type.
  private static func decoder(
    _ outer: FolderConfig
  ) throws(ModelFileError) -> (FolderConfig, String) {
    let own = try outer.textIfPresent("model_type")
    for key in ["text_config", "llm_config", "language_config"] {
      guard let section = try outer.sectionIfPresent(key) else { continue }
      let inner = try section.textIfPresent("model_type")
      guard let type = inner ?? own.map({ $0 == "gemma3" ? "gemma3_text" : $0 }) else { continue }
      return (section, type)
    }
    guard let own else {
      throw outer.failure(
        .missing, "model_type", expected: "the model's type", found: "no such key")
    }
    return (outer, own)
  }

  /// Weights that are packed in a way of their own would be read as numbers.
  private static func refuseQuantised(
    _ outer: FolderConfig, _ decoder: FolderConfig
  ) throws(ModelFileError) {
    for config in [outer, decoder] {
      guard let section = try config.sectionIfPresent("quantization_config") else { continue }
      let method = try section.textIfPresent("quant_method") ?? "unknown"
      guard method == "mxfp4" else {
        throw config.failure(
          .unsupportedType, "quantization_config", expected: "weights in f32, f16 or bf16",
          found: "weights packed by \(Printable.quoted(method))")
      }
    }
  }
}
