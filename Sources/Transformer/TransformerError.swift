package import ModelFiles

/// Why a model could not be read or run; the description is one line with both sides of it.
package enum TransformerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file does not hold what its family needs.
  case file(ModelFileError)
  /// The family that the file names is not one of those in the list.
  case unknownArchitecture(String, known: [String])
  case invalidSetting(name: String, expected: String, found: String)
  /// A token id outside of the vocabulary.
  case invalidToken(Int32, vocabularyCount: Int)
  /// More positions than the context holds.
  case contextFull(wanted: Int, limit: Int)
  /// Less memory than the cache and scratch need.
  case memoryLacks(needed: Int, available: Int)
  case cancelled
  /// The model gave NaN or infinity.
  case invalidLogit(id: Int32, Float)
  /// Every token was forbidden.
  case noCandidate

  package var description: String {
    switch self {
    case .file(let error): error.description
    case .unknownArchitecture(let name, let known):
      "general.architecture: expected one of \(known.joined(separator: ", ")), found \(name)"
    case .invalidSetting(let name, let expected, let found):
      "\(name): expected \(expected), found \(found)"
    case .invalidToken(let id, let count): "token \(id): expected an id from 0 to \(count - 1)"
    case .contextFull(let wanted, let limit):
      "the context is full: \(wanted) tokens do not fit into \(limit)"
    case .memoryLacks(let needed, let available):
      "memory lacks: the run needs \(size(needed)), \(size(available)) are available"
    case .cancelled: "cancelled"
    case .invalidLogit(let id, let value): "the model gave \(value) as the logit of token \(id)"
    case .noCandidate: "no token may come next: every one is forbidden"
    }
  }
}

extension TransformerError {
  /// Runs a step of reading a file, and gives its error as one of ours.
  static func wrapping<Value>(
    _ read: () throws(ModelFileError) -> Value
  ) throws(TransformerError) -> Value {
    do { return try read() } catch { throw .file(error) }
  }
}

/// In MiB, or in KiB where MiB would hide the figure.
private func size(_ bytes: Int) -> String {
  bytes < 10 << 20 ? "\(bytes >> 10) KiB" : "\(bytes >> 20) MiB"
}
