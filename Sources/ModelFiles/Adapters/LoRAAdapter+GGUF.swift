/// Adapters as llama.cpp's converter writes them: `TENSOR.lora_a` and `TENSOR.lora_b` for each
/// matrix, and `adapter.lora.alpha`.
extension LoRAAdapter {
  package convenience init(gguf file: GGUFFile) throws(ModelFileError) {
    let metadata = file.metadata
    try Self.require("general.type", "adapter", in: file)
    try Self.require("adapter.type", "lora", in: file)
    let alpha = try metadata.floatIfPresent("adapter.lora.alpha") ?? 0
    guard alpha.isFinite else {
      throw ModelFileError(
        .invalid, file: file.name, place: .key("adapter.lora.alpha"), expected: "a finite number",
        found: "\(alpha)")
    }
    var downs: [String: LoRAMatrix] = [:]
    var ups: [String: LoRAMatrix] = [:]
    for tensor in file.tensors {
      let isDown = tensor.name.hasSuffix(".lora_a")
      guard isDown || tensor.name.hasSuffix(".lora_b") else {
        throw ModelFileError(
          .unsupportedType, file: file.name, place: .tensor(tensor.name),
          expected: "names that end with .lora_a or .lora_b", found: "another")
      }
      let target = String(tensor.name.dropLast(".lora_a".count))
      let matrix = try LoRAMatrix(
        tensor.name, tensor.elementType, tensor.dimensions, file.bytes(of: tensor),
        file: file.name)
      if isDown { downs[target] = matrix } else { ups[target] = matrix }
    }
    var parts: [Part] = []
    for (target, down) in downs {
      guard let up = ups.removeValue(forKey: target) else {
        throw Self.alone(down.source, in: file.name)
      }
      // An adapter without alpha is applied as it is.
      let scale = alpha == 0 ? 1 : alpha / Float(down.rows)
      parts.append(try Part(target: target, down: down, up: up, scale: scale, file: file.name))
    }
    if let left = ups.values.first { throw Self.alone(left.source, in: file.name) }
    try self.init(
      name: file.name, family: metadata.string("general.architecture"), keepsHalvesOrder: false,
      parts: parts)
  }

  private static func require(
    _ key: String, _ value: String, in file: GGUFFile
  ) throws(ModelFileError) {
    let found = try file.metadata.stringIfPresent(key)
    guard found == value else {
      throw ModelFileError(
        .wrongFormat, file: file.name, place: .key(key), expected: "\"\(value)\"",
        found: found.map(Printable.quoted) ?? "no such key")
    }
  }

  static func alone(_ source: String, in file: String) -> ModelFileError {
    ModelFileError(
      .missing, file: file, place: .tensor(source), expected: "its partner, A or B",
      found: "it alone")
  }
}
