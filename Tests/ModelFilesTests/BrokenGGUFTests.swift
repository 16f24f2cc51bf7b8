import ModelFiles
import Testing

/// A file that must be refused, and the words that refuse it (without the file's name).
struct BrokenFile: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let bytes: [UInt8]
  let refusal: String

  init(_ name: String, _ file: HandMadeGGUF, _ refusal: String) {
    self.init(name, file.bytes, refusal)
  }

  init(_ name: String, _ bytes: [UInt8], _ refusal: String) {
    testDescription = name
    self.bytes = bytes
    self.refusal = refusal
  }
}

struct BrokenGGUFTests {
  @Test(arguments: headers + pairs + arrays)
  func theDirectorysFirstHalfIsChecked(_ file: BrokenFile) throws {
    #expect(try refusal(of: file.bytes) == "test.gguf: \(file.refusal)")
  }

  @Test(arguments: alignments + shapes + places)
  func theTensorsDescriptionsAreChecked(_ file: BrokenFile) throws {
    #expect(try refusal(of: file.bytes) == "test.gguf: \(file.refusal)")
  }

  private static let one = HandMadeGGUF(pairs: 1)
  private static let huge = UInt64.max

  static let headers = [
    BrokenFile("empty", [], "header at byte 0: expected a GGUF file, found an empty file"),
    BrokenFile(
      "text", Array("Hello, world".utf8),
      #"header at byte 0: expected a GGUF file, found "Hell""#),
    BrokenFile(
      "binary", [0x7F, 0x45, 0, 1, 2],
      "header at byte 0: expected a GGUF file, found bytes 7f 45 00 01"),
    BrokenFile(
      "magic alone", Array("GGUF".utf8),
      "header at byte 4: expected 4 bytes for the version, found the file's end after 0"),
    BrokenFile(
      "version 1", HandMadeGGUF(version: 1),
      "header at byte 4: expected GGUF version 2 or 3, found version 1, whose lengths have 32 bits"),
    BrokenFile(
      "version 0", HandMadeGGUF(version: 0),
      "header at byte 4: expected GGUF version 2 or 3, found version 0"),
    BrokenFile(
      "version 4", HandMadeGGUF(version: 4),
      "header at byte 4: expected GGUF version 2 or 3, found version 4"),
    BrokenFile(
      "big endian", HandMadeGGUF(version: 0x0300_0000),
      "header at byte 4: expected a little-endian GGUF file, found a big-endian one"),
    BrokenFile(
      "big-endian magic", Array("FUGG".utf8) + [3, 0, 0, 0],
      "header at byte 0: expected a little-endian GGUF file, found a big-endian one"),
    // CVE-2024-21825 and its kin: the counts size allocations before anything is read.
    BrokenFile(
      "n_tensors huge", HandMadeGGUF(tensors: huge),
      "header at byte 8: expected at most 0 tensors in the 8 bytes that follow, "
        + "found 18446744073709551615"),
    BrokenFile(
      "n_kv huge", HandMadeGGUF(pairs: huge / 2),
      "header at byte 16: expected at most 0 key-value pairs in the 0 bytes that follow, "
        + "found 9223372036854775807"),
    // ggml pull request 1516: 160 bytes that ask for gigabytes.
    BrokenFile(
      "160 bytes", HandMadeGGUF(pairs: 0x0400_0000).raw([UInt8](repeating: 0, count: 136)),
      "header at byte 16: expected at most 9 key-value pairs in the 136 bytes that follow, "
        + "found 67108864"),
  ]

  static let pairs = [
    BrokenFile(
      "key length −1", one.number(huge).raw([UInt8](repeating: 0x61, count: 20)),
      "header at byte 24: expected a key's name of at most 20 bytes, "
        + "found a length of 18446744073709551615"),
    BrokenFile(
      "empty key", one.key("", type: 4).number(UInt64(0)),
      "header at byte 24: expected a key's name, found an empty one"),
    BrokenFile(
      "key that is not UTF-8", one.number(UInt64(1)).raw([0xC3]).number(UInt64(0)),
      "header at byte 24: expected a key's name in UTF-8, found \"\u{FFFD}\""),
    BrokenFile(
      "value type 13", one.key("k", type: 13).number(UInt32(0)),
      #"key "k" at byte 33: expected a value's type from 0 to 12, found 13"#),
    BrokenFile(
      "escape sequence in a key", one.key("\u{1B}[2J\n\u{202E}k", type: 99).number(UInt32(0)),
      #"key "\u{1b}[2J\u{a}\u{202e}k" at byte 41: expected a value's type from 0 to 12, found 99"#),
    BrokenFile(
      "long key", one.key(String(repeating: "k", count: 100), type: 99).number(UInt32(0)),
      "key \"\(String(repeating: "k", count: 80))…\" at byte 132: "
        + "expected a value's type from 0 to 12, found 99"),
    BrokenFile(
      "value cut", one.key("k", type: 12).number(UInt32(0)),
      #"key "k" at byte 37: expected 8 bytes for the value, found the file's end after 4"#),
    BrokenFile(
      "string length −1", one.key("k", type: 8).number(huge),
      #"key "k" at byte 37: expected a string of at most 0 bytes, "#
        + "found a length of 18446744073709551615"),
    BrokenFile(
      "string one byte too long", one.key("k", type: 8).number(UInt64(4)).raw([1, 2, 3]),
      #"key "k" at byte 37: expected a string of at most 3 bytes, found a length of 4"#),
    BrokenFile(
      "bool 2", one.key("k", type: 7).raw([2]),
      #"key "k" at byte 37: expected 0 or 1 for a bool, found 2"#),
    BrokenFile(
      "key twice",
      HandMadeGGUF(pairs: 2).key("k", type: 0).raw([1]).key("k", type: 0).raw([1]),
      #"key "k" at byte 38: expected each key once, found it a second time"#),
    BrokenFile(
      "pair missing", HandMadeGGUF(pairs: 2).key("k", type: 8).string("123456789"),
      "header at byte 54: expected 8 bytes for the length of a key's name, "
        + "found the file's end after 0"),
  ]

  /// llama.cpp pull request 26690: the type of an array's elements was taken unchecked.
  static let arrays = [
    BrokenFile(
      "element type 200", one.key("k", type: 9).number(UInt32(200)).number(UInt64(1)),
      #"key "k" at byte 37: expected an element's type from 0 to 12, found 200"#),
    BrokenFile(
      "array of arrays", one.key("k", type: 9).number(UInt32(9)).number(UInt64(0)),
      #"key "k" at byte 37: expected an array of numbers or strings, found an array of arrays"#),
    BrokenFile(
      "count times size overflows",
      one.key("k", type: 9).number(UInt32(12)).number(UInt64(1) << 61).raw([1, 2, 3]),
      #"key "k" at byte 41: expected at most 0 float64 values in the 3 bytes that follow, "#
        + "found 2305843009213693952"),
    BrokenFile(
      "strings without bytes",
      one.key("k", type: 9).number(UInt32(8)).number(UInt64(3)).number(UInt64(0)).number(UInt64(0)),
      #"key "k" at byte 41: expected at most 2 strings in the 16 bytes that follow, found 3"#),
    BrokenFile(
      "a string in an array too long",
      one.key("k", type: 9).number(UInt32(8)).number(UInt64(2)).string("").number(huge),
      #"key "k" at byte 57: expected a string of at most 0 bytes, "#
        + "found a length of 18446744073709551615"),
    BrokenFile(
      "a bool in an array of 3",
      one.key("k", type: 9).number(UInt32(7)).number(UInt64(2)).raw([1, 3]),
      #"key "k" at byte 50: expected 0 or 1 for a bool, found 3"#),
  ]
}
