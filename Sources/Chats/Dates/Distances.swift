/// Times counted from now in minutes and hours: `30분 뒤`, `1시간 후`, `in half an hour`.
enum Distances {
  /// The minutes from now.
  static func take(_ cursor: inout TimeCursor) -> Int? {
    if let minutes = cursor.attempt({ korean(&$0) }) { return minutes }
    return cursor.attempt { english(&$0) }
  }

  private static func korean(_ cursor: inout TimeCursor) -> Int? {
    guard !TimeText.isDigit(cursor.before) else { return nil }
    let isWord = !TimeText.isHangul(cursor.before)
    guard
      let count = cursor.takeNumber(digits: 1...3)
        ?? (isWord ? cursor.takeValue(Numerals.korean) : nil)
    else { return nil }
    cursor.skipSpaces()
    var minutes = 0
    if cursor.take("시간") {
      minutes = count * 60
      cursor.skipSpaces()
      if cursor.take("반") { minutes += 30 }
      if let more = cursor.attempt({ cursor -> Int? in
        guard let number = cursor.takeNumber(), cursor.take("분") else { return nil }
        return number
      }) {
        minutes += more
      }
    } else if cursor.take("분") {
      minutes = count
    } else {
      return nil
    }
    cursor.skipSpaces()
    _ = cursor.take("정도") || cursor.take("쯤")
    cursor.skipSpaces()
    guard cursor.takeAny(["뒤", "후", "있다", "이따"]) else { return nil }
    return minutes
  }

  private static func english(_ cursor: inout TimeCursor) -> Int? {
    guard cursor.takeWord("in") else { return nil }
    cursor.skipSpaces()
    if cursor.takeAnyWord(["half an hour", "half hour"]) { return 30 }
    if cursor.takeAnyWord(["an hour", "a hour"]) { return 60 }
    guard let count = cursor.takeNumber(digits: 1...3) ?? cursor.takeWord(Numerals.english) else {
      return nil
    }
    cursor.skipSpaces()
    if cursor.takeAnyWord(["min", "mins", "minutes", "minute", "m"]) { return count }
    if cursor.takeAnyWord(["hours", "hour", "hrs", "hr", "h"]) { return count * 60 }
    return nil
  }
}
