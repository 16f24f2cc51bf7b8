import Foundation
import ModelFiles

/// A copy of a tiny model with some of it changed, in a file that goes when it is done.
struct EditedModel {
  /// Keys that are not copied.
  var withoutKeys: Set<String> = []
  /// Tensors that are not copied.
  var withoutTensors: Set<String> = []
  /// Sets other values, and adds tensors, after the copies.
  var edit: (inout GGUFWriter) throws -> Void = { _ in }

  func open<Result>(_ name: String, _ body: (GGUFFile) throws -> Result) throws -> Result {
    let file = try TinyModel.named(name).file()
    var writer = GGUFWriter()
    for key in file.metadata.keys where !withoutKeys.contains(key) {
      writer.copy(key, from: file.metadata)
    }
    for tensor in file.tensors where !withoutTensors.contains(tensor.name) {
      try writer.add(
        tensor.name, tensor.elementType, dimensions: tensor.dimensions,
        bytes: Array(file.bytes(of: tensor)))
    }
    try edit(&writer)
    let path = FileManager.default.temporaryDirectory
      .appending(path: "edited-\(UUID().uuidString).gguf").path(percentEncoded: false)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try writer.write(to: path)
    return try body(GGUFFile(path: path))
  }
}
