package import ModelFiles

/// The families that can be read, by the name that files give in `general.architecture`.
///
/// A new family is one more line here and a mapping.
package enum Families {
  typealias Mapping = @Sendable (PlanReader) throws(ModelFileError) -> DecoderPlan

  private static let mappings: [String: Mapping] = [
    "chatglm": glm,
    "deepseek2": deepSeek2,
    "ernie4_5": ernie45,
    "ernie4_5-moe": ernie45MoE,
    "exaone4": exaone4,
    "gemma": gemma,
    "gemma2": gemma2,
    "gemma3": gemma3,
    "gemma3n": gemma3n,
    "gemma4": gemma4,
    "glm4": glm4,
    "glm4moe": glm4MoE,
    "gpt-oss": gptOSS,
    "granite": granite,
    "granitemoe": graniteMoE,
    "hunyuan-dense": hunyuanDense,
    "hyperclovax": hyperCLOVAX,
    "kanana2_tiny": kanana2Tiny,
    "lfm2": lfm2,
    "lfm2moe": lfm2MoE,
    "llama": llama,
    "minicpm": minicpm,
    "mistral3": mistral3,
    "olmo2": olmo2,
    "olmoe": olmoe,
    "phi3": phi3,
    "qwen2": qwen2,
    "qwen2moe": qwen2MoE,
    "qwen3": qwen3,
    "qwen35": qwen35,
    "qwen35moe": qwen35MoE,
    "qwen3moe": qwen3MoE,
    "qwen3next": qwen3Next,
    "seed_oss": qwen2,
    "smollm3": smollm3,
  ]

  package static var known: [String] { mappings.keys.sorted() }

  /// Reads the plan of a checkpoint's model.
  package static func plan(of file: any Checkpoint) throws(TransformerError) -> DecoderPlan {
    let name = try TransformerError.wrapping { () throws(ModelFileError) in
      try file.metadata.string("general.architecture")
    }
    guard let mapping = mappings[name] else {
      throw .unknownArchitecture(name, known: known)
    }
    return try TransformerError.wrapping { () throws(ModelFileError) in
      try mapping(PlanReader(file: file, family: name))
    }
  }
}
