import Foundation
import ModelFiles

/// The models in the folders that names are looked up in.
public enum ModelCatalogue {
  /// One model, as far as it can be known without reading its weights.
  public struct Entry: Sendable, Hashable {
    /// What `--model` takes for it.
    public var name: String
    public var path: String
    public var family: String?
    public var licence: String?
    /// Of its files with weights.
    public var bytes: Int
    /// Why it cannot be opened; nil when it can.
    public var problem: String?
  }

  /// The folders that are searched, in order.
  public static func folders() -> [String] { ModelLocator.folders() }

  /// The models in them, by folder and then by name; a name that an earlier folder has too is that
  /// one's.
  public static func entries() -> [Entry] {
    var seen: Set<String> = []
    return folders().flatMap { folder in
      names(in: folder).compactMap { name in
        let short = ModelSource.shortName(name)
        return seen.insert(short).inserted ? entry(short, at: folder + "/" + name) : nil
      }
    }
  }

  /// GGUF files, of those in parts the first, and folders with a model.
  private static func names(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().filter { name in
      guard !name.hasPrefix(".") else { return false }
      let path = folder + "/" + name
      if ModelLocator.isFolder(path) { return ModelLocator.isModelFolder(path) }
      return name.hasSuffix(".gguf") && !isLaterPart(name)
    }
  }

  /// `x-00002-of-00003.gguf`.
  private static func isLaterPart(_ name: String) -> Bool {
    let words = name.dropLast(".gguf".count).split(separator: "-").suffix(3)
    guard words.count == 3, let number = words.first, words.dropFirst().first == "of" else {
      return false
    }
    return number.count == 5 && number != "00001" && number.allSatisfy(\.isNumber)
  }

  private static func entry(_ name: String, at path: String) -> Entry {
    var entry = Entry(name: name, path: path, family: nil, licence: nil, bytes: 0, problem: nil)
    do {
      let checkpoint = try ModelSource.checkpoint(path)
      entry.bytes = ModelSource.weightFiles(of: checkpoint).reduce(0) { $0 + $1.bytes.count }
      entry.family = try checkpoint.metadata.stringIfPresent("general.architecture")
      entry.licence = try checkpoint.metadata.stringIfPresent("general.license")
    } catch {
      entry.problem = Problems.translate(error).message
    }
    return entry
  }

  /// Opens a model and reads all of it; nil when nothing is wrong.
  public static func verify(_ entry: Entry) -> String? {
    do {
      return try ModelInspection.open(entry.path, check: true).problem
    } catch {
      return error.message
    }
  }
}
