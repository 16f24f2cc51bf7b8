/// Collects tokens in the order of a file, which may not be that of their ids.
struct VocabularyBuilder {
  private var strings = PackedStrings()
  /// The place of each id's string, or -1.
  private var places: [Int32] = []
  private var isInOrder = true

  var count: Int { places.count }

  /// Adds a token.
  ///
  /// - Throws: when the id is none, or is taken.
  mutating func add(
    _ word: UnsafeRawBufferPointer, id: Int, limit: Int
  ) throws(TokenizationError) {
    // An id is at least as long in the file as its token's quotes, so more than the file has bytes
    // cannot be meant.
    guard id >= 0, id < limit, id < Int32.max else {
      throw .malformed(expected: "a token's id from 0 to \(limit - 1)", found: "\(id)")
    }
    if id == places.count {
      places.append(Int32(truncatingIfNeeded: strings.count))
    } else {
      while places.count <= id { places.append(-1) }
      guard places[id] < 0 else {
        throw .malformed(expected: "tokens with ids of their own", found: "\(id) twice")
      }
      places[id] = Int32(truncatingIfNeeded: strings.count)
    }
    if id != strings.count { isInOrder = false }
    try strings.append(word)
  }

  mutating func add(_ word: [UInt8], id: Int, limit: Int) throws(TokenizationError) {
    try word.withUnsafeBufferPointer { word throws(TokenizationError) in
      try add(UnsafeRawBufferPointer(word), id: id, limit: limit)
    }
  }

  mutating func reserve(strings count: Int, bytes: Int) {
    strings.reserve(strings: count, bytes: bytes)
    places.reserveCapacity(count)
  }

  /// Whether an id has a string.
  func has(_ id: Int) -> Bool { places.indices.contains(id) && places[id] >= 0 }

  /// The string of an id, if there is one.
  subscript(id: Int) -> ArraySlice<UInt8>? {
    guard places.indices.contains(id), places[id] >= 0 else { return nil }
    return strings[Int(places[id])]
  }

  /// All strings by id, with empty ones for ids that nothing names.
  func packed() throws(TokenizationError) -> PackedStrings {
    if isInOrder, strings.count == places.count { return strings }
    var packed = PackedStrings()
    packed.reserve(strings: places.count, bytes: strings.bytes.count)
    for place in places {
      if place >= 0 {
        try packed.append(bytes: strings[Int(place)])
      } else {
        try packed.append(bytes: EmptyCollection<UInt8>())
      }
    }
    return packed
  }
}
