extension GGUFMetadata {
  /// The strings of an array, not copied.
  package func strings(_ key: String) throws(ModelFileError) -> GGUFStrings {
    try require(key, "an array of strings", try stringsIfPresent(key))
  }

  package func stringsIfPresent(_ key: String) throws(ModelFileError) -> GGUFStrings? {
    guard let entry = entry(key) else { return nil }
    guard let elements = entry.elements, elements.type == .string else {
      throw failure(.mismatch, entry, expected: "an array of strings")
    }
    return GGUFStrings(storage, elements, at: entry.range)
  }

  /// A copy of an array of whole numbers of any type, each of them in `range`.
  package func integers(
    _ key: String, in range: ClosedRange<Int> = Int.min...Int.max
  ) throws(ModelFileError) -> [Int] {
    try require(key, "an array of integers", try integersIfPresent(key, in: range))
  }

  package func integersIfPresent(
    _ key: String, in range: ClosedRange<Int> = Int.min...Int.max
  ) throws(ModelFileError) -> [Int]? {
    guard let (entry, elements, first) = try array(key, "an array of integers", \.isInteger)
    else { return nil }
    let type = elements.type, step = type.byteCount ?? 1
    var values: [Int] = []
    values.reserveCapacity(elements.count)
    for index in 0..<elements.count {
      let wide = integer(type, at: first + index * step)
      guard let value = Int(exactly: wide), range.contains(value) else {
        throw failure(
          .invalid, entry, expected: Self.words(for: range) + " as element \(index)",
          found: "\(wide)")
      }
      values.append(value)
    }
    return values
  }

  /// A copy of an array of numbers; float64 is rounded to Float.
  ///
  /// Not checked for NaN or infinity.
  package func floats(_ key: String) throws(ModelFileError) -> [Float] {
    try require(key, "an array of floats", try floatsIfPresent(key))
  }

  package func floatsIfPresent(_ key: String) throws(ModelFileError) -> [Float]? {
    let isFloat: (GGUFValueType) -> Bool = { $0 == .float32 || $0 == .float64 }
    guard let (_, elements, first) = try array(key, "an array of floats", isFloat)
    else { return nil }
    let type = elements.type, step = type.byteCount ?? 1
    return (0..<elements.count).map { Float(double(type, at: first + $0 * step)) }
  }

  package func bools(_ key: String) throws(ModelFileError) -> [Bool] {
    try require(key, "an array of bools", try boolsIfPresent(key))
  }

  package func boolsIfPresent(_ key: String) throws(ModelFileError) -> [Bool]? {
    guard let (_, elements, first) = try array(key, "an array of bools", { $0 == .bool })
    else { return nil }
    return storage.bytes[first..<first + elements.count].map { $0 != 0 }
  }

  /// The entry, its elements and the offset of the first one, behind element type and count.
  private func array(
    _ key: String, _ expected: String, _ isWanted: (GGUFValueType) -> Bool
  ) throws(ModelFileError) -> (GGUFEntry, GGUFEntry.Elements, Int)? {
    guard let entry = entry(key) else { return nil }
    guard let elements = entry.elements, isWanted(elements.type) else {
      throw failure(.mismatch, entry, expected: expected)
    }
    return (entry, elements, entry.range.lowerBound + 4 + 8)
  }
}
