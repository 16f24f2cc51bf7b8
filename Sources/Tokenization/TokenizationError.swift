/// Why a vocabulary was refused, or a text or a list of ids could not be converted.
///
/// The description is one line whatever the vocabulary or text holds.
package struct TokenizationError: Error, Sendable, Hashable, CustomStringConvertible {
  package struct Code: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    private init(_ description: String) { self.description = description }

    /// A kind of tokenizer, or a pre-tokenizer, that is not known here.
    package static let unsupported = Code("unsupported")
    /// Parts of a vocabulary that contradict each other.
    package static let malformedVocabulary = Code("malformedVocabulary")
    /// Text that is not UTF-8.
    package static let invalidUTF8 = Code("invalidUTF8")
    /// A text with more bytes than positions can count.
    package static let textTooLong = Code("textTooLong")
    /// An id that names no token.
    package static let idOutOfRange = Code("idOutOfRange")
    /// A byte of the text for which the vocabulary has no token.
    package static let unencodable = Code("unencodable")
  }

  package let code: Code
  /// Where in the text, when one byte can be named.
  package let offset: Int?
  package let expected: String
  package let found: String

  init(_ code: Code, offset: Int? = nil, expected: String, found: String) {
    self.code = code
    self.offset = offset
    self.expected = expected
    self.found = found
  }

  package var description: String {
    let place = offset.map { "byte \($0): " } ?? ""
    return "\(place)expected \(expected), found \(found)"
  }

  static func malformed(expected: String, found: String) -> TokenizationError {
    TokenizationError(.malformedVocabulary, expected: expected, found: found)
  }

  /// A vocabulary's text in quotes, cut to 60 characters and free of control characters.
  static func quoted(_ bytes: some Sequence<UInt8>) -> String {
    let scalars = String(decoding: Array(bytes.prefix(240)), as: UTF8.self).unicodeScalars
    var result = "\""
    for scalar in scalars.prefix(60) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + (scalars.count > 60 ? "…\"" : "\"")
  }
}
