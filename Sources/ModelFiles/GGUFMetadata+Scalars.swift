extension GGUFMetadata {
  /// A text, which must be valid UTF-8.
  package func string(_ key: String) throws(ModelFileError) -> String {
    try require(key, "a string", try stringIfPresent(key))
  }

  package func stringIfPresent(_ key: String) throws(ModelFileError) -> String? {
    guard let entry = entry(key) else { return nil }
    guard entry.type == .string else { throw failure(.mismatch, entry, expected: "a string") }
    guard let text = String(validating: stringBytes(entry), as: UTF8.self) else {
      throw failure(.invalid, entry, expected: "a string in UTF-8")
    }
    return text
  }

  /// A whole number in `range`, by default any that is not negative.
  package func unsigned(
    _ key: String, in range: ClosedRange<Int> = 0...Int.max
  ) throws(ModelFileError) -> Int {
    try integer(key, in: range)
  }

  package func unsignedIfPresent(
    _ key: String, in range: ClosedRange<Int> = 0...Int.max
  ) throws(ModelFileError) -> Int? {
    try integerIfPresent(key, in: range)
  }

  /// A whole number in `range`, by default any that fits.
  package func integer(
    _ key: String, in range: ClosedRange<Int> = Int.min...Int.max
  ) throws(ModelFileError) -> Int {
    try require(key, Self.words(for: range), try integerIfPresent(key, in: range))
  }

  package func integerIfPresent(
    _ key: String, in range: ClosedRange<Int> = Int.min...Int.max
  ) throws(ModelFileError) -> Int? {
    guard let entry = entry(key) else { return nil }
    guard entry.type.isInteger else {
      throw failure(.mismatch, entry, expected: Self.words(for: range))
    }
    guard let value = Int(exactly: integer(entry.type, at: entry.range.lowerBound)),
      range.contains(value)
    else { throw failure(.invalid, entry, expected: Self.words(for: range)) }
    return value
  }

  /// A finite number; float64 is rounded to Float.
  package func float(_ key: String) throws(ModelFileError) -> Float {
    try require(key, "a finite number", try floatIfPresent(key))
  }

  package func floatIfPresent(_ key: String) throws(ModelFileError) -> Float? {
    guard let entry = entry(key) else { return nil }
    guard entry.type == .float32 || entry.type == .float64 else {
      throw failure(.mismatch, entry, expected: "a finite number")
    }
    let value = Float(double(entry.type, at: entry.range.lowerBound))
    guard value.isFinite else { throw failure(.invalid, entry, expected: "a finite number") }
    return value
  }

  package func bool(_ key: String) throws(ModelFileError) -> Bool {
    try require(key, "a bool", try boolIfPresent(key))
  }

  package func boolIfPresent(_ key: String) throws(ModelFileError) -> Bool? {
    guard let entry = entry(key) else { return nil }
    guard entry.type == .bool else { throw failure(.mismatch, entry, expected: "a bool") }
    return storage.bytes[entry.range.lowerBound] != 0
  }

  static func words(for range: ClosedRange<Int>) -> String {
    switch (range.lowerBound, range.upperBound) {
    case (.min, .max): "an integer"
    case (0, .max): "an integer that is not negative"
    case (let low, .max): "an integer of at least \(low)"
    case (let low, let high): "an integer from \(low) to \(high)"
    }
  }
}
