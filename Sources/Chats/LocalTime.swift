public import Foundation

/// A reading of a wall clock: a date and a time of day without a time zone.
///
/// Exports of phones say what the clock on the wall said, and what people agree on in a chat is
/// meant that way too. Years are 1 to 9999.
public struct LocalTime: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Seconds from 1970-01-01T00:00:00 on the same wall clock.
  public let seconds: Int

  /// The earliest and the latest time that can be held.
  static let bounds = -62_135_596_800...253_402_300_799

  /// A time, or `nil` where the clock or the calendar has no such reading.
  public init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0
  ) {
    guard let date = CivilDate.dayNumber(year: year, month: month, day: day) else { return nil }
    guard 0...23 ~= hour, 0...59 ~= minute, 0...59 ~= second else { return nil }
    seconds = date * 86_400 + hour * 3_600 + minute * 60 + second
  }

  /// A time that many seconds after 1970-01-01T00:00:00, or `nil` outside the years 1 to 9999.
  public init?(seconds: Int) {
    guard Self.bounds.contains(seconds) else { return nil }
    self.seconds = seconds
  }

  /// What a clock in `zone` shows at an instant, given in seconds since 1970-01-01T00:00:00Z.
  public init?(instant: Int, in zone: TimeZone) {
    guard Self.bounds.contains(instant) else { return nil }
    let date = Date(timeIntervalSince1970: Double(instant))
    self.init(seconds: instant + zone.secondsFromGMT(for: date))
  }

  /// The number of the day, counted from 1970-01-01.
  public var dayNumber: Int { (seconds - secondOfDay) / 86_400 }

  /// Seconds since midnight.
  public var secondOfDay: Int { ((seconds % 86_400) + 86_400) % 86_400 }

  public var year: Int { CivilDate.components(ofDay: dayNumber).year }
  public var month: Int { CivilDate.components(ofDay: dayNumber).month }
  public var day: Int { CivilDate.components(ofDay: dayNumber).day }
  public var hour: Int { secondOfDay / 3_600 }
  public var minute: Int { secondOfDay / 60 % 60 }
  public var second: Int { secondOfDay % 60 }

  /// The day of the week: 0 is Sunday, 6 is Saturday.
  public var weekday: Int { (((dayNumber + 4) % 7) + 7) % 7 }

  /// Midnight at the beginning of the same day.
  public var startOfDay: LocalTime { LocalTime(unchecked: seconds - secondOfDay) }

  /// The time that many seconds later, kept inside the years 1 to 9999.
  public func adding(seconds more: Int) -> LocalTime {
    let (sum, overflow) = seconds.addingReportingOverflow(more)
    guard !overflow else {
      return LocalTime(unchecked: more > 0 ? Self.bounds.upperBound : Self.bounds.lowerBound)
    }
    return LocalTime(unchecked: min(max(sum, Self.bounds.lowerBound), Self.bounds.upperBound))
  }

  /// Seconds from another reading to this one; negative where the other is later.
  public func seconds(since other: LocalTime) -> Int { seconds - other.seconds }

  public static func < (a: LocalTime, b: LocalTime) -> Bool { a.seconds < b.seconds }

  /// `YYYY-MM-DDTHH:MM:SS`.
  public var description: String {
    let date = CivilDate.components(ofDay: dayNumber)
    var digits: [UInt8] = []
    digits.reserveCapacity(19)
    digits.append(number: date.year, width: 4)
    for (mark, number) in [
      ("-", date.month), ("-", date.day), ("T", hour), (":", minute), (":", second),
    ] as [(Unicode.Scalar, Int)] {
      digits.append(UInt8(ascii: mark))
      digits.append(number: number, width: 2)
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// `MM-DD HH:MM`, enough to tell the messages of one chat apart.
  public var shortText: String {
    let text = description
    let utf8 = text.utf8
    let date = utf8.dropFirst(5).prefix(5)
    let clock = utf8.dropFirst(11).prefix(5)
    return String(decoding: Array(date) + [UInt8(ascii: " ")] + Array(clock), as: UTF8.self)
  }

  private init(unchecked seconds: Int) { self.seconds = seconds }
}

extension [UInt8] {
  /// Appends the decimal digits of a number, with zeros in front up to `width`.
  fileprivate mutating func append(number: Int, width: Int) {
    var divisor = 1
    for _ in 1..<width { divisor *= 10 }
    while divisor > 0 {
      append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }
}
