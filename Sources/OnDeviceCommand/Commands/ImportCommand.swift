import ArgumentParser
import Chats
import Foundation
import OnDevice

/// Shows what was read from an export.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Show what was read from a chat export.")

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var selection: SelectionOptions

  @Option(name: .long, help: "Write what was not understood to this file.")
  var report: String?

  @Flag(name: .long, help: "Print one JSON array of messages.")
  var json = false

  func run() throws {
    let whole = try reading.read()
    let chat = try selection.apply(to: whole)
    if let report {
      let file = try OutputFile(path: report)
      try file.append(Data(whole.report().utf8))
      try file.finish()
    }
    for warning in whole.warnings.prefix(3) { Notice.warn(warning.description) }
    if whole.warnings.count > 3 {
      Notice.warn("\(whole.warnings.count - 3) more; --report FILE lists them all")
    }
    // JSON is what a program reads and `import` is made for programs first; the text form is for
    // eyes, on a terminal.
    if json || isatty(1) == 0 {
      Output.write(try chat.jsonData(pretty: false))
      Output.line()
    } else {
      for message in chat.messages {
        let time = message.time.map { "\($0)  " } ?? ""
        let sender = message.sender.map { "\($0): " } ?? ""
        let kind = message.kind == .text ? "" : "[\(message.kind.rawValue)] "
        Output.line(time + sender + kind + message.text.replacing("\n", with: "\n    "))
      }
    }
  }
}
