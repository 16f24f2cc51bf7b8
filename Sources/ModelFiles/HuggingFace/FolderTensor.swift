import Tensor

/// A tensor of a folder under its GGUF name, and how a GGUF file keeps its rows.
package struct FolderTensor: Sendable {
  package let entry: CheckpointTensor
  /// The number of heads whose rows a GGUF file keeps permuted, so that the pairs of a rotation are
  /// adjacent; nil where both forms have the same order.
  package let permutedHeads: Int?
}

/// The tensors of a folder's safetensors files by their own names, and which of them were taken.
///
/// Names are without the prefix that wrappers and bare decoders differ in: `model.layers.0.…`.
final class FolderTensors {
  private struct Source {
    let file: SafeTensorsFile
    let tensor: SafeTensor
  }

  private var sources: [String: Source] = [:]
  private var taken: Set<String> = []
  /// Copies of tensors whose bytes are not aligned, or that had to be made.
  private(set) var owned: [ModelBytes] = []
  let folder: String

  init(_ files: [SafeTensorsFile], folder: String) throws(ModelFileError) {
    self.folder = folder
    for file in files {
      for tensor in file.tensors {
        let name = Self.plain(tensor.name)
        guard sources.updateValue(Source(file: file, tensor: tensor), forKey: name) == nil else {
          throw ModelFileError(
            .duplicate, file: file.name, place: .tensor(tensor.name),
            expected: "each tensor once", found: "it under two prefixes")
        }
      }
    }
  }

  var count: Int { sources.count }

  func contains(_ name: String) -> Bool { sources[name] != nil }

  /// The dimensions of a tensor; nil when there is none of this name.
  func dimensions(of name: String) -> [Int]? { sources[name]?.tensor.dimensions }

  /// What wrappers of several kinds of input put before the names of the text decoder.
  private static func plain(_ name: String) -> String {
    for (prefix, replacement) in [
      ("language_model.model.", "model."), ("model.language_model.", "model."),
      ("language_model.lm_head.", "lm_head."), ("model.text_model.", "model."),
    ] where name.hasPrefix(prefix) {
      return replacement + name.dropFirst(prefix.count)
    }
    for prefix in ["layers.", "embed_tokens.", "norm."] where name.hasPrefix(prefix) {
      return "model." + name
    }
    return name
  }

  // MARK: - Taking

  /// A tensor's type, shape and aligned bytes.
  func take(
    _ name: String
  ) throws(ModelFileError) -> (type: ElementType, dimensions: [Int], bytes: UnsafeRawBufferPointer)
  {
    let source = try source(name)
    guard let type = source.tensor.type.elementType else {
      throw failure(
        .unsupportedType, name, expected: "F32, F16 or BF16", found: source.tensor.type.name)
    }
    guard !source.tensor.dimensions.isEmpty, !source.tensor.dimensions.contains(0) else {
      throw failure(
        .invalid, name, expected: "dimensions of at least 1", found: "\(source.tensor.dimensions)")
    }
    return (type, source.tensor.dimensions, aligned(source, to: type.blockByteCount))
  }

  /// A tensor of bytes, as packed weights are kept.
  func takeBytes(
    _ name: String
  ) throws(ModelFileError) -> (dimensions: [Int], bytes: UnsafeRawBufferPointer) {
    let source = try source(name)
    guard source.tensor.type.name == "U8" else {
      throw failure(.unsupportedType, name, expected: "U8", found: source.tensor.type.name)
    }
    return (source.tensor.dimensions, source.file.bytes(of: source.tensor))
  }

  /// A tensor in float32, converted where it is of another type.
  func takeFloats(_ name: String) throws(ModelFileError) -> (dimensions: [Int], values: [Float]) {
    let (type, dimensions, bytes) = try take(name)
    return (dimensions, HalfFloats.floats(bytes, type))
  }

  private func source(_ name: String) throws(ModelFileError) -> Source {
    guard let source = sources[name] else {
      throw failure(.missing, name, expected: "a tensor of this name", found: "none among \(count)")
    }
    taken.insert(name)
    return source
  }

  /// Kernels read numbers at multiples of their size; a file need not keep them there.
  private func aligned(_ source: Source, to alignment: Int) -> UnsafeRawBufferPointer {
    let bytes = source.file.bytes(of: source.tensor)
    guard let base = bytes.baseAddress, Int(bitPattern: base) % alignment != 0 else { return bytes }
    let copy = keep(bytes, named: source.tensor.name)
    source.file.release(source.tensor)
    return copy
  }

  /// Gives back the memory of a tensor that was copied; else a model would be there twice.
  func release(_ name: String) {
    guard let source = sources[name] else { return }
    source.file.release(source.tensor)
  }

  /// Keeps a copy of bytes as long as the tensors are kept.
  func keep(_ bytes: UnsafeRawBufferPointer, named name: String) -> UnsafeRawBufferPointer {
    make(bytes.count, named: name) { $0.append(bytes[...]) }
  }

  /// Keeps bytes that `fill` puts together, all of them, as long as the tensors are kept.
  func make(
    _ byteCount: Int, named name: String, _ fill: (inout TensorBytes) -> Void
  ) -> UnsafeRawBufferPointer {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 64)
    var bytes = TensorBytes(filling: memory)
    fill(&bytes)
    precondition(bytes.missing == 0, "\(name): \(bytes.missing) bytes were not made")
    owned.append(ModelBytes(owned: memory, name: name))
    return UnsafeRawBufferPointer(memory)
  }

  // MARK: - What is left

  /// Passes over the tensors whose names begin so: parts of the model that write no text.
  func ignore(prefixes: [String]) {
    for name in sources.keys where prefixes.contains(where: name.hasPrefix) { taken.insert(name) }
  }

  /// Passes over one tensor, if it is there.
  func ignore(_ name: String) { taken.insert(name) }

  /// Passes over layers behind the last that the decoder has: heads that guess several tokens.
  func ignoreLayers(from count: Int) {
    for name in sources.keys {
      guard name.hasPrefix("model.layers.") else { continue }
      let number = name.dropFirst("model.layers.".count).prefix { $0 != "." }
      if let index = Int(number), index >= count { taken.insert(name) }
    }
  }

  /// Refuses a folder with tensors that nobody took: the model does more than its family.
  func finish() throws(ModelFileError) {
    let left = sources.keys.filter { !taken.contains($0) && !Self.isComputed($0) }.sorted()
    guard let first = left.first else { return }
    throw failure(
      .unsupportedType, first, expected: "only tensors that the model's family has",
      found: left.count == 1 ? "this one" : "this and \(left.count - 1) others")
  }

  /// Old checkpoints keep what is computed from the configuration.
  private static func isComputed(_ name: String) -> Bool {
    name.hasSuffix(".rotary_emb.inv_freq") || name.hasSuffix(".masked_bias")
  }

  func failure(
    _ code: ModelFileError.Code, _ name: String, expected: String, found: String
  ) -> ModelFileError {
    ModelFileError(
      code, file: sources[name]?.file.name ?? folder,
      place: .tensor(sources[name]?.tensor.name ?? name), expected: expected, found: found)
  }
}
