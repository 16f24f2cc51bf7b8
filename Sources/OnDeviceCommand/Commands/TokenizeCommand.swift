import ArgumentParser
import Foundation
import OnDevice

/// Shows the tokens of a text, or the text of tokens.
struct TokenizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenize", abstract: "Show the tokens of a text, or the text of tokens.")

  @Argument(help: "The text, or - for standard input.")
  var text: String?

  @Option(name: .long, help: "Print the text of these ids: 1,2,3.")
  var decode: TokenList?

  @Flag(name: .long, help: "Add the tokens that the model wants at the start and end.")
  var addSpecial = false

  @Flag(name: .long, help: "Read special tokens in the text as such.")
  var parseSpecial = false

  @Option(name: .long, help: "nfc: compose the text first.")
  var normalize: Normalization?

  @Flag(name: .long, help: "Read invalid UTF-8 as U+FFFD.")
  var lossy = false

  @Flag(
    name: .long,
    help: "Read a JSON string from each line of the input; print the ids of each on a line.")
  var batch = false

  @Flag(name: .long, help: "Print one JSON document.")
  var json = false

  @Option(
    name: .long, help: "A GGUF file (its vocabulary is enough) or a name; default: the one inside.")
  var model: String?

  enum Normalization: String, ExpressibleByArgument {
    case nfc
  }

  func validate() throws {
    guard (text != nil) != (decode != nil) else {
      throw ValidationError(
        "expected a text or --decode, found \(text == nil ? "neither" : "both")")
    }
    guard !batch || text == "-" && !json else {
      throw ValidationError("--batch: expected - as the text and no --json, found otherwise")
    }
  }

  func run() throws {
    let vocabulary = try ModelVocabulary.open(model)
    if let decode {
      let bytes = try vocabulary.bytes(of: decode.ids)
      if json {
        try JSONValue.object(["text": .string(String(decoding: bytes, as: UTF8.self))]).print()
      } else {
        Output.write(Data(bytes))
        Output.line()
      }
      return
    }
    var input = text ?? ""
    if input == "-" { input = try Input.read("-", as: "a text file").text(lossy: lossy) }
    if batch { return try printLines(of: input, vocabulary) }
    if normalize == .nfc { input = input.precomposedStringWithCanonicalMapping }
    let ids = try vocabulary.tokenize(input, addSpecial: addSpecial, parseSpecial: parseSpecial)
    if json {
      try JSONValue.object([
        "ids": .array(ids.map { .integer($0) }),
        "tokens": .array(try ids.map { .string(try vocabulary.spelling(of: $0)) }),
        "bytes": .array(try ids.map { .string(hex(try vocabulary.bytes(of: [$0]))) }),
      ]).print()
    } else {
      Output.line(ids.map(String.init).joined(separator: ","))
    }
  }

  private func printLines(of input: String, _ vocabulary: ModelVocabulary) throws {
    for (number, line) in input.utf8.split(separator: UInt8(ascii: "\n")).enumerated() {
      guard var text = try? JSONDecoder().decode(String.self, from: Data(line)) else {
        throw OnDeviceError(
          .badData, "line \(number + 1): expected a JSON string, found another text")
      }
      if normalize == .nfc { text = text.precomposedStringWithCanonicalMapping }
      let ids = try vocabulary.tokenize(text, addSpecial: addSpecial, parseSpecial: parseSpecial)
      Output.line(ids.map(String.init).joined(separator: ","))
    }
  }

  private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
