import DefaultModel
import Foundation
import ModelFiles

/// Where a model comes from: a GGUF file, a Hugging Face folder, or the binary itself.
enum ModelSource {
  static let defaultName = "the default model"

  /// Opens what a path or a name stands for; nil is the model inside the binary.
  static func checkpoint(_ pathOrName: String?) throws(OnDeviceError) -> any Checkpoint {
    guard let pathOrName else { return try builtIn() }
    let path = try ModelLocator.path(of: pathOrName)
    return try Problems.translated {
      ModelLocator.isFolder(path)
        ? try FolderCheckpoint(path: path) as any Checkpoint : try GGUFParts.open(path: path)
    }
  }

  /// `dir/Qwen3-0.6B-Q8_0.gguf` is `Qwen3-0.6B-Q8_0`.
  static func shortName(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasSuffix(".gguf") ? String(name.dropLast(5)) : name
  }

  /// The files that hold the weights.
  static func weightFiles(of checkpoint: any Checkpoint) -> [ModelBytes] {
    switch checkpoint {
    case let file as GGUFFile: [file.storage]
    case let parts as GGUFParts: parts.parts.map(\.storage)
    case let folder as FolderCheckpoint: folder.weightFiles
    default: []
    }
  }

  private static func builtIn() throws(OnDeviceError) -> GGUFFile {
    let count = od_default_model_byte_count()
    guard count > 0 else {
      throw OnDeviceError(
        .modelUnavailable, "expected a model inside the program, found none",
        hint: "the program was built without models/default.gguf; give --model")
    }
    // SAFETY: the bytes are a constant of the binary and live as long as the process.
    let bytes = UnsafeRawBufferPointer(start: od_default_model_bytes(), count: count)
    return try Problems.translated {
      try GGUFFile(ModelBytes(unsafeStaticBytes: bytes, name: defaultName))
    }
  }
}
