package import JSON
internal import Tensor

/// The files of a model's folder, as they were published: small ones are read when asked for, the
/// weights are mapped.
///
/// Only names that are written here or stand in a checked index are ever opened.
package struct FolderFiles: Sendable {
  /// The folder's path, without a slash at the end.
  package let path: String

  package init(path: String) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
  }

  /// `org/Model-1B/` is `Model-1B`.
  package var lastName: String { path.split(separator: "/").last.map(String.init) ?? path }

  package func path(of name: String) -> String { path + "/" + name }

  /// The bytes of a file; nil when there is none of this name.
  package func bytesIfPresent(_ name: String) throws(ModelFileError) -> ModelBytes? {
    do {
      return ModelBytes(try MappedFile(path: path(of: name)), name: path(of: name))
    } catch {
      switch error.code {
      case .notFound: return nil
      case .empty:
        throw ModelFileError(
          .truncated, file: path(of: name), expected: "a file with contents",
          found: "an empty one")
      default:
        throw ModelFileError(
          .unreadable, file: path(of: name), expected: "a readable file", found: error.reason)
      }
    }
  }

  /// A file that is one JSON object; nil when there is none of this name.
  package func objectIfPresent(_ name: String) throws(ModelFileError) -> JSONObject? {
    guard let storage = try bytesIfPresent(name) else { return nil }
    return try Self.object(storage)
  }

  package static func object(_ storage: ModelBytes) throws(ModelFileError) -> JSONObject {
    let value = try storage.json()
    guard let object = value.object else {
      throw ModelFileError(
        .wrongFormat, file: storage.name, expected: "a JSON object", found: value.kindName)
    }
    return object
  }

  /// A text file in UTF-8; nil when there is none of this name.
  package func textIfPresent(_ name: String) throws(ModelFileError) -> String? {
    guard let storage = try bytesIfPresent(name) else { return nil }
    defer { withExtendedLifetime(storage) {} }
    guard let text = String(validating: storage.bytes, as: UTF8.self) else {
      throw ModelFileError(
        .invalid, file: storage.name, expected: "text in UTF-8", found: "other bytes")
    }
    return text
  }

  /// The mapped weights: the files that an index lists, or the single one.
  package func openWeights() throws(ModelFileError) -> [SafeTensorsFile] {
    if let storage = try bytesIfPresent("model.safetensors.index.json") {
      return try openShards(SafeTensorsIndex(parsing: storage))
    }
    if let storage = try bytesIfPresent("model.safetensors") {
      return [try SafeTensorsFile(storage)]
    }
    throw ModelFileError(
      .missing, file: path, expected: "model.safetensors or model.safetensors.index.json",
      found: "neither")
  }

  private func openShards(_ index: SafeTensorsIndex) throws(ModelFileError) -> [SafeTensorsFile] {
    var shards: [SafeTensorsFile] = []
    var places: [String: String] = [:]
    for name in index.fileNames {
      guard let storage = try bytesIfPresent(name) else {
        throw ModelFileError(
          .missing, file: path(of: name), expected: "the file that the index lists",
          found: "none")
      }
      let shard = try SafeTensorsFile(storage)
      for tensor in shard.tensors {
        guard places.updateValue(name, forKey: tensor.name) == nil else {
          throw ModelFileError(
            .duplicate, file: storage.name, place: .tensor(tensor.name),
            expected: "each tensor in one file", found: "it in a second one")
        }
      }
      shards.append(shard)
    }
    for (tensor, file) in index.files where places[tensor] != file {
      throw ModelFileError(
        .missing, file: path(of: file), place: .tensor(tensor),
        expected: "the tensor that the index puts there",
        found: places[tensor].map { "it in \($0)" } ?? "none")
    }
    return shards
  }
}
