/// The families whose folders can be read, by the `model_type` of their configuration.
///
/// A new family is one more line here and a function in `Families/`.
package enum FolderFamilies {
  typealias Translation = @Sendable (FolderTranslator) throws(ModelFileError) -> Void

  private static let translations: [String: Translation] = [
    "bert": translateBert,
    "camembert": translateRoberta,
    "deepseek_v3": translateDeepSeek3,
    "ernie4_5": translateErnie,
    "ernie4_5_moe": translateErnieMoe,
    "exaone4": translateExaone4,
    "gemma": translateGemma,
    "gemma2": translateGemma2,
    "gemma3_text": translateGemma3,
    "gemma3n_text": translateGemma3n,
    "gemma4_text": translateGemma4,
    "glm": translateGLM,
    "glm4": translateGLM4,
    "glm4_moe": translateGLM4Moe,
    "glm4_moe_lite": translateGLM4MoeLite,
    "gpt_oss": translateGptOss,
    "granite": translateGranite,
    "granitemoe": translateGraniteMoe,
    "hunyuan_v1_dense": translateHunyuan,
    "hyperclovax": translateHyperCLOVAX,
    "kanana2_tiny": translateKanana2Tiny,
    "lfm2": translateLFM2,
    "lfm2_moe": translateLFM2Moe,
    "llama": translateLlama,
    "minicpm": translateMiniCPM,
    "ministral": translateMinistral,
    "ministral3": translateMinistral3,
    "mistral": translateMistral,
    "olmo2": translateOlmo2,
    "olmoe": translateOlmoe,
    "olmo3": translateOlmo2,
    "phi3": translatePhi3,
    "qwen2": translateQwen2,
    "qwen2_moe": translateQwen2Moe,
    "qwen3": translateQwen3,
    "qwen3_5_moe_text": translateQwen35Moe,
    "qwen3_5_text": translateQwen35,
    "qwen3_moe": translateQwen3Moe,
    "qwen3_next": translateQwen3Next,
    "roberta": translateRoberta,
    "seed_oss": translateSeedOss,
    "smollm3": translateSmolLM3,
    "xlm-roberta": translateRoberta,
    "youtu": translateYoutu,
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
