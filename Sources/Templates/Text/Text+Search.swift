/// Finding, replacing and splitting, as Python's `str` does it.
extension Text {
  /// The first place of a text at or after an index; linear in time whatever the texts are.
  func firstIndex(of other: Text, from start: Int = 0, to end: Int? = nil) -> Int? {
    let end = end ?? count
    let length = other.count
    guard start >= 0, start + length <= end else { return nil }
    guard length > 0 else { return start }
    // Knuth, Morris and Pratt: how far to fall back in `other` after a mismatch.
    var fallback = [Int](repeating: 0, count: length)
    var matched = 0
    for index in 1..<max(length, 1) {
      while matched > 0, other[index] != other[matched] { matched = fallback[matched - 1] }
      if other[index] == other[matched] { matched += 1 }
      fallback[index] = matched
    }
    matched = 0
    for index in start..<end {
      while matched > 0, self[index] != other[matched] { matched = fallback[matched - 1] }
      if self[index] == other[matched] { matched += 1 }
      if matched == length { return index - length + 1 }
    }
    return nil
  }

  func lastIndex(of other: Text, from start: Int = 0, to end: Int? = nil) -> Int? {
    let end = end ?? count
    guard start >= 0, start + other.count <= end else { return nil }
    let reversedSelf = Text(units: units[start..<end].reversed())
    let found = reversedSelf.firstIndex(of: Text(units: other.units.reversed()))
    return found.map { end - $0 - other.count }
  }

  package func contains(_ other: Text) -> Bool { firstIndex(of: other) != nil }

  func hasPrefix(_ other: Text, from start: Int = 0, to end: Int? = nil) -> Bool {
    let end = end ?? count
    guard start >= 0, start + other.count <= end else { return false }
    for index in 0..<other.count where self[start + index] != other[index] { return false }
    return true
  }

  func hasSuffix(_ other: Text, from start: Int = 0, to end: Int? = nil) -> Bool {
    let end = end ?? count
    let from = end - other.count
    return from >= start && hasPrefix(other, from: from, to: end)
  }

  /// The places of a text that do not overlap, from the left, at most `limit` (negative: all).
  func indexes(of other: Text, limit: Int = -1) -> [Int] {
    var found: [Int] = []
    guard !other.isEmpty else {
      let all = limit < 0 ? count + 1 : Swift.min(limit, count + 1)
      return Array(0..<all)
    }
    var start = 0
    // One automaton for all places would be faster; separators are short, so this is as good.
    while limit < 0 || found.count < limit, let next = firstIndex(of: other, from: start) {
      found.append(next)
      start = next + other.count
    }
    return found
  }

  func replacing(_ places: [Int], of length: Int, with new: Text) -> Text {
    var result: [UInt32] = []
    result.reserveCapacity(count + places.count * (new.count - length))
    var start = 0
    for place in places {
      result.append(contentsOf: units[start..<place])
      result.append(contentsOf: new.units)
      start = place + length
    }
    result.append(contentsOf: units[start...])
    return Text(units: result, isMarkup: isMarkup)
  }

  func split(by separator: Text, limit: Int) -> [Text] {
    var parts: [Text] = []
    var start = 0
    for place in indexes(of: separator, limit: limit) {
      parts.append(slice(start..<place))
      start = place + separator.count
    }
    parts.append(slice(start..<count))
    return parts
  }

  func splitFromRight(by separator: Text, limit: Int) -> [Text] {
    guard limit >= 0 else { return split(by: separator, limit: -1) }
    let backwards = Text(units: units.reversed(), isMarkup: isMarkup)
    let parts = backwards.split(by: Text(units: separator.units.reversed()), limit: limit)
    return parts.reversed().map { Text(units: $0.units.reversed(), isMarkup: isMarkup) }
  }

  /// Words between white space; what is left after `limit` splits keeps its spaces.
  func splitAtSpaces(limit: Int) -> [Text] {
    var parts: [Text] = []
    var index = 0
    while true {
      while index < count, CodePoints.isSpace(self[index]) { index += 1 }
      guard index < count else { return parts }
      if limit >= 0, parts.count == limit {
        parts.append(slice(index..<count))
        return parts
      }
      let start = index
      while index < count, !CodePoints.isSpace(self[index]) { index += 1 }
      parts.append(slice(start..<index))
    }
  }

  func splitAtSpacesFromRight(limit: Int) -> [Text] {
    let backwards = Text(units: units.reversed(), isMarkup: isMarkup)
    return backwards.splitAtSpaces(limit: limit).reversed().map {
      Text(units: $0.units.reversed(), isMarkup: isMarkup)
    }
  }

  func lines(keepingEnds: Bool = false) -> [Text] {
    var lines: [Text] = []
    var start = 0
    var index = 0
    while index < count {
      guard CodePoints.endsLine(self[index]) else {
        index += 1
        continue
      }
      let end = index
      index += self[index] == 0x0D && index + 1 < count && self[index + 1] == 0x0A ? 2 : 1
      lines.append(slice(start..<(keepingEnds ? index : end)))
      start = index
    }
    if start < count { lines.append(slice(start..<count)) }
    return lines
  }

  /// Without white space, or without the given code points, at its ends.
  func stripped(_ points: Text? = nil, left: Bool = true, right: Bool = true) -> Text {
    let set = points.map { Set($0.units.map { $0 & Self.mask }) }
    func goes(_ point: UInt32) -> Bool {
      set.map { $0.contains(point) } ?? CodePoints.isSpace(point)
    }
    var start = 0
    var end = count
    if left { while start < end, goes(self[start]) { start += 1 } }
    if right { while end > start, goes(self[end - 1]) { end -= 1 } }
    return slice(start..<end)
  }
}
