import ArgumentParser
import Chats
import Foundation
import OnDevice

/// A chat export, and how it is read.
struct ReadingOptions: ParsableArguments {
  @Argument(help: "A chat export, or - for standard input.")
  var file: String

  @OptionGroup var export: ExportOptions

  func zone() throws(OnDeviceError) -> TimeZone? { try export.zone() }

  func read() throws -> Chat { try export.read(file) }
}

/// How a chat export is read.
struct ExportOptions: ParsableArguments {
  @Option(
    name: .long,
    help:
      "The format, where its content does not tell: \(ChatImporter.formats.joined(separator: ", "))."
  )
  var format: String?

  @Option(name: .long, help: "The time zone of times with an offset (default: the system's).")
  var tz: String?

  @Flag(name: .long, help: "Read invalid UTF-8 as U+FFFD.")
  var lossy = false

  /// The zone that `--tz` names; `nil` without it.
  func zone() throws(OnDeviceError) -> TimeZone? {
    guard let tz else { return nil }
    if let zone = TimeZone(identifier: tz) ?? TimeZone(abbreviation: tz) { return zone }
    throw OnDeviceError(
      .invalidRequest, "--tz: expected a time zone, found \"\(tz)\"",
      hint: "names look like Asia/Seoul")
  }

  /// The chat in the file.
  func read(_ file: String) throws -> Chat {
    try read(try Input.read(file, as: "a chat export"))
  }

  /// The chat in what was read, of a format that is known or that its content tells.
  func read(_ input: Input, format known: String? = nil) throws -> Chat {
    var options = ImportOptions()
    options.format = known ?? format
    options.lossy = lossy
    if let zone = try zone() { options.timeZone = zone }
    return try ChatImporter(options: options).read(input.bytes, name: input.name)
  }
}

/// Which messages of a chat are meant.
struct SelectionOptions: ParsableArguments {
  @Option(name: .long, help: "Whose phone it is, where the export does not tell.")
  var me: String?

  @Option(name: .long, help: "From here on: a time, \"어제 18:00\", \"3시간 전\", last or me.")
  var since: String?

  @Option(name: .long, help: "Up to here: a time.")
  var until: String?

  @Option(name: .long, help: "Only the last N messages.")
  var last: Int?

  @Option(name: .long, help: "Only messages by or about this person.")
  var about: String?

  @Option(name: .long, help: "ko, en or auto.")
  var language = "auto"

  func validate() throws {
    guard ["ko", "en", "auto"].contains(language) else {
      throw ValidationError("--language: expected ko, en or auto, found \"\(language)\"")
    }
    if let last, last < 1 { throw ValidationError("--last: expected at least 1, found \(last)") }
  }

  /// The language that was asked for; `nil` leaves it to the chat.
  var chosenLanguage: Language? { Language(rawValue: language) }
}
