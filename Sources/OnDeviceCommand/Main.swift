import ArgumentParser
import CSystem
import Foundation
import OnDevice

/// The process: parses, runs one command, and turns every failure into the error form.
@main
enum Main {
  static func main() async {
    signal(SIGPIPE, SIG_IGN)  // a closed pipe becomes an error of write(2), and then status 141
    od_install_sigbus_handler()
    Runtime.configureProcess()

    let work = Task { try await runCommand() }
    let interrupts = Interrupts(cancelling: work)
    let result = await work.result
    interrupts.stop()
    Output.flushOrExit()
    if case .failure(let error) = result { Failure.report(error) }
  }

  private static func runCommand() async throws {
    var command = try OnDeviceCommand.parseAsRoot()
    if var asynchronous = command as? any AsyncParsableCommand {
      try await asynchronous.run()
    } else {
      try command.run()
    }
  }
}

/// The top of the command tree.
struct OnDeviceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ondevice",
    abstract: "Understands your chats on this machine, and sends nothing anywhere.",
    discussion: """
      ondevice summarize chat.txt          what was said, in a few lines
      ondevice suggest chat.txt --me 민서  replies that you could send now
      ondevice events chat.txt             the dates that were agreed

      FILE may be - for standard input. Results go to standard output; progress, warnings and \
      errors to standard error.
      """,
    version: Runtime.version,
    groupedSubcommands: [
      CommandGroup(
        name: "Assistant",
        subcommands: [
          SummarizeCommand.self, SuggestCommand.self, EventsCommand.self, ComposeCommand.self,
          RewriteCommand.self, CheckCommand.self, ChatCommand.self,
        ]),
      CommandGroup(
        name: "Models",
        subcommands: [
          GenerateCommand.self, EmbedCommand.self, TokenizeCommand.self, LogitsCommand.self,
          TemplateCommand.self, InspectCommand.self, ConvertCommand.self, QuantizeCommand.self,
          ModelsCommand.self, PerplexityCommand.self, BenchCommand.self,
        ]),
      CommandGroup(
        name: "Tools", subcommands: [ImportCommand.self, BatchCommand.self, DoctorCommand.self]),
    ])
}
