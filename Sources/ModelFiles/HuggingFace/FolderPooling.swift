import JSON

/// How a folder of an embedding model makes one vector of many, as `sentence-transformers` writes
/// it: `modules.json` lists the steps behind the model, `1_Pooling/config.json` says how to pool.
///
/// The result is GGUF's `FAMILY.pooling_type`. A step that is not known does not hinder the model
/// from being opened; it is kept under a key of our own, and refused when a vector is asked for.
package struct FolderPooling {
  /// The key of our own: what the folder asks for and nobody here does.
  package static let refusedKey = "ondevice.embedding.refused"

  /// The numbers of `pooling_type` in GGUF files, by the names in the configuration.
  private static let types: [String: UInt32] = [
    "pooling_mode_mean_tokens": 1, "pooling_mode_cls_token": 2, "pooling_mode_lasttoken": 3,
  ]

  private let files: FolderFiles

  init(_ files: FolderFiles) { self.files = files }

  func write(to translator: FolderTranslator) throws(ModelFileError) {
    guard let modules = try steps() else { return }
    var refused: String?
    for (type, path) in modules {
      switch type {
      case "Transformer", "Normalize": break
      case "Pooling":
        let (number, other) = try pooling(path)
        if let number { translator.set("pooling_type", number) }
        refused = refused ?? other
      default: refused = refused ?? "a step \(Printable.quoted(type))"
      }
    }
    if let refused { translator.metadata.set(Self.refusedKey, to: refused) }
  }

  /// The last part of each step's type, and its folder; nil where there is no list.
  private func steps() throws(ModelFileError) -> [(type: String, path: String)]? {
    guard let storage = try files.bytesIfPresent("modules.json") else { return nil }
    let value = try storage.json()
    guard let list = value.array else {
      throw ModelFileError(
        .wrongFormat, file: storage.name, expected: "a JSON array", found: value.kindName)
    }
    var steps: [(type: String, path: String)] = []
    for item in list {
      let path = item["path"]?.string ?? ""
      guard let type = item["type"]?.string, isName(path) else {
        throw ModelFileError(
          .invalid, file: storage.name, expected: "steps with a type and the name of a folder",
          found: "another")
      }
      let name = type.split(separator: ".").last.map(String.init) ?? type
      steps.append((name, path))
    }
    return steps
  }

  /// Whether this stays inside the folder: one plain name, or nothing for the folder itself.
  private func isName(_ path: String) -> Bool {
    !path.hasPrefix(".")
      && path.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
          || $0 == 0x5f || $0 == 0x2d || $0 == 0x2e
      }
  }

  /// The one way of pooling that is switched on.
  private func pooling(_ path: String) throws(ModelFileError) -> (UInt32?, refused: String?) {
    let name = path.isEmpty ? "config.json" : path + "/config.json"
    guard let object = try files.objectIfPresent(name) else { return (nil, nil) }
    let modes = object.members.filter { $0.key.hasPrefix("pooling_mode_") && $0.value.bool == true }
    guard let mode = modes.first else { return (nil, nil) }
    if modes.count > 1 { return (nil, "several ways of pooling at once") }
    if let type = Self.types[mode.key] { return (type, nil) }
    return (nil, "pooling by \(Printable.quoted(mode.key))")
  }
}
