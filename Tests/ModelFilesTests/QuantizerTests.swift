import ModelFiles
import Tensor
import TestSupport
import Testing

struct QuantizerTests {
  private let folder: TemporaryFolder
  private let pool: ThreadPool

  init() throws {
    folder = try TemporaryFolder()
    pool = try ThreadPool(threads: 2, maySpin: false)
  }

  /// A file of two layers with rows of 256 and of 96, a norm and a vector.
  private func makeModel(
    columns: Int = 256, change: (inout GGUFWriter) throws -> Void = { _ in }
  ) throws -> GGUFFile {
    var random = SplitMix64(seed: 1)
    var writer = GGUFWriter(alignment: 64)
    writer.set("general.architecture", to: "llama")
    writer.set("general.name", to: "모델")
    writer.set("general.file_type", to: UInt32(0))
    writer.set("llama.block_count", to: UInt32(2))
    writer.set("tokenizer.ggml.tokens", to: ["a", "", "한"])
    func add(_ name: String, _ dimensions: [Int]) throws {
      let values = (0..<dimensions.reduce(1, *)).map { _ in Float.random(in: -1...1, using: &random)
      }
      var bytes: [UInt8] = []
      try BlockEncoder.append(values, as: .float32, to: &bytes)
      try writer.add(name, .float32, dimensions: dimensions, bytes: bytes)
    }
    try add("token_embd.weight", [20, columns])
    for layer in 0..<2 {
      try add("blk.\(layer).attn_norm.weight", [columns])
      try add("blk.\(layer).attn_v.weight", [24, columns])
      try add("blk.\(layer).ffn_down.weight", [40, 96])
      try add("blk.\(layer).ffn_gate_inp.weight", [4, columns])
      try add("blk.\(layer).ffn_up_exps.weight", [4, 16, columns])
    }
    try change(&writer)
    try writer.write(to: folder.path("in.gguf"))
    return try GGUFFile(path: folder.path("in.gguf"))
  }

  private func values(_ name: String, of file: GGUFFile) throws -> [Double] {
    let tensor = try file.tensor(named: name)
    return Reference.decode(file.bytes(of: tensor), as: tensor.elementType)
  }

