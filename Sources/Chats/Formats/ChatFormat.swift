import struct Foundation.TimeZone

/// What a format gets to read.
struct ImportInput {
  let text: SourceText
  /// The name of the file, which for some exports is the only place that names the room.
  let fileName: String?
  let timeZone: TimeZone
}

/// How much of the beginning of a file looks like a format.
enum Evidence: Comparable {
  case none
  /// The number of lines that have the form of the format, some of them counted more than once.
  case score(Int)
  /// The file says itself what it is.
  case certain
}

/// A form of export: how it is told from the others and how it is read.
///
/// A new one is a file with such a value and an entry in `ChatImporter.table`.
struct ChatFormat: Sendable {
  let name: String
  /// Looks at the first 64 KiB, which `lines` are.
  let evidence: @Sendable (_ text: SourceText, _ lines: ArraySlice<Line>) -> Evidence
  let read: @Sendable (ImportInput) -> Chat
}
