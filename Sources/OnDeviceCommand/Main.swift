import ArgumentParser
import CSystem
import Dispatch
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

/// Ctrl-C and SIGTERM cancel the work; what does not stop by itself within 50 ms (a read that waits
/// for standard input, a file being opened) is ended, so that the promise of 100 ms holds: on a busy
/// machine a late timer and the end of the process take up to 40 ms more.
private final class Interrupts: Sendable {
  // SAFETY: made once, and a dispatch source may be cancelled from any thread.
  nonisolated(unsafe) private let sources: [any DispatchSourceSignal]

  init(cancelling work: Task<Void, any Error>) {
    let queue = DispatchQueue(label: "ondevice.interrupts", qos: .userInteractive)
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        work.cancel()
        queue.asyncAfter(deadline: .now() + .milliseconds(50)) {
          Failure.exit(OnDeviceError(.cancelled, "cancelled"))
        }
      }
      source.resume()
      return source
    }
  }

  func stop() {
    for source in sources { source.cancel() }
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
          RewriteCommand.self, CheckCommand.self,
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
