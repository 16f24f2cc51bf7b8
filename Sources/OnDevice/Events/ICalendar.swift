import Chats
public import Foundation

extension ChatEvents {
  /// The events as an iCalendar document (RFC 5545), times in UTC, whole days as dates.
  ///
  /// A UID depends on the event's time and the message that settled it only, so that a calendar which
  /// reads the file twice keeps one entry.
  ///
  /// - Parameters:
  ///   - zone: where the clock of the chat was read.
  ///   - stamp: when the document is made, in seconds since 1970-01-01T00:00:00Z.
  /// - Returns: the document, its lines ended by CRLF.
  public func iCalendar(zone: TimeZone, stamp: Int) -> String {
    var writer = ContentLines()
    writer.add("BEGIN", "VCALENDAR")
    writer.add("VERSION", "2.0")
    writer.add("PRODID", "-//ondevice//events//\(language == .korean ? "KO" : "EN")")
    writer.add("CALSCALE", "GREGORIAN")
    for event in events {
      writer.add("BEGIN", "VEVENT")
      writer.add("UID", Self.identifier(of: event))
      writer.add("DTSTAMP", Self.utc(stamp))
      if event.isAllDay {
        writer.add("DTSTART;VALUE=DATE", Self.day(event.start))
        // The end is the first day that does not belong to it.
        writer.add("DTEND;VALUE=DATE", Self.day((event.end ?? event.start).adding(seconds: 86_400)))
      } else {
        writer.add("DTSTART", Self.utc(Self.instant(of: event.start, in: zone)))
        if let end = event.end {
          writer.add("DTEND", Self.utc(Self.instant(of: end, in: zone)))
        }
      }
      writer.add("SUMMARY", ContentLines.escaped(event.title))
      if let place = event.place { writer.add("LOCATION", ContentLines.escaped(place)) }
      writer.add("DESCRIPTION", ContentLines.escaped(event.quote))
      if event.isAmbiguous { writer.add("STATUS", "TENTATIVE") }
      writer.add("END", "VEVENT")
    }
    writer.add("END", "VCALENDAR")
    return writer.text
  }

  private static func identifier(of event: ChatEvent) -> String {
    let key = Array("\(event.start)\n\(event.isAllDay)\n\(event.quote)".utf8)
    return key.withUnsafeBytes { SHA256.hex(of: $0) }.prefix(32) + "@ondevice"
  }

  /// `YYYYMMDD`.
  private static func day(_ time: LocalTime) -> String {
    String(time.description.prefix(10).filter { $0 != "-" })
  }

  /// `YYYYMMDDTHHMMSSZ`.
  private static func utc(_ instant: Int) -> String {
    let text = LocalTime(seconds: instant)?.description ?? "1970-01-01T00:00:00"
    return String(text.filter { $0 != "-" && $0 != ":" }) + "Z"
  }

  /// The instant at which a clock in the zone shows the time; the earlier of two, and for an hour that
  /// is left out in spring the one that the clock would have shown.
  static func instant(of time: LocalTime, in zone: TimeZone) -> Int {
    let before = zone.secondsFromGMT(
      for: Date(timeIntervalSince1970: Double(time.seconds - 86_400)))
    let first = time.seconds - before
    if zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(first))) == before {
      return first
    }
    let after = zone.secondsFromGMT(
      for: Date(timeIntervalSince1970: Double(time.seconds + 86_400)))
    let second = time.seconds - after
    return zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))) == after
      ? second : first
  }
}

/// Content lines of RFC 5545: CRLF at the end, folded at 75 octets, never inside a character.
private struct ContentLines {
  private(set) var text = ""

  mutating func add(_ name: String, _ value: String) {
    var octets = 0
    for character in (name + ":" + value).unicodeScalars {
      let width = String(character).utf8.count
      if octets + width > 75 {
        text += "\r\n "
        octets = 1
      }
      text.unicodeScalars.append(character)
      octets += width
    }
    text += "\r\n"
  }

  /// A TEXT value: `\`, `;`, `,` and line breaks are escaped, control characters left out.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",": result += "\\" + String(scalar)
      case "\n": result += "\\n"
      case "\r": break
      case "\t": result += " "
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: break
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
