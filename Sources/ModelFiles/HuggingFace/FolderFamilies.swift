/// The families whose folders can be read, by the `model_type` of their configuration.
///
/// A new family is one more line here and a function in `Families/`.
package enum FolderFamilies {
  typealias Translation = @Sendable (FolderTranslator) throws(ModelFileError) -> Void

  private static let translations: [String: Translation] = [
    "ernie4_5": translateErnie,
    "exaone4": translateExaone4,
    "gemma": translateGemma,
    "gemma2": translateGemma2,
    "gemma3_text": translateGemma3,
    "glm": translateGLM,
    "glm4": translateGLM4,
    "granite": translateGranite,
    "hunyuan_v1_dense": translateHunyuan,
    "kanana2_tiny": translateKanana2Tiny,
    "llama": translateLlama,
    "minicpm": translateMiniCPM,
    "ministral": translateMistral,
    "mistral": translateMistral,
    "olmo2": translateOlmo2,
    "olmo3": translateOlmo2,
    "phi3": translatePhi3,
    "qwen2": translateQwen2,
    "qwen3": translateQwen3,
    "smollm3": translateSmolLM3,
  ]

  package static var known: [String] { translations.keys.sorted() }

  static func translation(
    for modelType: String, _ config: FolderConfig
  ) throws(ModelFileError) -> Translation {
    guard let translation = translations[modelType] else {
      throw config.failure(
        .unsupportedType, "model_type", expected: "one of \(known.joined(separator: ", "))",
        found: Printable.quoted(modelType))
    }
    return translation
  }
}
