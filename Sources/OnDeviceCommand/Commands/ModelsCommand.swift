import ArgumentParser
import OnDevice

/// The models that names stand for.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "The models found, with size, family and licence.",
    subcommands: [List.self, Paths.self, Verify.self], defaultSubcommand: List.self)

  /// Lists the models.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "The models found, with size, family and licence.")

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    func run() throws {
      let entries = ModelCatalogue.entries()
      if json { return try JSONValue.array(entries.map(\.json)).print() }
      for entry in entries {
        let facts = [entry.size, entry.family ?? "unknown family", entry.licence ?? "no licence"]
        Output.line("\(entry.name)\t" + facts.joined(separator: "\t"))
        if let problem = entry.problem { Notice.warn("\(entry.name): \(problem)") }
      }
      if entries.isEmpty {
        Notice.warn("no models in \(ModelCatalogue.folders().joined(separator: ", "))")
      }
    }
  }

  /// Prints the folders that are searched.
  struct Paths: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "path", abstract: "The folders that are searched, in order.")

    func run() { for folder in ModelCatalogue.folders() { Output.line(folder) } }
  }

  /// Reads every model as a whole.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Read every block of every model, and say what is broken.")

    @Flag(name: .long, help: "Print one JSON document.")
    var json = false

    func run() throws {
      let results = ModelCatalogue.entries().map { ($0, ModelCatalogue.verify($0)) }
      if json {
        try JSONValue.array(
          results.map { entry, problem in
            .object(["name": .string(entry.name), "problem": JSONValue(problem)])
          }
        ).print()
      } else {
        for (entry, problem) in results { Output.line("\(entry.name)\t\(problem ?? "ok")") }
      }
      Output.flushOrExit()
      if let (entry, problem) = results.first(where: { $0.1 != nil }), let problem {
        throw OnDeviceError(
          .badData, "\(entry.name): \(problem)", hint: "remove the model or fetch it again")
      }
    }
  }
}

extension ModelCatalogue.Entry {
  fileprivate var size: String {
    bytes < 1 << 20 ? "\((bytes + 1023) >> 10) KiB" : "\(bytes >> 20) MiB"
  }

  fileprivate var json: JSONValue {
    .object([
      "name": .string(name), "path": .string(path), "bytes": .integer(bytes),
      "family": JSONValue(family), "licence": JSONValue(licence), "problem": JSONValue(problem),
    ])
  }
}
