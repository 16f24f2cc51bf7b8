import Foundation
import JSON

/// What somebody said to a companion, and what it answered.
public struct Exchange: Sendable, Hashable {
  /// Its number in the memory, from 1.
  public let id: Int
  /// When it was said, as `2026-11-28T21:30:00+09:00`.
  public let time: String
  public let prompt: String
  /// Empty where there was nothing to say.
  public var answer: String
  /// Whether the answer was stopped on its way.
  public var isStopped: Bool
  /// The numbers of the exchanges that were called to mind for it.
  public var recalled: [Int]
}

/// Something that a companion was told to remember.
public struct Fact: Sendable, Hashable {
  public let id: Int
  public let time: String
  public let text: String
}

/// A line of a memory's files: one JSON object, of which a reader passes over what it does not know.
enum MemoryRecord: Sendable, Hashable {
  case exchange(Exchange)
  case fact(Fact)
  /// The exchange of that number was taken back.
  case undone(Int)
  /// From that exchange on the talk is in the prompt; what is before may be called to mind.
  case window(Int)

  /// Reads a line.
  ///
  /// - Throws: what was expected and what was found.
  init(_ line: ArraySlice<UInt8>) throws(MemoryRecordError) {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: Array(line))
    } catch {
      throw MemoryRecordError(description: error.description)
    }
    guard let object = value.object else {
      throw MemoryRecordError(description: "expected an object, found \(value.kindName)")
    }
    func text(_ key: String) -> String? {
      guard case .string(let text)? = object[key] else { return nil }
      return text
    }
    func number(_ key: String) -> Int? {
      guard case .integer(let number)? = object[key], number > 0, number < Self.largestID else {
        return nil
      }
      return number
    }
    if let id = number("undone") {
      self = .undone(id)
    } else if let id = number("window") {
      self = .window(id)
    } else if let id = number("id"), let fact = text("fact") {
      self = .fact(Fact(id: id, time: text("time") ?? "", text: fact))
    } else if let id = number("id"), let prompt = text("user"), let answer = text("companion") {
      let recalled = object["recalled"]?.array ?? []
      self = .exchange(
        Exchange(
          id: id, time: text("time") ?? "", prompt: prompt, answer: answer,
          isStopped: object["stopped"] == .bool(true),
          recalled: recalled.compactMap { if case .integer(let id) = $0 { id } else { nil } }))
    } else {
      throw MemoryRecordError(
        description: "expected an exchange, a fact, \"undone\" or \"window\", found none of them")
    }
  }

  /// Numbers from here on are of no file that was written here.
  private static let largestID = 1 << 48

  /// The line with its end.
  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data =
      switch self {
      case .undone(let id): try encoder.encode(["undone": id])
      case .window(let id): try encoder.encode(["window": id])
      case .fact(let fact):
        try encoder.encode(FactLine(fact: fact.text, id: fact.id, time: fact.time))
      case .exchange(let exchange):
        try encoder.encode(
          ExchangeLine(
            companion: exchange.answer, id: exchange.id,
            recalled: exchange.recalled.isEmpty ? nil : exchange.recalled,
            stopped: exchange.isStopped ? true : nil, time: exchange.time, user: exchange.prompt))
      }
    return Array(data) + [0x0A]
  }

  private struct FactLine: Encodable {
    let fact: String
    let id: Int
    let time: String
  }

  private struct ExchangeLine: Encodable {
    let companion: String
    let id: Int
    let recalled: [Int]?
    let stopped: Bool?
    let time: String
    let user: String
  }
}

/// Why a line is no record.
struct MemoryRecordError: Error {
  let description: String
}
