import ModelFiles
import Tensor

/// Writes a Hugging Face folder as one GGUF file, which other engines read too.
public enum ModelConversion {
  /// The names of the types that weights can be written in.
  public static var types: [String] { FolderConversion.types.map(\.name) }

  /// Converts a folder, tensor by tensor; a file at `output` is replaced when the new one is whole.
  ///
  /// - Parameters:
  ///   - folder: the folder, or its name among the models.
  ///   - output: the path of the file.
  ///   - type: the name of a type, in any case.
  ///   - withTokenizer: whether the vocabulary is written too.
  ///   - progress: gets the share that is done.
  /// - Throws: ``OnDeviceError``: what the folder asks for and nobody knows, or what cannot be
  ///   written.
  /// - Returns: what is odd about the folder though it was converted.
  public static func convert(
    folder: String, to output: String, type: String = "f16", withTokenizer: Bool = true,
    progress: @escaping (Double) -> Void = { _ in }
  ) throws(OnDeviceError) -> [String] {
    guard let elementType = ElementType(name: type), FolderConversion.types.contains(elementType)
    else {
      throw OnDeviceError(
        .invalidRequest,
        "type: expected one of \(types.joined(separator: ", ")), found \(Printable.quoted(type))")
    }
    let path = try ModelLocator.path(of: folder)
    guard ModelLocator.isFolder(path) else {
      throw OnDeviceError(
        .invalidRequest, "\(path): expected a folder, found a file",
        hint: "'quantize' makes another GGUF file of one")
    }
    return try Problems.translated {
      let checkpoint = try FolderCheckpoint(path: path)
      let rows = try checkpoint.entry(named: "token_embd.weight").rows
      let vocabulary = withTokenizer ? try VocabularyWriter(checkpoint.files, count: rows) : nil
      try FolderConversion(checkpoint, type: elementType).write(
        to: output,
        vocabulary: { writer in
          if let vocabulary {
            try vocabulary.write(to: &writer)
          } else {
            writer.set("tokenizer.ggml.model", to: "none")
          }
        }, progress: progress)
      return checkpoint.warnings
    }
  }
}
