import Foundation
import OnDevice

/// `bench --replay`: recorded texts decoded with and without guesses, and what guesses bring.
struct ReplayRun {
  let model: LanguageModel
  let runs: Int
  let json: Bool

  /// The records of a file, one object a line.
  static func records(of path: String, _ model: LanguageModel) throws -> [ReplayRecord] {
    let reader = try LineReader(path: path)
    let vocabulary = Result { () throws(OnDeviceError) in try ModelVocabulary(of: model) }
    var records: [ReplayRecord] = []
    var number = 0
    while let line = try reader.next() {
      number += 1
      if line.isBlank { continue }
      let request = BatchLine(line, number: number)
      if let problem = request.problem { throw problem }
      func tokens(_ name: String, isStart: Bool) throws -> [Int] {
        switch request[name] {
        case .string(let text): return try vocabulary.get().tokenize(text, addSpecial: isStart)
        case .array(let values):
          return try values.map { value in
            guard case .integer(let id) = value else {
              throw request.failure("whole numbers in \"\(name)\"", "another value")
            }
            return id
          }
        default: throw request.failure("\"\(name)\" as a text or token ids", "another value")
        }
      }
      records.append(
        ReplayRecord(
          prompt: try tokens("prompt", isStart: true),
          continuation: try tokens("continuation", isStart: false)))
    }
    return records
  }

  func run(_ records: [ReplayRecord]) async throws {
    var results: [ReplayResult] = []
    for record in records
    where record.prompt.count + record.continuation.count <= model.contextLength {
      results.append(try await model.replay(record, runs: runs))
    }
    let plain = results.reduce(0) { $0 + $1.plainSeconds }
    let drafted = results.reduce(0) { $0 + $1.draftedSeconds }
    let tokens = results.reduce(0) { $0 + $1.tokens }
    let guessed = results.reduce(0) { $0 + $1.drafted }
    let held = results.reduce(0) { $0 + $1.accepted }
    let gain = drafted > 0 ? plain / drafted : 1
    if json {
      return try JSONValue.object([
        "records": .integer(results.count), "left_out": .integer(records.count - results.count),
        "tokens": .integer(tokens), "drafted_tokens": .integer(guessed),
        "accepted_tokens": .integer(held), "gain": .number(gain),
        "tokens_per_second": .object([
          "off": .number(Double(tokens) / max(plain, 1e-9)),
          "lookup": .number(Double(tokens) / max(drafted, 1e-9)),
        ]),
        "gains": .array(results.map { .number($0.gain) }),
      ]).print()
    }
    Output.line(
      "\(results.count) texts, \(tokens) tokens (\(records.count - results.count) left out)")
    Output.line("guessed \(guessed), held \(held)")
    Output.line(String(format: "off     %.2f tokens/s", Double(tokens) / max(plain, 1e-9)))
    Output.line(String(format: "lookup  %.2f tokens/s", Double(tokens) / max(drafted, 1e-9)))
    Output.line(String(format: "gain    %.3f", gain))
  }
}
