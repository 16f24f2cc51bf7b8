import ArgumentParser

/// The form of a result.
struct OutputOptions: ParsableArguments {
  @Flag(name: .long, help: "Print one JSON document.")
  var json = false

  @Flag(name: .long, help: "Print text as it comes.")
  var stream = false

  func validate() throws {
    if json, stream { throw ValidationError("--stream: expected without --json, found both") }
  }
}
