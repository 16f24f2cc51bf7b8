import Foundation

/// Numbers that a text says in words, or says as another hour: 다섯 곡, 만오천원, half 7, 15:10 for 3:10.
///
/// It finds more than there are (네 is four and yes): it only speaks for a number, never against one.
enum SpelledNumbers {
  static func find(in text: String) -> Set<String> {
    find(in: EvidenceText(text.precomposedStringWithCanonicalMapping).scalars[...])
  }

  static func find(in scalars: ArraySlice<Unicode.Scalar>) -> Set<String> {
    var found: Set<String> = []
    for run in EvidenceText.runs(scalars, of: [.hangul], mixed: false) {
      let two = EvidenceText.string(run.prefix(2))
      if let number = native[two] ?? native[EvidenceText.string(run.prefix(1))] {
        found.insert(String(number))
      }
    }
    for run in EvidenceText.runs(scalars, of: [.latin], mixed: false) {
      if let number = english[EvidenceText.string(run)] { found.insert(String(number)) }
    }
    for run in composed(scalars) { found.insert(String(value(run))) }
    for run in EvidenceText.runs(scalars, of: [.digit], mixed: false) {
      guard run.count < 3, let number = Int(EvidenceText.string(run)) else { continue }
      let rest = Array(scalars[run.endIndex..<min(run.endIndex + 6, scalars.endIndex)])
      if (13...24).contains(number), hasMinutes(rest) {
        found.insert(String(number - 12))
      } else if (1...11).contains(number),
        EvidenceMarks.find(["p", "m"], in: rest, from: 0) != nil
      {
        found.insert(String(number + 12))
      }
    }
    return found
  }

  private static func hasMinutes(_ rest: [Unicode.Scalar]) -> Bool {
    rest.count > 2 && (rest[0] == "." || rest[0] == ":")
      && rest[1...2].allSatisfy { EvidenceText.kind($0) == .digit }
  }

  /// Runs of digits and of the syllables of numbers, with a unit of ten or more among them.
  private static func composed(
    _ scalars: ArraySlice<Unicode.Scalar>
  ) -> [ArraySlice<Unicode.Scalar>] {
    scalars.split { !isDigit($0) && sino[$0] == nil && tens[$0] == nil && $0 != "만" }
      .filter { run in run.contains { tens[$0] != nil || $0 == "만" } }
  }

  /// Of its first twelve scalars, so that it fits an `Int`.
  private static func value(_ run: ArraySlice<Unicode.Scalar>) -> Int {
    var total = 0
    var part = 0
    var digit: Int?
    for scalar in run.prefix(12) {
      if isDigit(scalar) {
        digit = (digit ?? 0) * 10 + Int(scalar.value - 0x30)
      } else if let number = sino[scalar] {
        digit = number
      } else if let ten = tens[scalar] {
        part += (digit ?? 1) * ten
        digit = nil
      } else {
        total += max(1, part + (digit ?? 0)) * 10_000
        (part, digit) = (0, nil)
      }
    }
    return total + part + (digit ?? 0)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    (0x30...0x39).contains(scalar.value)
  }

  private static let native: [String: Int] = [
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7,
    "여덟": 8, "아홉": 9, "열": 10, "열한": 11, "열두": 12, "스무": 20, "스물": 20, "반": 30,
  ]
  private static let sino: [Unicode.Scalar: Int] = [
    "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9,
  ]
  private static let tens: [Unicode.Scalar: Int] = ["십": 10, "백": 100, "천": 1000]
  private static let english: [String: Int] = [
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "half": 30, "quarter": 15, "first": 1, "second": 2,
    "third": 3, "dozen": 12, "couple": 2, "once": 1, "twice": 2, "noon": 12, "midnight": 12,
  ]
}
