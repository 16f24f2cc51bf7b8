/// Ends a stream of text before the first of some stop strings, wherever the pieces are cut.
///
/// It holds back only what may be the beginning of a stop string. The result does not depend on how
/// the text arrives: the match that ends first counts, and of those the longest.
package struct StopMatcher: Sendable {
  private let stops: [[UInt8]]
  /// For each stop string and length of a match, the next shorter one to fall back to
  /// (Knuth, Morris and Pratt 1977).
  private let fallbacks: [[Int]]
  private var matched: [Int]
  private var held: [UInt8] = []
  /// The stop string that ended the text.
  package private(set) var stop: String?

  package var isStopped: Bool { stop != nil }

  /// Empty stop strings are ignored.
  package init(_ stops: [String]) {
    self.stops = stops.filter { !$0.isEmpty }.map { Array($0.utf8) }
    fallbacks = self.stops.map(Self.fallbacks)
    matched = Array(repeating: 0, count: self.stops.count)
  }

  /// The text that can be shown now; after a stop always empty.
  package mutating func push(_ text: String) -> String {
    guard !isStopped else { return "" }
    if stops.isEmpty { return text }
    for byte in text.utf8 {
      held.append(byte)
      var longestStop: Int?
      for index in stops.indices {
        advance(index, byte)
        if matched[index] == stops[index].count,
          longestStop.map({ stops[$0].count < stops[index].count }) ?? true
        {
          longestStop = index
        }
      }
      if let longestStop {
        stop = String(decoding: stops[longestStop], as: UTF8.self)
        defer { held = [] }
        return String(decoding: held.dropLast(stops[longestStop].count), as: UTF8.self)
      }
    }
    let ready = held.count - (matched.max() ?? 0)
    defer { held.removeSubrange(..<ready) }
    return String(decoding: held[..<ready], as: UTF8.self)
  }

  /// The text that was held back, when no more comes.
  package mutating func flush() -> String {
    defer {
      held = []
      matched = Array(repeating: 0, count: stops.count)
    }
    return isStopped ? "" : String(decoding: held, as: UTF8.self)
  }

  private mutating func advance(_ index: Int, _ byte: UInt8) {
    let stop = stops[index]
    var length = matched[index]
    while length > 0, length == stop.count || stop[length] != byte {
      length = fallbacks[index][length - 1]
    }
    if stop[length] == byte { length += 1 }
    matched[index] = length
  }

  private static func fallbacks(_ stop: [UInt8]) -> [Int] {
    var result = [0]
    for position in 1..<stop.count {
      var length = result[position - 1]
      while length > 0, stop[length] != stop[position] { length = result[length - 1] }
      result.append(stop[length] == stop[position] ? length + 1 : length)
    }
    return result
  }
}
