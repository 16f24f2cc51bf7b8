import ArgumentParser
import Chats
import Foundation
import OnDevice
import Synchronization

/// Turns an error into `error: …`, `hint: …` and the exit status that `cli.md` promises.
enum Failure {
  private static let isExiting = Atomic(false)

  /// Reports what ended the run and exits; a request for help is no failure.
  static func report(_ error: any Error) -> Never {
    if let known = known(error) { exit(known) }

    let status = OnDeviceCommand.exitCode(for: error)
    if status == .success {
      Output.line(OnDeviceCommand.fullMessage(for: error))
      Output.flushOrExit()
      Foundation.exit(0)
    }
    let message = OnDeviceCommand.message(for: error)
    if message.isEmpty { Foundation.exit(status.rawValue) }
    if status == .validationFailure {
      let command = commandName(in: OnDeviceCommand.fullMessage(for: error))
      exit(
        OnDeviceError(
          .invalidRequest, oneLine(message), hint: "'\(command) --help' lists what can be given"))
    }
    exit(OnDeviceError(.internalFailure, oneLine(message)))
  }

  /// An error of the layers below in the form of the command; nil for one of its options.
  static func known(_ error: any Error) -> OnDeviceError? {
    switch error {
    case let error as OnDeviceError: error
    case let error as ChatImportError: OnDeviceError(error)
    case let error as ChatSelectionError: OnDeviceError(error)
    case is CancellationError: OnDeviceError(.cancelled, "cancelled")
    default: nil
    }
  }

  static func exit(_ error: OnDeviceError) -> Never {
    // Two threads may end the process at once (an interrupt and a failed write): one is heard.
    while isExiting.exchange(true, ordering: .relaxed) { pause() }
    Notice.write("error: \(oneLine(error.message))\n")
    if let hint = error.hint { Notice.write("hint: \(oneLine(hint))\n") }
    Foundation.exit(error.code.exitStatus)
  }

  static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }
      .joined(separator: " ")
  }

  /// The command that a usage text is about: `Usage: ondevice summarize <file> …`.
  private static func commandName(in fullMessage: String) -> String {
    guard let usage = fullMessage.range(of: "Usage: ") else { return "ondevice" }
    let words = fullMessage[usage.upperBound...].prefix { !$0.isNewline }.split(separator: " ")
    return words.prefix { $0.first.map { !"<[-".contains($0) } ?? false }.joined(separator: " ")
  }
}
