import Foundation
import ModelFiles
import Testing

struct GGUFPartsTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "parts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func path(_ number: Int) -> String {
    folder.appending(path: "x-0000\(number)-of-00003.gguf").path
  }

  private func write(
    _ number: Int, no: Int? = nil, tensor: String? = nil, stated: Int32 = 3
  ) throws {
    var writer = GGUFWriter()
    if number == 1 { writer.set("general.architecture", to: "llama") }
    writer.set("split.no", to: UInt16(no ?? number - 1))
    writer.set("split.count", to: UInt16(3))
    writer.set("split.tensors.count", to: stated)
    try writer.add(
      tensor ?? "t\(number)", .float32, dimensions: [2],
      bytes: [UInt8](repeating: UInt8(number), count: 8))
    try writer.write(to: path(number))
  }

  @Test func theFirstPartOpensAllOfThem() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    for number in 1...3 { try write(number) }
    let model = try GGUFParts.open(path: path(1))
    #expect(model.entries.map(\.name) == ["t1", "t2", "t3"])
    #expect(try model.metadata.string("general.architecture") == "llama")
    let last = try model.entry(named: "t3")
    let bytes = withExtendedLifetime(model) { last.parts.map { Array($0) } }
    #expect(bytes == [[UInt8](repeating: 3, count: 8)])
  }

  @Test func aPartThatIsMissingOrWrongIsNamed() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write(1)
    try write(2)
    func refusal() -> String {
      do {
        _ = try GGUFParts.open(path: path(1))
        return "opened"
      } catch {
        return error.description
      }
    }
    #expect(refusal().contains("x-00003-of-00003.gguf"))
    try write(3, no: 1)
    #expect(refusal().contains("split.no"))
    try write(3, tensor: "t1")
    #expect(refusal().contains("\"t1\""))
    try write(3)
    #expect(refusal() == "opened")
    try write(1, stated: 4)
    #expect(refusal().contains("split.tensors.count"))
    #expect(throws: ModelFileError.self) { try GGUFParts.open(path: path(2)) }
  }
}
