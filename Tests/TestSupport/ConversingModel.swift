public import Foundation

/// The default model without one of the tokens of its tasks: to the program a model that converses.
///
/// It says nothing sensible, in the real template and with the real vocabulary.
package enum ConversingModel {
  /// Writes the model into a folder and gives its path.
  package static func write(to folder: URL) throws -> String {
    var bytes = try Data(contentsOf: Fixtures.root.appending(path: "models/default.gguf"))
    let (task, other) = (Data("<|points|>".utf8), Data("<|p0ints|>".utf8))
    while let place = bytes.range(of: task) { bytes.replaceSubrange(place, with: other) }
    let path = folder.appending(path: "conversing.gguf")
    try bytes.write(to: path)
    return path.path
  }
}
