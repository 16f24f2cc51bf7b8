/// A number with the unit behind it (7시, 2만원, $40, 12th), as it stands in a message.
///
/// `scripts/train/values.py` is the reference; its cases are replayed by a test.
package struct ChatValue: Hashable, Sendable {
  /// What is counted.
  package enum Kind: String, CaseIterable, Sendable {
    case clock, span, day, month, amount, measure, label, count
    /// A number alone, and one of four digits or more.
    case bare, code
  }

  /// Its text in small letters, without spaces and commas: two values are the same when it is.
  package var key: String
  package var kind: Kind
  /// Where it stands, in Unicode scalars.
  package var range: Range<Int>

  /// As many values of a message are looked at, so that a page of numbers costs no more than a line.
  private static let most = 40

  /// The values of a text, from left to right, at most 40.
  package static func find(in text: String) -> [ChatValue] {
    let scalars = folded(text)
    var values: [ChatValue] = []
    var index = 0
    while index < scalars.count, values.count < most {
      guard isDigit(scalars, index) else {
        index += 1
        continue
      }
      let value = value(at: index, in: scalars)
      values.append(value)
      index = value.range.upperBound
    }
    return values
  }

  /// Scalars with small ASCII letters.
  static func folded(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.map { scalar in
      (0x41...0x5A).contains(scalar.value)
        ? Unicode.Scalar(UInt8(scalar.value + 0x20)) : scalar
    }
  }

  private static func value(at first: Int, in scalars: [Unicode.Scalar]) -> ChatValue {
    var start = first
    var end = first
    var kind: Kind?
    while isDigit(scalars, end) || isJoint(scalars, end) && isDigit(scalars, end + 1) {
      if scalars[end] == ":" { kind = .clock }
      end += 1
    }
    let digits = end - first
    if start > 0, "$£€".unicodeScalars.contains(scalars[start - 1]) {
      start -= 1
      kind = .amount
    } else if kind == nil {
      let after = end < scalars.count && scalars[end] == " " ? end + 1 : end
      for (unit, named) in units where fits(unit, scalars, after) {
        kind = named
        end = after + unit.count
        break
      }
    }
    var key = String.UnicodeScalarView()
    key.append(contentsOf: scalars[start..<end].filter { $0 != " " && $0 != "," })
    return ChatValue(
      key: String(key), kind: kind ?? (digits >= 4 ? .code : .bare), range: start..<end)
  }

  private static func isDigit(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    index < scalars.count && (0x30...0x39).contains(scalars[index].value)
  }

  private static func isJoint(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    index < scalars.count && ",.:".unicodeScalars.contains(scalars[index])
  }

  /// Whether the unit stands there, and no Latin letter goes on behind it.
  private static func fits(
    _ unit: [Unicode.Scalar], _ scalars: [Unicode.Scalar], _ at: Int
  ) -> Bool {
    guard at + unit.count <= scalars.count, scalars[at..<at + unit.count].elementsEqual(unit)
    else { return false }
    let stop = at + unit.count
    return stop == scalars.count || !(0x61...0x7A).contains(scalars[stop].value)
  }

  /// The units, longest first.
  private static let units: [([Unicode.Scalar], Kind)] = table.flatMap { kind, words in
    words.split(separator: " ").map { (Array($0.unicodeScalars), kind) }
  }.sorted { $0.0.count > $1.0.count }

  private static let table: [(Kind, String)] = [
    (.clock, "시 am pm"), (.span, "시간 분 주 박"), (.day, "일 st nd rd th"), (.month, "월 년"),
    (.amount, "만원 천원 원 만 천 k quid euros euro pounds pound"),
    (.measure, "퍼센트 프로 kg km cm m g % 점 도 평"), (.label, "호 층 번"),
    (.count, "페이지 박스 인분 개 명 장 권 병 잔 회 살"),
  ]
}
