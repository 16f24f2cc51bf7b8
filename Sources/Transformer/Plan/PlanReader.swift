import ModelFiles

/// Reads the keys of one family's metadata, and checks every number before it reaches a product.
///
/// Numbers are limited to ``limit``, so that two of them may be multiplied.
struct PlanReader {
  /// More than any dimension of any model, and its square is far from overflow.
  static let limit = 1 << 24

  let file: any Checkpoint
  let family: String

  private func key(_ name: String) -> String { "\(family).\(name)" }

  func count(_ name: String) throws(ModelFileError) -> Int {
    try file.metadata.unsigned(key(name), in: 1...PlanReader.limit)
  }

  func countIfPresent(_ name: String) throws(ModelFileError) -> Int? {
    try file.metadata.unsignedIfPresent(key(name), in: 1...PlanReader.limit)
  }

  /// A count that may be 0; 0 where the key is absent.
  func zeroOrCount(_ name: String) throws(ModelFileError) -> Int {
    try file.metadata.unsignedIfPresent(key(name), in: 0...PlanReader.limit) ?? 0
  }

  /// A count that is one number for all layers, or an array with one for each.
  func counts(
    _ name: String, layers: Int, default fallback: [Int]? = nil, least: Int = 1
  ) throws(ModelFileError) -> [Int] {
    if let fallback, !file.metadata.contains(key(name)) { return fallback }
    guard file.metadata.type(of: key(name)) == .array else {
      return [Int](repeating: try count(name), count: layers)
    }
    let counts = try file.metadata.integers(key(name), in: least...PlanReader.limit)
    guard counts.count == layers else {
      throw failure(name, expected: "\(layers) counts", found: "\(counts.count)")
    }
    return counts
  }

  func positive(_ name: String) throws(ModelFileError) -> Float {
    guard let value = try positiveIfPresent(name) else {
      return try file.metadata.float(key(name))  // says that it is missing
    }
    return value
  }

  func positiveIfPresent(_ name: String) throws(ModelFileError) -> Float? {
    guard let value = try file.metadata.floatIfPresent(key(name)) else { return nil }
    guard value > 0 else { throw failure(name, expected: "a number above 0", found: "\(value)") }
    return value
  }

  /// One flag for each layer.
  func flags(_ name: String, layers: Int) throws(ModelFileError) -> [Bool]? {
    guard let flags = try file.metadata.boolsIfPresent(key(name)) else { return nil }
    guard flags.count == layers else {
      throw failure(name, expected: "\(layers) flags", found: "\(flags.count)")
    }
    return flags
  }

  /// One number for each layer.
  func floats(_ name: String, layers: Int) throws(ModelFileError) -> [Float]? {
    guard file.metadata.contains(key(name)) else { return nil }
    let values = try file.metadata.floats(key(name))
    guard values.count == layers, !values.contains(where: \.isNaN) else {
      throw failure(name, expected: "\(layers) numbers", found: "\(values.count)")
    }
    return values
  }

  func boolIfPresent(_ name: String) throws(ModelFileError) -> Bool? {
    try file.metadata.boolIfPresent(key(name))
  }

  func isArray(_ name: String) -> Bool { file.metadata.type(of: key(name)) == .array }

  func stringIfPresent(_ name: String) throws(ModelFileError) -> String? {
    try file.metadata.stringIfPresent(key(name))
  }

  func failure(_ name: String, expected: String, found: String) -> ModelFileError {
    ModelFileError(
      .invalid, file: file.name, place: .key(key(name)), expected: expected, found: found)
  }
}
