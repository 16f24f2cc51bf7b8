import JSON

/// The list that tells which file of a folder holds which tensor: `model.safetensors.index.json`.
///
/// A file's name is a plain one that ends in `.safetensors`; it cannot lead out of the folder.
package struct SafeTensorsIndex: Sendable, Hashable {
  /// Tensor to file.
  package let files: [String: String]
  /// Each file once, by name.
  package let fileNames: [String]

  package init(parsing storage: ModelBytes) throws(ModelFileError) {
    let value = try storage.json()
    guard let map = value["weight_map"]?.object, !map.isEmpty else {
      throw ModelFileError(
        .missing, file: storage.name, place: .key("weight_map"),
        expected: "an object of tensors and their files", found: "none")
    }
    var files: [String: String] = [:]
    for (tensor, file) in map.members {
      guard let file = file.string, Self.isPlain(file) else {
        throw ModelFileError(
          .invalid, file: storage.name, place: .tensor(tensor),
          expected: "the name of a .safetensors file in this folder",
          found: file.string.map(Printable.quoted) ?? file.kindName)
      }
      files[tensor] = file
    }
    self.files = files
    fileNames = Set(files.values).sorted()
  }

  private static func isPlain(_ name: String) -> Bool {
    name.hasSuffix(".safetensors") && name.utf8.count <= 255 && !name.hasPrefix(".")
      && name.utf8.allSatisfy { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\") && $0 >= 0x20 }
  }
}
