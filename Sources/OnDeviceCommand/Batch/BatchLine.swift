import Foundation
import OnDevice

/// One request of a batch: an object with an `id` that is given back and the members of its task.
struct BatchLine {
  /// Counted from 1, as editors do.
  let number: Int
  /// `null` where the line has none, or is no object.
  private(set) var id = JSONValue.null
  private var members: [String: JSONValue] = [:]
  /// Why the line cannot be done.
  private(set) var problem: OnDeviceError?

  init(_ line: LineReader.Line, number: Int) {
    self.number = number
    guard case .bytes(let bytes) = line else {
      problem = failure("at most \(LineReader.longest) bytes", "more")
      return
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      problem = failure("UTF-8", "an invalid byte sequence")
      return
    }
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: bytes) else {
      let start = String(decoding: bytes.prefix(40), as: UTF8.self)
      problem = failure("a JSON object", "\"\(start)\"")
      return
    }
    guard case .object(let members) = value else {
      problem = failure("a JSON object", "another value")
      return
    }
    self.members = members
    id = members["id"] ?? .null
  }

  /// A member; nil where it is absent or `null`.
  subscript(_ name: String) -> JSONValue? {
    if let value = members[name], case .null = value { return nil }
    return members[name]
  }

  /// A member that must be a text; nil where it is absent.
  func text(_ name: String) throws(OnDeviceError) -> String? {
    guard let value = self[name] else { return nil }
    guard case .string(let text) = value else {
      throw failure("\"\(name)\" as a string", "another value")
    }
    return text
  }

  /// The members of these names as a command's options: `top_k` becomes `--top-k=40`.
  func arguments(_ names: [String]) throws(OnDeviceError) -> [String] {
    var arguments: [String] = []
    for name in names {
      guard let value = self[name] else { continue }
      let option = Self.option(name)
      switch value {
      // Nothing behind the sign would be taken for a value that is missing.
      case .string(""): arguments += [option, ""]
      case .string(let text): arguments.append(option + "=" + text)
      case .integer(let number): arguments.append(option + "=\(number)")
      case .unsigned(let number): arguments.append(option + "=\(number)")
      case .number(let number): arguments.append(option + "=\(number)")
      case .bool(true): arguments.append(option)
      case .bool(false): continue
      case .array(let values) where name == "stop":
        for value in values {
          guard case .string(let text) = value else {
            throw failure("texts in \"stop\"", "another value")
          }
          arguments.append(option + "=" + text)
        }
      case .array(let values) where name == "ids":
        var ids: [String] = []
        for value in values {
          guard case .integer(let id) = value else {
            throw failure("whole numbers in \"ids\"", "another value")
          }
          ids.append(String(id))
        }
        arguments.append(option + "=" + ids.joined(separator: ","))
      case .object(let members) where name == "logit_bias":
        for (id, value) in members.sorted(by: { $0.key < $1.key }) {
          switch value {
          case .integer(let bias): arguments.append("\(option)=\(id)=\(bias)")
          case .number(let bias): arguments.append("\(option)=\(id)=\(bias)")
          default: throw failure("numbers in \"logit_bias\"", "another value")
          }
        }
      default: throw failure("\"\(name)\" as a string or a number", "another value")
      }
    }
    return arguments
  }

  private static func option(_ name: String) -> String {
    switch name {
    case "n", "max_tokens": "-n"
    default: "--" + name.replacing("_", with: "-")
    }
  }

  /// What is wrong with the line.
  func failure(_ expected: String, _ found: String) -> OnDeviceError {
    OnDeviceError(.badData, "line \(number): expected \(expected), found \(found)")
  }
}
