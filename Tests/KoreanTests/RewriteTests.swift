import Foundation
import TestSupport
import Testing

import Korean

@Suite struct RewriteTests {
  /// Rows of a file of `Tests/Fixtures/korean`, cells parted by tabs.
  private func rows(_ name: String) throws -> [[String]] {
    let url = Fixtures.url("korean/\(name)")
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { line in
      line.split(separator: "\t").map(String.init)
    }
  }

  @Test func banmalBecomesJondaenmalAndBack() throws {
    let rows = try rows("levels.tsv")
    #expect(rows.count >= 100)
    for row in rows {
      #expect(Korean.rewrite(row[0], to: .polite) == row[1])
      #expect(Korean.rewrite(row[1], to: .casual) == row[2])
    }
  }

  @Test func jondaenmalBecomesBanmal() throws {
    for row in try rows("casual.tsv") {
      #expect(Korean.rewrite(row[0], to: .casual) == row[1])
    }
  }

  @Test func whatIsGoingToBeIsSaidInEveryLevel() throws {
    let rows = try rows("things.tsv")
    #expect(rows.count >= 20)
    for row in rows {
      #expect(Korean.rewrite(row[0], to: .polite) == row[1])
      #expect(Korean.rewrite(row[0], to: .formal) == row[2])
      #expect(!row[2].contains("거입니") && !row[2].contains("뭐입니"))
    }
  }

  @Test(arguments: [
    ("언제 들어와", "언제 들어오십니까"), ("왜 그래", "왜 그러십니까"), ("왜 안 와", "왜 안 오십니까"), ("몇 시에 와", "몇 시에 오십니까"),
    ("언제 올지 몰라", "언제 올지 모릅니다"),
    ("어디 가도 비싸", "어디 가도 비쌉니다"), ("누가 왔어", "누가 왔습니다"), ("얼마나 좋은지 몰라", "얼마나 좋은지 모릅니다"),
    ("언제 갚을 거예요", "언제 갚을 겁니까"),
  ])
  func aQuestionWithoutItsMarkStaysAQuestion(text: String, expected: String) {
    #expect(Korean.rewrite(text, to: .formal) == expected)
  }

  @Test func everyRewriteHasTheLevelThatWasAsked() throws {
    for row in try rows("levels.tsv") {
      for level in [KoreanLevel.polite, .formal] {
        let text = Korean.rewrite(row[0], to: level)
        let isPolite = Korean.levels(of: text).allSatisfy { $0?.isPolite ?? true }
        #expect(isPolite, "\(text)")
      }
    }
  }

  @Test func decomposedTextIsRewrittenAsComposedTextIs() throws {
    for row in try rows("levels.tsv") {
      let decomposed = row[0].decomposedStringWithCanonicalMapping
      let text = Korean.rewrite(decomposed, to: .polite)
      #expect(Array(text.unicodeScalars) == Array(row[1].unicodeScalars))
    }
  }

  @Test(arguments: [KoreanLevel.polite, .formal, .casual, .plain])
  func numbersAndLinksStay(level: KoreanLevel) throws {
    for row in try rows("levels.tsv") + rows("casual.tsv") {
      let text = Korean.rewrite(row[0], to: level)
      let (before, after) = (row[0].filter { $0.isNumber }, text.filter { $0.isNumber })
      #expect(before == after)
      for word in row[0].split(separator: " ") where word.contains("://") {
        #expect(text.contains(word))
      }
    }
  }

  @Test func anyTextIsTaken() {
    for text in [
      "", " ", "\n", "요", "ㅁ", "🐶", "이", "ㄹ게", "시", "아니", "!!??", "\u{1100}\u{11AB}", "a요", "1요",
      "안녕\u{0}",
    ] {
      for level in [KoreanLevel.polite, .formal, .casual, .plain] {
        _ = Korean.rewrite(text, to: level)
      }
      _ = Spelling.corrected(text)
      _ = ReportedChat().text([.init(sender: text, text: text)])
    }
  }

  @Test(arguments: [
    ("비가 온다", KoreanLevel.formal, "비가 옵니다"), ("내가 할게", .formal, "제가 하겠습니다"),
    ("치킨 먹자", .formal, "치킨 먹읍시다"),
    ("몇 시에 와?", .formal, "몇 시에 오십니까?"), ("고마워", .formal, "감사합니다"), ("밥을 먹었어", .plain, "밥을 먹었다"),
    ("비가 와", .plain, "비가 온다"), ("날씨가 좋아", .plain, "날씨가 좋다"),
  ])
  func otherLevelsAreReached(text: String, level: KoreanLevel, expected: String) {
    #expect(Korean.rewrite(text, to: level) == expected)
  }

  @Test(arguments: [
    ("파일 다시 보내", "파일 다시 보내 주시기 바랍니다"), ("문 좀 닫아줘", "문 좀 닫아주시기 바랍니다"), ("조심히 들어가", "조심히 들어가십시오"),
  ])
  func anOrderAsksWhereItShouldBeGentle(text: String, expected: String) {
    #expect(Korean.rewrite(text, to: .formal, isGentle: true) == expected)
  }

  @Test func aWishIsAnOrderAmongFriends() {
    #expect(Korean.rewrite("주소를 알려주시기 바랍니다.", to: .casual) == "주소를 알려줘.")
    #expect(Korean.rewrite("주소를 알려주시기 바랍니다.", to: .polite, isStrict: true) == "주소를 알려주세요.")
  }

  @Test(arguments: [
    ("저 사람 누구예요?", "저 사람 누구야?"), ("전 직원 참석입니다", "전 직원 참석이야"), ("전 안 가요", "난 안 가"),
    ("저 지금 가요", "나 지금 가"),
  ])
  func whatOnlyLooksLikeAPronounStays(text: String, expected: String) {
    #expect(Korean.rewrite(text, to: .casual) == expected)
  }

  @Test(arguments: [
    ("너 때문에 늦었어", "너 때문에 늦었어요"), ("3일 내 처리됐어", "3일 내 처리됐어요"), ("내일 내 생일이야", "내일 제 생일이에요"),
  ])
  func aPronounGoesOnlyWhereTheSentenceStands(text: String, expected: String) {
    #expect(Korean.rewrite(text, to: .polite) == expected)
  }
}
