import Foundation
import OnDevice

/// Where the two sides of a talk are shown.
///
/// The companion's words go to standard output as they come; what guides a person goes to standard
/// error, and only where that is a terminal.
struct TalkOutput: Sendable {
  /// Whether somebody types the lines and sees what guides them.
  let isInteractive = isatty(0) == 1 && Notice.isTerminal
  private let isTerminal = isatty(1) == 1

  func prompt(_ name: String?) {
    if isInteractive { Notice.write("\(name ?? "")> ") }
  }

  /// Says whose words follow.
  func speaker(_ name: String?) {
    if isInteractive, let name { Notice.write("\(name): ") }
  }

  func piece(_ text: String) {
    Output.write(isTerminal ? Self.withoutControls(text) : text)
    Output.flushOrExit()
  }

  func line(_ text: String = "") { piece(text + "\n") }

  /// Says what was done; a script need not hear it.
  func notice(_ text: String) {
    if Notice.isTerminal { Notice.write(text + "\n") }
  }

  /// A model's words may hold what a terminal takes for orders.
  static func withoutControls(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { scalar in
          scalar == "\n" || scalar == "\t"
            || scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
        }))
  }
}
