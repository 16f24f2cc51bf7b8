import Foundation
import ModelFiles
import TestSupport

/// A copy of a family's fixture that a test may change, gone when the test is over.
final class EditedFolder {
  let url: URL

  init(_ family: String) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "folder-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: Fixtures.url("families/\(family)"), to: url)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  var path: String { url.path }

  func open() throws -> FolderCheckpoint { try FolderCheckpoint(path: path) }

  /// What opening refuses, in its own words.
  func refusal() -> String {
    do {
      _ = try open()
      return "opened"
    } catch {
      return "\(error)"
    }
  }

  /// Sets keys of `config.json`; nil takes one away.
  func configure(_ changes: [String: Any?]) throws {
    let file = url.appending(path: "config.json")
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    var config = object as? [String: Any] ?? [:]
    for (key, value) in changes { config[key] = value }
    try JSONSerialization.data(withJSONObject: config).write(to: file)
  }

  func data(_ name: String) throws -> Data { try Data(contentsOf: url.appending(path: name)) }

  func write(_ data: Data, as name: String) throws {
    try data.write(to: url.appending(path: name))
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(at: url.appending(path: name))
  }

  /// Reads the weights' header and data, lets a test change the header, and writes both.
  func editHeader(
    padding: Int = 0, _ change: (inout [String: Any], inout Data) throws -> Void
  ) throws {
    let whole = try data("model.safetensors")
    let count = whole.prefix(8).enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
    let object = try JSONSerialization.jsonObject(with: whole[8..<8 + count])
    var header = object as? [String: Any] ?? [:]
    var body = Data(whole[(8 + count)...])
    try change(&header, &body)
    var text = try JSONSerialization.data(withJSONObject: header)
    while text.count % 8 != padding { text.append(UInt8(ascii: " ")) }
    var length = Data()
    withUnsafeBytes(of: UInt64(text.count).littleEndian) { length += $0 }
    try write(length + text + body, as: "model.safetensors")
  }
}
