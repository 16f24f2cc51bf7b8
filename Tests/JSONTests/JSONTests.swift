import JSON
import Testing

private func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

@Suite struct JSONValueTests {
  @Test func integersAndNumbersAreToldApart() throws {
    #expect(
      try parse("[1, 1.0, -0, 1e3, 20000000000000000000]").array == [
        .integer(1), .number(1), .integer(0), .number(1000), .number(20_000_000_000_000_000_000),
      ])
  }

  @Test func membersKeepTheirOrder() throws {
    #expect(
      try parse(#"{"나": 1, "a": {"z": null, "b": true}, "": []}"#).object?.keys == ["나", "a", ""])
    #expect(try parse(#"{"a": {"z": null, "b": true}}"#)["a"]?.object?.keys == ["z", "b"])
  }

  @Test func escapesAreResolved() throws {
    #expect(try parse(#""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00""#).string == "\"\\/\u{8}\u{c}\n\r\té😀")
    #expect(try parse(#""\uD55C글""#).string == "한글")
    #expect(try parse(#""x\uD83Dy""#).string == "x\u{FFFD}y", "half of a pair is no character")
  }

  @Test(arguments: [
    "", " ", "{", "[1,]", "[1 2]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "01", "-", "1.", "1e", ".5",
    "+1", "nul", "tru", "\"", "\"\\x\"", "\"\\u12g4\"", "\"\n\"", "1 2", "[1]]", "1e999", "NaN",
    "{\"a\":1,\"a\":2}", "'a'", "\u{FEFF}1",
  ])
  func whatIsNoJSONIsRefused(text: String) {
    #expect(throws: JSONError.self) { try parse(text) }
  }

  @Test func bytesThatAreNotUTF8AreRefused() {
    #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
    #expect(throws: JSONError.self) {
      try JSONValue(parsing: [0x22, UInt8(ascii: "\\"), UInt8(ascii: "n"), 0xC3, 0x22])
    }
  }

  @Test func depthIsLimited() throws {
    let deep = JSONReader.depthLimit
    #expect(
      try parse(String(repeating: "[", count: deep) + String(repeating: "]", count: deep)).array
        != nil)
    #expect(throws: JSONError.self) { try parse(String(repeating: "[", count: deep + 1)) }
    #expect(throws: JSONError.self) { try parse(String(repeating: "[", count: 100_000)) }
  }

  @Test func errorsNameThePlace() {
    #expect {
      try parse("{\"a\": 1, \"b\": ?}")
    } throws: { error in
      "\(error)" == "byte 14: expected a value, found \"?\""
    }
  }
}

@Suite struct JSONReaderTests {
  @Test func partsAreReadAndTheRestIsSkipped() throws {
    let text = Array(
      #"{"skip": [1, {"x": "\u0041\"}"}, null], "vocab": {"가": 0, "b\n": 1}, "t": true}"#.utf8)
    try text.withUnsafeBytes { bytes in
      var reader = JSONReader(bytes)
      var words: [String: Int] = [:]
      var flag = false
      try reader.beginObject()
      while let key = try reader.nextKey() {
        switch key {
        case "vocab":
          try reader.beginObject()
          var word: [UInt8] = []
          while try reader.nextKey(into: &word) {
            words[String(decoding: word, as: UTF8.self)] = try reader.readInteger()
          }
        case "t": flag = try reader.readBool()
        default: try reader.skipValue()
        }
      }
      try reader.end()
      #expect(words == ["가": 0, "b\n": 1])
      #expect(flag)
    }
  }

  @Test func aFractionIsNoInteger() {
    Array("1.0".utf8).withUnsafeBytes { bytes in
      var reader = JSONReader(bytes)
      #expect(throws: JSONError.self) { try reader.readInteger() }
    }
  }

  /// Skipping checks as reading does, at every place where a text may be cut.
  @Test func skippingRefusesWhatReadingRefuses() throws {
    let text = Array(#"{"a": [1.5e-3, "x\u00e9\\", {"k": null}], "b": false}"#.utf8)
    for end in 0...text.count {
      let part = Array(text[..<end])
      let isRead = (try? JSONValue(parsing: part)) != nil
      let isSkipped = part.withUnsafeBytes { bytes in
        var reader = JSONReader(bytes)
        do {
          try reader.skipValue()
          try reader.end()
          return true
        } catch { return false }
      }
      #expect(isRead == isSkipped, "cut at \(end)")
    }
  }

  /// What ends or refuses a string is seen at every place of a word of eight bytes.
  @Test func stringsAreTheSameWhereverTheyEnd() throws {
    for length in 0...40 {
      let plain = String("abcdefg가나".unicodeScalars.prefix(length % 9)).utf8
      let body = Array(repeating: UInt8(ascii: "x"), count: max(0, length - plain.count)) + plain
      let rest = Array(#"","\"\\y""#.utf8) + Array(repeating: 0x20, count: length % 5)
      let text = Array("[\"".utf8) + body + rest + Array("]".utf8)
      let value = try JSONValue(parsing: text)
      let expected = [JSONValue.string(String(decoding: body, as: UTF8.self)), .string("\"\\y")]
      #expect(value.array == expected, "\(length)")
      for control in [0x00, 0x1F, 0x0A] as [UInt8] {
        var broken = text
        broken[2 + length / 2] = control
        #expect(throws: JSONError.self) { try JSONValue(parsing: broken) }
      }
    }
  }

  @Test func aStringWithoutEscapesIsAPlace() throws {
    let text = Array(#"{"가나": 1, "a\u00e9": -999999999999999999, "": 0}"#.utf8)
    try text.withUnsafeBytes { bytes in
      var reader = JSONReader(bytes)
      var buffer: [UInt8] = []
      try reader.beginObject()
      #expect(try reader.nextKey(unescaped: &buffer) == .plain(2..<8))
      #expect(try reader.readInteger() == 1)
      #expect(try reader.nextKey(unescaped: &buffer) == .unescaped)
      #expect(buffer == Array("aé".utf8))
      #expect(try reader.readInteger() == -999_999_999_999_999_999)
      #expect(try reader.nextKey(unescaped: &buffer).map { $0 != .unescaped } == true)
      #expect(try reader.readInteger() == 0)
      #expect(try reader.nextKey(unescaped: &buffer) == nil)
      try reader.end()
    }
  }
}
