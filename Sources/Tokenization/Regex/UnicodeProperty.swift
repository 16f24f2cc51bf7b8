/// The sets that `\p{...}`, `\s`, `\d` and `\w` name.
///
/// Two editions of Unicode are in use: that of Oniguruma, by which a `tokenizer.json` is read, and
/// that of llama.cpp, by which a GGUF's `tokenizer.ggml.pre` is. They differ in the characters of
/// Unicode 16.0 only, but those are some thousands.
enum UnicodeProperty {
  enum Edition: Hashable, Sendable {
    case oniguruma
    case llamaCpp
  }

  static let whiteSpace = ScalarSet([
    0x09...0x0D, 0x20...0x20, 0x85...0x85, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A,
    0x2028...0x2029, 0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000,
  ])

  /// `\w`: letters, marks, decimal digits and connectors; the superscripts and fractions of Latin-1
  /// are Oniguruma's own addition.
  static let word = named("Alphabetic", .oniguruma).map {
    ["M", "Nd", "Pc"].reduce($0) { $0.union(named($1, .oniguruma) ?? ScalarSet()) }
      .union(ScalarSet([0xB2...0xB3, 0xB9...0xB9, 0xBC...0xBE]))
  }

  /// The members of a property, or nil for one that is not known here.
  static func named(_ name: String, _ edition: Edition) -> ScalarSet? {
    switch (name, edition) {
    case ("Any", _): return .all
    case ("L", .llamaCpp): return group { $0 == UnicodeClass.letter }
    case ("N", .llamaCpp): return group { $0 == UnicodeClass.number }
    case ("P", .llamaCpp): return group { $0 == UnicodeClass.punctuation }
    case ("M", .llamaCpp): return group { $0 == UnicodeClass.mark }
    case ("S", .llamaCpp): return group { $0 == UnicodeClass.symbol }
    case (_, .llamaCpp): return nil
    default: break
    }
    if let script = scripts.first(where: { $0.name == name }) {
      return ScalarSet(bounds: script.bounds)
    }
    let wanted = categories.indices.filter {
      categories[$0] == name || name.utf8.count == 1 && categories[$0].hasPrefix(name)
    }
    guard !wanted.isEmpty else { return nil }
    return members(of: categoryRuns, bits: 5) { wanted.contains(Int($0)) }
  }

  private static func group(_ isWanted: (UInt8) -> Bool) -> ScalarSet {
    members(of: UnicodeClasses.runs, bits: 3) { isWanted(UInt8(truncatingIfNeeded: $0)) }
  }

  private static func members(
    of runs: [UInt32], bits: UInt32, _ isWanted: (UInt32) -> Bool
  ) -> ScalarSet {
    var found: [ClosedRange<UInt32>] = []
    for (index, run) in runs.enumerated() where isWanted(run & (1 << bits - 1)) {
      let end = index + 1 < runs.count ? runs[index + 1] >> bits : 0x110000
      found.append((run >> bits)...(end - 1))
    }
    return ScalarSet(found)
  }
}
