import ModelFiles
import Tensor
import TestSupport
import Testing

struct InferredImportanceTests {
  private let folder: TemporaryFolder
  private let pool: ThreadPool

  init() throws {
    folder = try TemporaryFolder()
    pool = try ThreadPool(threads: 2, maySpin: false)
  }

  /// The error that quantising leaves in every eighth column of a matrix, where one more tensor gives
  /// these columns so much more than the others.
  private func error(
    of matrix: String, when other: String, gives factor: Float, type: String
  ) throws -> Double {
    var random = SplitMix64(seed: 7)
    var writer = GGUFWriter()
    writer.set("general.architecture", to: "llama")
    writer.set("llama.block_count", to: UInt32(1))
    let shapes: [(String, [Int])] = [
      ("attn_norm", [256]), ("attn_q", [64, 256]), ("attn_output", [64, 256]), ("ffn_norm", [256]),
      ("ffn_gate", [256, 256]), ("ffn_up", [256, 256]), ("ffn_down", [64, 256]),
    ]
    for (part, dimensions) in shapes {
      let count = dimensions.reduce(1, *)
      var values = (0..<count).map { _ in Float.random(in: -1...1, using: &random) }
      if dimensions.count == 1 { values = values.map { _ in 1 } }
      if part == other {
        // Columns of a norm, or rows of what makes them.
        let width = count / 256
        for index in 0..<count where index / width % 8 == 0 { values[index] *= factor }
      }
      var bytes: [UInt8] = []
      try BlockEncoder.append(values, as: .float32, to: &bytes)
      try writer.add("blk.0.\(part).weight", .float32, dimensions: dimensions, bytes: bytes)
    }
    try writer.write(to: folder.path("in.gguf"))
    let original = try GGUFFile(path: folder.path("in.gguf"))
    let fileType = try #require(FileType(name: type))
    try Quantizer(original, to: fileType, pool: pool).write(to: folder.path("out.gguf"))
    let result = try GGUFFile(path: folder.path("out.gguf"))
    func values(_ file: GGUFFile) throws -> [Double] {
      let tensor = try file.tensor(named: "blk.0.\(matrix).weight")
      return Reference.decode(file.bytes(of: tensor), as: tensor.elementType)
    }
    return zip(try values(original), try values(result)).enumerated().reduce(0) {
      $1.offset % 8 == 0 ? $0 + ($1.element.0 - $1.element.1) * ($1.element.0 - $1.element.1) : $0
    }
  }

  @Test("columns that a norm makes large are kept closer", arguments: ["q4_0", "q4_k_m"])
  func columnsThatANormMakesLargeAreKeptCloser(type: String) throws {
    let same = try error(of: "attn_q", when: "attn_norm", gives: 1, type: type)
    let large = try error(of: "attn_q", when: "attn_norm", gives: 20, type: type)
    #expect(large < 0.9 * same)
  }

  @Test("columns that large rows make are kept closer", arguments: ["q4_0", "q4_k_m"])
  func columnsThatLargeRowsMakeAreKeptCloser(type: String) throws {
    let same = try error(of: "ffn_down", when: "ffn_up", gives: 1, type: type)
    let large = try error(of: "ffn_down", when: "ffn_up", gives: 20, type: type)
    #expect(large < 0.9 * same)
  }

  @Test("a matrix of whose input nothing is known stays as it is")
  func aMatrixOfWhoseInputNothingIsKnownStaysAsItIs() throws {
    let same = try error(of: "attn_output", when: "attn_norm", gives: 1, type: "q4_0")
    #expect(try error(of: "attn_output", when: "attn_norm", gives: 20, type: "q4_0") == same)
  }
}
