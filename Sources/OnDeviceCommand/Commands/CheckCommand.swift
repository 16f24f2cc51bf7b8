import ArgumentParser
import Chats
import OnDevice

/// Says of each sentence of a summary whether the chat bears it out.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Whether a chat bears a summary out, sentence by sentence.",
    discussion: """
      ondevice check chat.txt "지훈은 7시에 온다고 했다."

      Rules, no model: doubted is a sentence where somebody else did it (actor), where another value \
      stands (value), where it was not so (turned), or whose words the chat lacks (unknown).
      """,
    aliases: ["확인"])

  @OptionGroup var reading: ReadingOptions

  @Argument(help: "The summary, as text.")
  var summary: String

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let whole = try reading.read()
    let chat = try selection.apply(to: whole)
    let sentences = SummaryCheck(chat).sentences(of: summary)
    let original = OriginalIndexes(of: chat, in: whole)
    if output.json {
      return try JSONValue.object([
        "score": .number(sentences.reduce(0) { $0 + $1.score }),
        "sentences": .array(
          sentences.map { sentence in
            .object([
              "text": .string(sentence.text),
              "supported": .bool(sentence.doubt == nil),
              "reason": .string(sentence.doubt?.rawValue ?? ""),
              "messages": .array(
                sentence.messages.map { .integer(original($0)) }),
              "score": .number(sentence.score),
            ])
          }),
      ]).print()
    }
    for sentence in sentences {
      Output.line("\(sentence.doubt?.rawValue ?? "ok")\t\(sentence.text)")
    }
  }
}
