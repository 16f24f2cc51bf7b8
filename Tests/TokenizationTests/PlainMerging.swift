/// Byte-pair encoding as its definition says it, in time that grows with the square of the text.
enum PlainMerging {
  /// Merges the best pair, the leftmost of equals, until there is none.
  static func merged(_ parts: [String], priority: (String, String) -> Double?) -> [String] {
    var parts = parts
    while true {
      var best: (index: Int, priority: Double)?
      for index in parts.indices.dropLast() {
        guard let found = priority(parts[index], parts[index + 1]) else { continue }
        if best.map({ found < $0.priority }) ?? true { best = (index, found) }
      }
      guard let best else { return parts }
      parts[best.index] += parts.remove(at: best.index + 1)
    }
  }
}
