/// Tells lines of an export from copies of such lines that somebody pasted into a message.
///
/// KakaoTalk writes records in the order of its server, so their times never go back. What breaks
/// the longest ordered run is taken for a quotation, unless there is so much of it that the file
/// must be something else, such as two exports in one.
enum Chronology {
  /// Which of the times of records belong to the longest run that never goes back; on ties the
  /// earlier lines stay.
  static func records(_ times: [Int]) -> [Bool] {
    var keep = [Bool](repeating: true, count: times.count)
    guard zip(times, times.dropFirst()).contains(where: { $0 > $1 }) else { return keep }

    // Patience sorting from the end on negated times: the pile that a line lands on is the
    // length of the best run that begins with it.
    var tops: [Int] = []
    var next = [Int](repeating: -1, count: times.count)
    for index in times.indices.reversed() {
      let pile = tops.partitionIndex { -times[$0] > -times[index] }
      next[index] = pile > 0 ? tops[pile - 1] : -1
      if pile == tops.count { tops.append(index) } else { tops[pile] = index }
    }
    let left = times.count - tops.count
    guard left * 50 <= times.count || (left <= 5 && left * 5 <= times.count) else { return keep }

    for index in keep.indices { keep[index] = false }
    var current = tops.last ?? -1
    while current >= 0 {
      keep[current] = true
      current = next[current]
    }
    return keep
  }

  /// Which of the days of separators are true: the first one always, and of the later days the
  /// longest run that always goes forward; on ties the smaller day, so that a pasted day of the
  /// future loses.
  static func days(_ days: [Int]) -> [Bool] {
    var keep = [Bool](repeating: true, count: days.count)
    guard let first = days.first, zip(days, days.dropFirst()).contains(where: { $0 >= $1 }) else {
      return keep
    }
    var tops: [Int] = []
    var previous = [Int](repeating: -1, count: days.count)
    for index in days.indices.dropFirst() where days[index] > first {
      let pile = tops.partitionIndex { days[$0] >= days[index] }
      previous[index] = pile > 0 ? tops[pile - 1] : -1
      if pile == tops.count {
        tops.append(index)
      } else if days[tops[pile]] != days[index] {
        tops[pile] = index
      }
    }
    let left = days.count - tops.count - 1
    guard left <= 5 || left * 50 <= days.count else { return keep }

    for index in keep.indices.dropFirst() { keep[index] = false }
    var current = tops.last ?? -1
    while current >= 0 {
      keep[current] = true
      current = previous[current]
    }
    return keep
  }
}

extension [Int] {
  /// The first index whose element fulfils a condition that, once true, stays true.
  fileprivate func partitionIndex(where condition: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
