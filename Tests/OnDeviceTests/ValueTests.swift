import Foundation
import OnDevice
import TestSupport
import Testing

/// The values of a chat and their chances are those of the reference in Python, number by number.
@Suite("Values of a chat")
struct ValueTests {
  private struct Case: Decodable {
    var name: String
    var chat: [[String]]
    var values: [[Value]]

    struct Value: Decodable, Equatable {
      var key: String
      var kind: String
      var start: Int
      var end: Int
      var chance: Double

      init(from decoder: any Decoder) throws {
        var row = try decoder.unkeyedContainer()
        key = try row.decode(String.self)
        kind = try row.decode(String.self)
        start = try row.decode(Int.self)
        end = try row.decode(Int.self)
        chance = try row.decode(Double.self)
      }
    }
  }

  @Test func valuesAndTheirChancesAreThoseOfTheReference() throws {
    let cases = try JSONDecoder().decode(
      [Case].self, from: Data(contentsOf: Fixtures.url("assistant/values.json")))
    #expect(cases.count >= 8)
    for item in cases {
      let chances = ValueChances(
        senders: item.chat.map { $0[0] }, texts: item.chat.map { QuoteText.trimmed($0[1]) },
        said: item.chat.map { $0[1] })
      for (row, wanted) in zip(chances.rows, item.values) {
        #expect(row.map(\.value.key) == wanted.map(\.key), "\(item.name)")
        #expect(row.map(\.value.kind.rawValue) == wanted.map(\.kind), "\(item.name)")
        #expect(row.map(\.value.range) == wanted.map { $0.start..<$0.end }, "\(item.name)")
        for (one, other) in zip(row, wanted) {
          #expect(abs(one.chance - other.chance) < 1e-5, "\(item.name): \(other.key)")
        }
      }
    }
  }

  @Test(arguments: [
    ("토요일 저녁 7시에 보자", ["7시"]), ("회비 20,000원 3월 12일까지", ["20000원", "3월", "12일"]),
    ("$1,200 by the 12th at 7:30 PM", ["$1200", "12th", "7:30"]), ("2 시간 30분 걸려", ["2시간", "30분"]),
    ("숫자가 없다", []), ("방 1203호, 010-2", ["1203호", "010", "2"]), ("3.5kg", ["3.5kg"]), ("7.", ["7"]),
  ])
  func aValueIsANumberWithItsUnit(text: String, keys: [String]) {
    #expect(ChatValue.find(in: text).map(\.key) == keys)
  }

  @Test func aPageOfNumbersIsReadInPart() {
    #expect(ChatValue.find(in: String(repeating: "12 ", count: 500)).count == 40)
  }

  @Test func anHourThatOthersRepeatIsLikelierThanOneThatWasReplaced() {
    let said = ["7시에 볼까?", "7시 말고 8시 어때", "좋아 8시에 보자", "ㅇㅋ 8시"]
    let rows = ValueChances(senders: ["가", "나", "가", "나"], texts: said, said: said).rows
    let stale = rows[0][0].chance
    let standing = rows[2][0].chance
    #expect(standing > stale + 0.1)
  }
}