  @Test(arguments: FileType.all)
  func weightsStayCloseAndMetadataStay(fileType: FileType) throws {
    let original = try makeModel()
    try Quantizer(original, to: fileType, pool: pool).write(to: folder.path("out.gguf"))
    let result = try GGUFFile(path: folder.path("out.gguf"))
    #expect(result.alignment == 64)
    #expect(try result.metadata.string("general.name") == "모델")
    #expect(try result.metadata.unsigned("general.file_type") == Int(fileType.number))
    #expect(
      try result.metadata.unsignedIfPresent("general.quantization_version")
        == (fileType.isQuantized ? 2 : nil))
    #expect(try result.metadata.strings("tokenizer.ggml.tokens").count == 3)
    #expect(result.tensors.map(\.name) == original.tensors.map(\.name))
    #expect(result.tensors.map(\.dimensions) == original.tensors.map(\.dimensions))
    // The number in "q4_k_m"; the least of a mixture.
    let bits = Int(fileType.name.dropFirst().prefix { $0.isNumber }) ?? 8
    for tensor in original.tensors {
      let before = try values(tensor.name, of: original)
      let after = try values(tensor.name, of: result)
      // Rounding to a grid errs by a step over the root of 12.
      let allowed = Double(sign: .plus, exponent: 1 - min(bits, 8), significand: 1) / 3
      let squares = zip(before, after).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      #expect((squares / Double(before.count)).squareRoot() <= allowed, "\(tensor.name)")
    }
    for name in ["blk.0.attn_norm.weight", "blk.1.ffn_gate_inp.weight"] {
      #expect(try result.tensor(named: name).elementType == .float32)
    }
    try result.checkBlocks()
  }

  @Test func theNumberOfThreadsDoesNotMatter() throws {
    let original = try makeModel()
    let type = try #require(FileType(name: "Q4_K_M"))
    try Quantizer(original, to: type, pool: pool).write(to: folder.path("two.gguf"))
    try Quantizer(original, to: type, pool: try ThreadPool(threads: 1))
      .write(to: folder.path("one.gguf"))
    let one = try ModelBytes(path: folder.path("one.gguf"))
    let two = try ModelBytes(path: folder.path("two.gguf"))
    #expect(one.bytes.elementsEqual(two.bytes))
  }

  @Test func aFileOfBlocksIsReadToo() throws {
    let type = try #require(FileType(name: "q8_0"))
    let small = try #require(FileType(name: "q4_k_m"))
    let original = try makeModel()
    try Quantizer(original, to: type, pool: pool).write(to: folder.path("8.gguf"))
    let middle = try GGUFFile(path: folder.path("8.gguf"))
    try Quantizer(middle, to: small, pool: pool).write(to: folder.path("4.gguf"))
    let result = try GGUFFile(path: folder.path("4.gguf"))
    let name = "blk.0.ffn_up_exps.weight"
    #expect(try result.tensor(named: name).elementType == .q4K)
    let pairs = zip(try values(name, of: original), try values(name, of: result))
    #expect(pairs.allSatisfy { abs($0 - $1) <= 0.13 })
  }

  @Test func aWeightThatIsNoNumberIsNamed() throws {
    let original = try makeModel { writer in
      var bytes: [UInt8] = []
      try BlockEncoder.append([Float](repeating: 1, count: 512), as: .float32, to: &bytes)
      bytes.replaceSubrange(4 * 300..<4 * 301, with: [0, 0, 0xC0, 0x7F])
      try writer.add("output.weight", .float32, dimensions: [2, 256], bytes: bytes)
    }
    let type = try #require(FileType(name: "q6_k"))
    let error = try #require(throws: ModelFileError.self) {
      try Quantizer(original, to: type, pool: pool).write(to: folder.path("out.gguf"))
    }
    #expect(error.code == .notFinite && error.place == .tensor("output.weight"))
    #expect(error.found == "others at row 1, column 44")
    #expect(try folder.names == ["in.gguf"])
  }

  @Test func aTypeThatCannotBeReadIsNamed() throws {
    let iq1 = try #require(ElementType(name: "iq1_s"))
    let original = try makeModel { writer in
      try writer.add(
        "output.weight", iq1, dimensions: [2, 256], bytes: [UInt8](repeating: 0, count: 100))
    }
    let type = try #require(FileType(name: "q6_k"))
    let error = try #require(throws: ModelFileError.self) {
      _ = try Quantizer(original, to: type, pool: pool)
    }
    #expect(error.code == .unsupportedType && error.found == "iq1_s")
  }

  @Test func aCancelledRunLeavesNothing() throws {
    let flag = try CancellationFlag()
    flag.cancel()
    let type = try #require(FileType(name: "q4_0"))
    let quantizer = try Quantizer(try makeModel(), to: type, pool: pool, cancellation: flag)
    let error = try #require(throws: ModelFileError.self) {
      try quantizer.write(to: folder.path("out.gguf"))
    }
    #expect(error.code == .cancelled)
    #expect(try folder.names == ["in.gguf"])
  }

  @Test func importanceChangesWhatItNames() throws {
    let original = try makeModel()
    var writer = GGUFWriter()
    let name = "blk.0.ffn_up_exps.weight"
    var sums: [UInt8] = []
    for expert in 0..<4 {
      let row = (0..<256).map { Float($0 % 8 == 0 ? 90 : 1) * Float(expert + 1) }
      try BlockEncoder.append(row, as: .float32, to: &sums)
    }
    var counts: [UInt8] = []
    try BlockEncoder.append([1, 2, 3, 0], as: .float32, to: &counts)
    try writer.add(name + ".in_sum2", .float32, dimensions: [4, 256], bytes: sums)
    try writer.add(name + ".counts", .float32, dimensions: [4, 1], bytes: counts)
    try writer.write(to: folder.path("imatrix.gguf"))
    let importance = try ImportanceMatrix(path: folder.path("imatrix.gguf"))
    #expect(importance.values(of: name)?[256] == 90 && importance.values(of: name)?[768] == 1)

    let type = try #require(FileType(name: "q4_k_m"))
    try Quantizer(original, to: type, pool: pool).write(to: folder.path("plain.gguf"))
    try Quantizer(original, to: type, importance: importance, pool: pool)
      .write(to: folder.path("weighted.gguf"))
    let plain = try GGUFFile(path: folder.path("plain.gguf"))
    let weighted = try GGUFFile(path: folder.path("weighted.gguf"))
    for tensor in plain.tensors {
      let other = try weighted.tensor(named: tensor.name)
      let same = plain.bytes(of: tensor).elementsEqual(weighted.bytes(of: other))
      #expect(same == (tensor.name != name), "\(tensor.name)")
    }
    let before = try values(name, of: original)
    func error(_ file: GGUFFile, expert: Int) throws -> Double {
      let after = try values(name, of: file)
      var sum = 0.0
      for index in stride(from: expert * 4_096, to: (expert + 1) * 4_096, by: 8) {
        let difference = before[index] - after[index]
        sum += difference * difference
      }
      return sum
    }
    for expert in 0..<3 {
      #expect(try error(weighted, expert: expert) < 0.9 * error(plain, expert: expert))
    }
  }

  @Test func importanceOfAnotherModelIsRefused() throws {
    let original = try makeModel()
    try folder.write(
      "imatrix.dat", LegacyImportance([("blk.0.attn_v.weight", 1, [1, 2, 3])]).bytes)
    let importance = try ImportanceMatrix(path: folder.path("imatrix.dat"))
    let type = try #require(FileType(name: "q4_0"))
    let error = try #require(throws: ModelFileError.self) {
      _ = try Quantizer(original, to: type, importance: importance, pool: pool)
    }
    #expect(error.code == .mismatch && error.place == .tensor("blk.0.attn_v.weight"))
    #expect(error.found == "3")
  }
}
