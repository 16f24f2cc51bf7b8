import ModelFiles
import TestSupport
import Testing

struct SafeTensorsFileTests {
  @Test func everyTensorHasItsShapeItsTypeAndItsBytes() throws {
    let file = try HandMadeSafeTensors(
      #"{"__metadata__":{"format":"pt"},"b":{"dtype":"BF16","shape":[2],"data_offsets":[4,8]},"#
        + #""a":{"dtype":"U8","shape":[2,2],"data_offsets":[0,4]}}   "#,
      data: [1, 2, 3, 4, 5, 6, 7, 8]
    ).open()
    #expect(file.tensors.map(\.name) == ["a", "b"], "in the order of their bytes")
    #expect(file.tensors.map(\.dimensions) == [[2, 2], [2]])
    #expect(file.tensors.map(\.type.name) == ["U8", "BF16"])
    #expect(Array(file.bytes(of: file.tensors[1])) == [5, 6, 7, 8])
    #expect(file.metadata == ["format": "pt"])
  }

  @Test func aNumberAndAnEmptyTensorAreTensorsToo() throws {
    let file = try HandMadeSafeTensors(
      #"{"one":{"dtype":"F16","shape":[],"data_offsets":[0,2]},"#
        + #""none":{"dtype":"F16","shape":[0,7],"data_offsets":[2,2]}}"#, data: [1, 2]
    ).open()
    #expect(file.tensors.map(\.range.count) == [2, 0])
  }

  @Test(arguments: [
    ("", "an empty one"),
    ("[]", "\"[]"),
    ("{", "the end"),
    (#"{"a":1}"#, "\"1\""),
    (#"{"a":{"dtype":"F32","shape":[1]}}"#, "fewer"),
    (#"{"a":{"dtype":"F33","shape":[1],"data_offsets":[0,4]}}"#, "\"F33\""),
    (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, "4 bytes"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, "[4, 0]"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}"#, "[0, 8]"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}"#, "more"),
    (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, "-1"),
    (#"{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}"#, "1.0"),
    (
      #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}"#, "4 bytes"
    ),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":0}}"#, "\"x\""),
    (#"{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, "a second time"),
    (#"{"a":{"dtype":"F16","shape":[1],"data_offsets":[2,4]}}"#, "a gap of 2"),
    (#"{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}"#, "end"),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"#
        + #""data_offsets":[0,4]}}"#, "a second time"
    ),
    (
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"#
        + #""data_offsets":[0,4]}}"#, "bytes of that tensor"
    ),
    (#"{"__metadata__":{"a":1}}"#, "\"1\""),
    (#"{"__metadata__":{"a":"1","a":"2"}}"#, "a second time"),
    (#"{"a":{"dtype":"F4","shape":[1],"data_offsets":[0,0]}}"#, "0 bytes"),
    (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} x"#, "\"x\""),
  ])
  func aBrokenHeaderIsRefusedWithWhatIsWrong(header: String, found: String) {
    let file = HandMadeSafeTensors(header, data: [1, 2, 3, 4])
    do {
      _ = try file.open()
      Issue.record("it opened: \(header)")
    } catch {
      #expect(error.description.contains(found), "\(error)")
      #expect(!error.description.contains("\n"))
    }
  }

  @Test(arguments: [UInt64.max, 1 << 62, 400, 1000])
  func aHeaderLongerThanTheFileIsRefused(length: UInt64) throws {
    let file = HandMadeSafeTensors("{}", statedLength: length)
    let error = #expect(throws: ModelFileError.self) { try file.open() }
    #expect(error?.code == .truncated)
  }

  @Test func everyTruncationIsRefused() {
    let whole = HandMadeSafeTensors(tensors: [("a", [2, 3], 1), ("b", [4], 2)]).bytes
    for count in 0..<whole.count {
      #expect(throws: ModelFileError.self, "cut at \(count)") {
        try SafeTensorsFile(ModelBytes([UInt8](whole.prefix(count)), name: "cut"))
      }
    }
  }

  @Test func noMutationReachesBytesOutsideTheFile() throws {
    let whole = [UInt8](HandMadeSafeTensors(tensors: [("a", [2, 3], 1), ("b", [4], 2)]).bytes)
    var random = SplitMix64(seed: 7)
    var opened = 0
    for _ in 0..<4000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      let storage = ModelBytes(bytes, name: "mutated")
      guard let file = try? SafeTensorsFile(storage) else { continue }
      opened += 1
      #expect(file.tensors.reduce(0) { $0 + file.bytes(of: $1).count } == 40)
    }
    #expect(opened > 100, "mutations of the data and of names leave a right file")
  }

  @Test func anIndexLeadsToFilesOfItsFolderOnly() throws {
    func index(_ file: String) throws -> SafeTensorsIndex {
      let text = #"{"metadata":{},"weight_map":{"a":"\#(file)"}}"#
      return try SafeTensorsIndex(parsing: ModelBytes(Array(text.utf8), name: "index"))
    }
    #expect(
      try index("model-00001-of-00002.safetensors").fileNames == [
        "model-00001-of-00002.safetensors"
      ])
    for name in [
      "../model.safetensors", "/etc/passwd", "a/b.safetensors", "model.bin", ".hidden.safetensors",
      "..\\\\b.safetensors", "",
    ] {
      #expect(throws: ModelFileError.self, "\(name)") { try index(name) }
    }
  }
}
