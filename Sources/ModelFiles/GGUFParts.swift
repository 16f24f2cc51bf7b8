/// A model that was cut into several GGUF files, open as one.
///
/// The first part, `NAME-00001-of-00003.gguf`, has the metadata; every part tells its number, and
/// the parts together hold as many tensors as each of them says. An instance exists only if no part
/// and no tensor is missing or there twice.
package final class GGUFParts: Checkpoint {
  package let parts: [GGUFFile]
  private let places: [String: Int]

  package var name: String { parts[0].name }
  package var metadata: GGUFMetadata { parts[0].metadata }
  package var entries: [CheckpointTensor] { parts.flatMap(\.entries) }
  package var keepsHalvesOrder: Bool { false }

  /// More parts than any model has; each is an open mapping.
  private static let mostParts = 10_000

  /// Opens the file at `path`, and where it is the first of several, all of them.
  package static func open(path: String) throws(ModelFileError) -> any Checkpoint {
    let file = try GGUFFile(path: path)
    let count = try file.metadata.unsignedIfPresent("split.count", in: 0...mostParts) ?? 0
    return count > 1 ? try GGUFParts(first: file, count: count) : file
  }

  private init(first: GGUFFile, count: Int) throws(ModelFileError) {
    let number = try first.metadata.unsigned("split.no", in: 0...GGUFParts.mostParts)
    guard number == 0 else {
      throw ModelFileError(
        .invalid, file: first.name, place: .key("split.no"),
        expected: "the first part of \(count), which opens the others",
        found: "part \(number + 1)")
    }
    let stem = try Self.stem(of: first.name, count: count)
    var parts = [first]
    for index in 1..<count {
      let part = try Self.part(stem + Self.ending(index, of: count))
      let found = try part.metadata.unsigned("split.no", in: 0...GGUFParts.mostParts)
      guard found == index else {
        throw ModelFileError(
          .mismatch, file: part.name, place: .key("split.no"), expected: "\(index)",
          found: "\(found)")
      }
      let foundCount = try part.metadata.unsigned("split.count", in: 0...GGUFParts.mostParts)
      guard foundCount == count else {
        throw ModelFileError(
          .mismatch, file: part.name, place: .key("split.count"), expected: "\(count)",
          found: "\(foundCount)")
      }
      parts.append(part)
    }
    var places: [String: Int] = [:]
    for (index, part) in parts.enumerated() {
      for tensor in part.tensors where places.updateValue(index, forKey: tensor.name) != nil {
        throw ModelFileError(
          .duplicate, file: part.name, place: .tensor(tensor.name),
          expected: "each tensor in one part", found: "it in a second one")
      }
    }
    let stated = try first.metadata.unsigned("split.tensors.count")
    guard stated == places.count else {
      throw ModelFileError(
        .mismatch, file: first.name, place: .key("split.tensors.count"),
        expected: "\(places.count), as the parts have", found: "\(stated)")
    }
    self.parts = parts
    self.places = places
  }

  package func entryIfPresent(named name: String) -> CheckpointTensor? {
    places[name].flatMap { parts[$0].entryIfPresent(named: name) }
  }

  private static func part(_ path: String) throws(ModelFileError) -> GGUFFile {
    do {
      return try GGUFFile(path: path)
    } catch {
      guard error.code == .unreadable else { throw error }
      throw ModelFileError(
        .missing, file: path, expected: "this part of the model beside the first one",
        found: error.found)
    }
  }

  private static func stem(of path: String, count: Int) throws(ModelFileError) -> String {
    let ending = ending(0, of: count)
    guard path.hasSuffix(ending) else {
      throw ModelFileError(
        .invalid, file: path, place: .key("split.count"),
        expected: "a file name that ends in \(ending)", found: "another one")
    }
    return String(path.dropLast(ending.count))
  }

  /// `-00002-of-00003.gguf` for 1 of 3.
  private static func ending(_ index: Int, of count: Int) -> String {
    func padded(_ number: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }
    return "-\(padded(index + 1))-of-\(padded(count)).gguf"
  }
}
