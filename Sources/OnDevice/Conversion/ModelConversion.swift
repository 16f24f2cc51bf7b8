import Foundation
import ModelFiles
import Tensor

/// Writes a Hugging Face folder as one GGUF file, which other engines read too.
public enum ModelConversion {
  /// The names of the types that weights can be written in: those of ``ModelQuantization``.
  public static var types: [String] { FileType.all.map(\.name) }

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
    guard let fileType = FileType(name: type) else {
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
      func write(_ type: ElementType, to path: String, share: Double) throws {
        try FolderConversion(checkpoint, type: type).write(
          to: path,
          vocabulary: { writer in
            if let vocabulary {
              try vocabulary.write(to: &writer)
            } else {
              writer.set("tokenizer.ggml.model", to: "none")
            }
          }, progress: { progress($0 * share) })
      }
      if FolderConversion.types.contains(fileType.elementType) {
        try write(fileType.elementType, to: output, share: 1)
        return checkpoint.warnings
      }
      // Which tensor gets how many bits is decided over all of them, and rows are searched by the
      // quantiser: so it reads a file with the weights as they are.
      let whole = output + ".unquantized-\(ProcessInfo.processInfo.processIdentifier)"
      defer { try? FileManager.default.removeItem(atPath: whole) }
      try write(Self.plainType(of: checkpoint), to: whole, share: 0.25)
      let pool = try ThreadPool(threads: CPUBudget.current.threads, maySpin: false)
      let quantizer = try Quantizer(ModelSource.checkpoint(whole), to: fileType, pool: pool)
      try quantizer.write(to: output) { done in
        progress(0.25 + 0.75 * Double(done) / Double(max(1, quantizer.steps.count)))
      }
      return checkpoint.warnings
    }
  }

  /// The smallest type that keeps every weight of a folder as it is.
  private static func plainType(of checkpoint: FolderCheckpoint) -> ElementType {
    let types = Set(
      checkpoint.tensors.filter { $0.entry.dimensions.count > 1 }.map(\.entry.elementType)
        .filter { $0.blockLength == 1 })
    return types.count == 1 ? types.first ?? .float32 : .float32
  }
}
