import JSON

/// Adapters as Hugging Face's PEFT writes them: `adapter_config.json` and
/// `adapter_model.safetensors`, tensors named after the model's own modules.
extension LoRAAdapter {
  package convenience init(peft files: FolderFiles) throws(ModelFileError) {
    guard let object = try files.objectIfPresent("adapter_config.json") else {
      throw ModelFileError(
        .missing, file: files.path, expected: "a GGUF adapter, or adapter_config.json in a folder",
        found: "neither")
    }
    let config = try PEFTConfig(
      FolderConfig(object, file: files.path(of: "adapter_config.json")))
    guard let storage = try files.bytesIfPresent("adapter_model.safetensors") else {
      throw ModelFileError(
        .missing, file: files.path, expected: "adapter_model.safetensors", found: "none")
    }
    let file = try SafeTensorsFile(storage)
    var downs: [String: LoRAMatrix] = [:]
    var ups: [String: LoRAMatrix] = [:]
    for tensor in file.tensors {
      let (module, isDown) = try Self.module(of: tensor.name, in: file.name)
      guard let type = tensor.type.elementType else {
        throw ModelFileError(
          .unsupportedType, file: file.name, place: .tensor(tensor.name),
          expected: "F32, F16 or BF16", found: tensor.type.name)
      }
      let matrix = try LoRAMatrix(
        tensor.name, type, tensor.dimensions, file.bytes(of: tensor), file: file.name)
      let old =
        isDown
        ? downs.updateValue(matrix, forKey: module)
        : ups.updateValue(matrix, forKey: module)
      if let old {
        throw ModelFileError(
          .duplicate, file: file.name, place: .tensor(tensor.name), expected: "each matrix once",
          found: "it as \(Printable.quoted(old.source)) too")
      }
    }
    var parts: [Part] = []
    for (module, down) in downs {
      guard let up = ups.removeValue(forKey: module) else {
        throw Self.alone(down.source, in: file.name)
      }
      guard let target = PEFTNames.target(of: module) else {
        throw ModelFileError(
          .unsupportedType, file: file.name, place: .tensor(down.source),
          expected: "an adapter of attention, dense feed-forward parts or the head",
          found: "one of \(Printable.quoted(module))")
      }
      parts.append(
        try Part(
          target: target, down: down, up: up,
          scale: try config.scale(of: module, rank: down.rows), file: file.name))
    }
    if let left = ups.values.first { throw Self.alone(left.source, in: file.name) }
    try self.init(name: files.path, family: nil, keepsHalvesOrder: true, parts: parts)
  }

  /// `base_model.model.model.layers.0.mlp.up_proj.lora_A.weight` is A of
  /// `model.layers.0.mlp.up_proj`; an adapter's own name may stand before `weight`.
  private static func module(
    of name: String, in file: String
  ) throws(ModelFileError) -> (module: String, isDown: Bool) {
    let prefix = "base_model.model."
    let words = name.split(separator: ".", omittingEmptySubsequences: false)
    if name.hasPrefix(prefix), words.last == "weight" {
      for position in words.indices.suffix(3).dropLast() {
        guard words[position] == "lora_A" || words[position] == "lora_B" else { continue }
        let module = words[2..<max(position, 2)].joined(separator: ".")
        return (module, words[position] == "lora_A")
      }
    }
    throw ModelFileError(
      .unsupportedType, file: file, place: .tensor(name),
      expected: "base_model.model.….lora_A.weight or lora_B.weight", found: "another")
  }
}

/// What `adapter_config.json` says about the sizes of the parts.
private struct PEFTConfig {
  private let config: FolderConfig
  private let rank: Int
  private let alpha: Double
  private let usesRoot: Bool
  private let ranks: [(pattern: String, value: Double)]
  private let alphas: [(pattern: String, value: Double)]

  init(_ config: FolderConfig) throws(ModelFileError) {
    self.config = config
    let type = try config.textIfPresent("peft_type")
    guard type == "LORA" else {
      throw config.failure(
        .unsupportedType, "peft_type", expected: "LORA",
        found: type.map(Printable.quoted) ?? "no such key")
    }
    // DoRA scales each row of the sum anew: it is no correction beside the weight.
    for key in ["use_dora", "fan_in_fan_out", "lora_bias", "use_qalora"] {
      try config.require(key, false, default: false)
    }
    let bias = try config.textIfPresent("bias") ?? "none"
    guard bias == "none" else {
      throw config.failure(
        .unsupportedType, "bias", expected: "none", found: Printable.quoted(bias))
    }
    for key in ["modules_to_save", "trainable_token_indices", "target_parameters"] {
      guard let value = config.value(key), value.array?.isEmpty != true else { continue }
      throw config.failure(
        .unsupportedType, key, expected: "nothing that is trained beside the pairs",
        found: value.kindName)
    }
    rank = try config.count("r")
    alpha = try config.number("lora_alpha")
    usesRoot = try config.flag("use_rslora", default: false)
    ranks = try Self.patterns("rank_pattern", config)
    alphas = try Self.patterns("alpha_pattern", config)
  }

  /// The factor of a module's product, after its rank was found to be the announced one.
  func scale(of module: String, rank found: Int) throws(ModelFileError) -> Float {
    let rank = Self.value(of: module, ranks) ?? Double(rank)
    guard Double(found) == rank else {
      throw config.failure(
        .mismatch, "r", expected: "rank \(found) of \(Printable.quoted(module))",
        found: "\(rank)")
    }
    let alpha = Self.value(of: module, alphas) ?? alpha
    return Float(alpha / (usesRoot ? rank.squareRoot() : rank))
  }

  /// Patterns are regular expressions that end with the module's name; those in use are names.
  private static func patterns(
    _ key: String, _ config: FolderConfig
  ) throws(ModelFileError) -> [(pattern: String, value: Double)] {
    guard let section = try config.sectionIfPresent(key) else { return [] }
    var patterns: [(pattern: String, value: Double)] = []
    for name in section.keys {
      let isPlain = name.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
          || $0 == 0x5f || $0 == 0x2e
      }
      let value = try section.numberIfPresent(name)
      guard isPlain, !name.isEmpty, let value, value > 0, value < 1e6 else {
        throw config.failure(
          .unsupportedType, key, expected: "names of modules with numbers above 0",
          found: Printable.quoted(name))
      }
      patterns.append((name, value))
    }
    return patterns
  }

  private static func value(
    of module: String, _ patterns: [(pattern: String, value: Double)]
  ) -> Double? {
    patterns.first { module == $0.pattern || module.hasSuffix("." + $0.pattern) }?.value
  }
}
