import Foundation

/// Finds the file or the folder that a model's name stands for.
package enum ModelLocator {
  /// The folders that are searched, in order: `$ONDEVICE_MODELS`, then the user's data folder.
  package static func folders(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> [String] {
    var folders: [String] = []
    if let given = environment["ONDEVICE_MODELS"], !given.isEmpty {
      folders += given.split(separator: ":").map(String.init)
    }
    let data =
      environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? environment["HOME"].map { $0 + "/.local/share" }
    if let data { folders.append(data + "/ondevice/models") }
    return folders
  }

  /// Whether the path is that of a folder.
  package static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// Whether the path is that of a folder with a model in it.
  package static func isModelFolder(_ path: String) -> Bool {
    isFolder(path) && FileManager.default.fileExists(atPath: path + "/config.json")
  }

  /// Whether the path is that of a folder with a tokenizer in it, be there a model or not.
  static func hasVocabulary(_ path: String) -> Bool {
    isFolder(path) && FileManager.default.fileExists(atPath: path + "/tokenizer.json")
  }

  /// The path of a model: an existing path as it is, else a name with or without `.gguf`, or that of
  /// a model's folder, in one of the folders.
  package static func path(
    of name: String, folders: [String] = folders()
  ) throws(OnDeviceError) -> String {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) {
      guard !isFolder.boolValue || isModelFolder(name) else {
        throw OnDeviceError(
          .modelUnavailable, "\(name): expected a folder with config.json, found none in it",
          hint: "give a .gguf file, or the folder of a Hugging Face model")
      }
      return name
    }
    // A name never leaves the folders: `../x` and absolute paths are paths, not names.
    if !name.contains("/"), !name.isEmpty, !name.hasPrefix(".") {
      for folder in folders {
        for candidate in [name, name + ".gguf"] {
          let path = folder + "/" + candidate
          if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
            !isFolder.boolValue || isModelFolder(path)
          {
            return path
          }
        }
      }
    }
    let searched = folders.isEmpty ? "nowhere" : folders.joined(separator: ", ")
    throw OnDeviceError(
      .modelUnavailable, "\(name): expected a model file or name, found neither",
      hint: "names are looked up in \(searched)")
  }
}
