#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A time on the wall, for `strftime_now`.
package struct CivilTime: Sendable, Hashable {
  package var year: Int
  package var month: Int
  package var day: Int
  package var hour: Int
  package var minute: Int
  package var second: Int

  package init(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0
  ) {
    self.year = year
    self.month = min(max(month, 1), 12)
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// The time of this machine in its zone.
  package static let now: @Sendable () -> CivilTime = {
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    return CivilTime(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday),
      hour: Int(parts.tm_hour), minute: Int(parts.tm_min), second: Int(parts.tm_sec))
  }

  /// 0 is Sunday; after Sakamoto's method.
  var weekday: Int {
    let offsets = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
    let year = month < 3 ? year - 1 : year
    let sum = year + year / 4 - year / 100 + year / 400 + offsets[month - 1] + day
    return (sum % 7 + 7) % 7
  }

  var dayOfYear: Int {
    let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return before[month - 1] + day + (isLeap && month > 2 ? 1 : 0)
  }

  private static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// `strftime` in the C locale, with glibc's `-`, `_` and `0` before a letter.
  func formatted(_ format: Text) -> Text {
    var result = Text(units: [])
    var index = 0
    while index < format.count {
      guard format[index] == "%", index + 1 < format.count else {
        result.units.append(format.units[index])
        index += 1
        continue
      }
      var letter = Text.string([format[index + 1]])
      var padding: String?
      var length = 2
      if ["-", "_", "0"].contains(letter), index + 2 < format.count {
        padding = letter
        letter = Text.string([format[index + 2]])
        length = 3
      }
      if let field = field(letter, padding) {
        result.append(field)
      } else {
        result.append(format.slice(index..<(index + length)))
      }
      index += length
    }
    return result
  }

  private func field(_ letter: String, _ padding: String?) -> String? {
    func number(_ value: Int, _ width: Int, _ fill: String = "0") -> String {
      let digits = String(value)
      let mark = padding == "-" ? "" : padding == "_" ? " " : padding == "0" ? "0" : fill
      return String(repeating: mark, count: max(0, width - digits.count)) + digits
    }
    let hour12 = hour % 12 == 0 ? 12 : hour % 12
    switch letter {
    case "Y": return number(year, 1)
    case "C": return number(year / 100, 2)
    case "y": return number(year % 100, 2)
    case "m": return number(month, 2)
    case "d": return number(day, 2)
    case "e": return number(day, 2, " ")
    case "H": return number(hour, 2)
    case "I": return number(hour12, 2)
    case "k": return number(hour, 2, " ")
    case "l": return number(hour12, 2, " ")
    case "M": return number(minute, 2)
    case "S": return number(second, 2)
    case "j": return number(dayOfYear, 3)
    case "w": return String(weekday)
    case "u": return String(weekday == 0 ? 7 : weekday)
    case "U": return number((dayOfYear + 6 - weekday) / 7, 2)
    case "W": return number((dayOfYear + 6 - (weekday + 6) % 7) / 7, 2)
    case "A": return Self.weekdays[weekday]
    case "a": return String(Self.weekdays[weekday].prefix(3))
    case "B": return Self.months[month - 1]
    case "b", "h": return String(Self.months[month - 1].prefix(3))
    case "p": return hour < 12 ? "AM" : "PM"
    case "P": return hour < 12 ? "am" : "pm"
    case "f": return "000000"
    case "z", "Z": return ""
    case "n": return "\n"
    case "t": return "\t"
    case "%": return "%"
    default: return composed(letter)
    }
  }

  private func composed(_ letter: String) -> String? {
    let layouts = [
      "D": "%m/%d/%y", "x": "%m/%d/%y", "F": "%Y-%m-%d", "T": "%H:%M:%S", "X": "%H:%M:%S",
      "R": "%H:%M", "r": "%I:%M:%S %p", "c": "%a %b %e %H:%M:%S %Y",
    ]
    return layouts[letter].map { formatted(Text($0)).string }
  }
}
