import ArgumentParser

/// Where a command keeps what it computed for its prompt.
struct SessionOption: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Keep what is computed for the prompt in this file, and go on from it the next time.",
      valueName: "file"))
  var session: String?
}
