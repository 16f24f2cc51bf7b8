import Foundation
import OnDevice
import TestSupport
import Testing

/// The rule in Swift is the rule that was fitted in Python, number by number.
@Suite("Summaries in quotes")
struct QuoteTests {
  private struct Cases: Decodable {
    struct Case: Decodable {
      var name: String
      var chat: [[String]]
      var points: [Float]
      var chosen: [Int]
      var further: [Int]
      var text: String
    }
    struct English: Decodable {
      var budget_base: Double
      var budget_share: Double
      var value: Double
      var value_even: Double
      var value_again: Double
      var unlikely: Double
      var points: Double
    }
    struct Rule: Decodable {
      var weights: [String: Double]
      var budget_base: Double
      var budget_share: Double
      var budget_most: Double
      var overshoot: Double
      var `repeat`: Double
      var repeat_most: Double
      var value: Double
      var value_even: Double
      var value_again: Double
      var english: English
      var unlikely: Double
      var shortest: Int
      var dropped: String
      var openers: [String]
      var placeholders: [String]
      var placeholder_starts: [String]
    }
    var rule: Rule
    var cases: [Case]
  }

  private func cases() throws -> Cases {
    try JSONDecoder().decode(
      Cases.self, from: Data(contentsOf: Fixtures.url("assistant/quotes.json")))
  }

  @Test func theConstantsAreThoseThatWereFitted() throws {
    let fitted = try cases().rule
    let rule = QuoteRule.fitted
    let weights = rule.weights
    #expect(
      fitted.weights == [
        "points": weights.points, "length": weights.length, "first": weights.first,
        "last": weights.last, "position": weights.position, "number": weights.number,
        "numbers": weights.numbers, "share": weights.share,
      ])
    #expect(fitted.budget_base == rule.budgetBase && fitted.budget_share == rule.budgetShare)
    #expect(fitted.budget_most == rule.budgetMost && fitted.overshoot == rule.overshoot)
    #expect(fitted.repeat == rule.repeatPenalty && fitted.repeat_most == rule.repeatMost)
    #expect(fitted.value == rule.value && fitted.value_even == rule.valueEven)
    #expect(fitted.value_again == rule.valueAgain && fitted.unlikely == rule.unlikely)
    let english = QuoteRule.english
    #expect(fitted.english.budget_base == english.budgetBase)
    #expect(fitted.english.budget_share == english.budgetShare)
    #expect(fitted.english.value_again == english.valueAgain)
    #expect(fitted.english.points == english.weights.points)
    #expect(fitted.english.unlikely == english.unlikely)
    #expect(fitted.english.value == english.value && fitted.english.value_even == english.valueEven)
    #expect(fitted.shortest == rule.shortest && Set(fitted.openers) == rule.openers)
    #expect(Set(fitted.dropped.unicodeScalars) == rule.dropped)
    #expect(Set(fitted.placeholders) == rule.placeholders)
    #expect(fitted.placeholder_starts == rule.placeholderStarts)
  }

  @Test func theSameMessagesAreChosenAndQuotedAsInTheReference() throws {
    let cases = try cases().cases
    #expect(cases.count >= 10)
    for item in cases {
      let lines = item.chat.enumerated().map { index, pair in
        ChatLine(index: index, sender: pair[0], text: pair[1])
      }
      let choice = QuoteSelection().choose(lines, points: item.points, least: 12)
      #expect(choice.indexes == item.chosen, "\(item.name)")
      #expect(choice.further == item.further, "\(item.name)")
      #expect(QuoteComposer(lines: lines, choice: choice).summary() == item.text, "\(item.name)")
    }
  }

  @Test func decomposedHangulIsQuotedAsComposed() {
    let composed = "내일 3시에 도서관 앞에서 봐ㅋㅋㅋ"
    let decomposed = composed.decomposedStringWithCanonicalMapping
    #expect(Array(QuoteText.trimmed(decomposed).utf8) == Array("내일 3시에 도서관 앞에서 봐".utf8))
    #expect(TextUnits.list(QuoteText.trimmed(decomposed)) == TextUnits.list("내일 3시에 도서관 앞에서 봐"))
  }

  @Test(arguments: ["ㅋㅋㅋㅋ", "사진", "파일: a.pdf", "응", "넵!", "👍", "ok"])
  func whatSaysNothingIsNotQuoted(_ text: String) {
    #expect(!QuoteText.isQuotable(text))
  }

  @Test func aMessageThatOnlySaysAValueAgainIsPassedOver() {
    let lines = ["예약은 금요일 7시로 해뒀어 창가 자리야", "그럼 7시에 보는 거지 다들 알겠지", "케이크는 내가 사갈게 초도 챙기고"]
      .enumerated().map { ChatLine(index: $0, sender: $0 == 1 ? "지훈" : "민서", text: $1) }
    let choice = QuoteSelection().choose(lines, points: [3, 1, 0])
    #expect(choice.indexes == [0, 2])
  }

  @Test func ofTwoAlikeMessagesTheOneWhoseValueOthersRepeatIsChosen() {
    let lines = [
      ("수진", "혹시 단톡에 24명이면 될까?"), ("현우", "만원 더 걷자 3만원으로 하자"), ("수진", "좋아 회비는 3만원으로 공지할게"),
      ("현우", "ㅇㅋ 3만원"),
    ].enumerated().map { ChatLine(index: $0, sender: $1.0, text: $1.1) }
    var rule = QuoteRule()
    (rule.weights.first, rule.budgetBase, rule.budgetShare) = (0, 3, 0)
    let points: [Float] = [2.5, 0, 0, 0]
    #expect(QuoteSelection(rule: rule).choose(lines, points: points).indexes == [2])
    rule.value = 0
    #expect(QuoteSelection(rule: rule).choose(lines, points: points).indexes == [0])
  }

  @Test func aMessageThatSaysAToldValueAgainComesAfterOneThatDoesNot() {
    let lines = [
      ("수진", "27일 토요일 1시에 수변무대 앞에서 모여요"), ("현우", "렌즈는 27일 하루 4만5천원에 잡았어요"),
      ("현우", "렌즈는 하루 4만5천원에 새로 잡았어요"),
    ].enumerated().map { ChatLine(index: $0, sender: $1.0, text: $1.1) }
    var rule = QuoteRule()
    (rule.budgetBase, rule.budgetShare, rule.valueAgain) = (24, 0, 1)
    let points: [Float] = [9, 4, 0]
    #expect(QuoteSelection(rule: rule).choose(lines, points: points).indexes == [0, 2])
    rule.valueAgain = 0
    #expect(QuoteSelection(rule: rule).choose(lines, points: points).indexes == [0, 1])
  }

  @Test func whatALaterMessageChangesIsToldOnlyBesideIt() {
    let lines = [
      ("산지기", "집결은 오전 8시 우이역 2번 출구입니다"), ("구름", "저는 도시락 싸 갈게요 김밥 다섯 줄"),
      ("산지기", "그럼 집결은 7시로 확정합니다"),
    ].enumerated().map { ChatLine(index: $0, sender: $1.0, text: $1.1) }
    var rule = QuoteRule()
    (rule.budgetBase, rule.budgetShare) = (10, 0)
    #expect(QuoteSelection(rule: rule).choose(lines, points: [9, 0, 0]).indexes == [2])
    rule.budgetBase = 30
    #expect(QuoteSelection(rule: rule).choose(lines, points: [9, 0, 0]).indexes == [0, 2])
  }

  @Test func aSentenceThatOnlySaysAToldValueAgainIsLeftOut() {
    let lines = ["예약은 금요일 7시로 해뒀어요", "금요일 7시 좋아요. 케이크는 2만원이라 제가 사갈게요", "7시 반은 안 되나요? 저는 늦어요"]
      .enumerated().map { ChatLine(index: $0, sender: ["민서", "지훈", "하린"][$0], text: $1) }
    let choice = QuoteSelection().choose(lines, points: [9, 3, -9])
    #expect(choice.indexes == [0, 1])
    #expect(
      QuoteComposer(lines: lines, choice: choice).summary()
        == "민서: 예약은 금요일 7시로 해뒀어요 / 지훈: 케이크는 2만원이라 제가 사갈게요")
    #expect(
      SentenceComposer(lines: lines, choice: choice, language: .korean, ending: .plain).summary()
        == "민서는 예약은 금요일 7시로 해뒀다고 했다. 지훈은 케이크는 2만원이라 사가기로 했다.")
  }

  @Test(arguments: [
    ("Meet at 7:30 at Oro. Mrs. Hill has the keys.", 2), ("See you at 7 p.m. at the gate", 1),
    ("Great! Bring the cake", 2), ("회비는 3만원이에요 금요일까지 보내주세요", 2), ("월요일 중요 회의 3시", 1),
    ("1. 회비 2. 장소", 1), ("3.5kg 쌀 주문했어. 내일 와", 2),
  ])
  func sentencesAreCutOnlyWhereTheySurelyEnd(text: String, count: Int) {
    #expect(ToldWords.sentences(of: text).count == count)
  }

  @Test(arguments: [
    ("보겸", "4만 5천 티셔츠 줌", "보겸: \"4만 5천 티셔츠 줌\""),
    ("지훈", "토요일 저녁 7시에 강남역 2번 출구에서 보자", "지훈은 토요일 저녁 7시에 강남역 2번 출구에서 보자고 했다."),
  ])
  func aPointThatWouldBeMostlyVerbsOfSayingIsQuoted(sender: String, text: String, point: String) {
    let composer = SentenceComposer(
      lines: [ChatLine(index: 0, sender: sender, text: text)],
      choice: .init(indexes: [0], scores: [1]), language: .korean, ending: .plain)
    #expect(composer.points(limit: 1).map(\.text) == [point])
  }

  @Test func aMessageThatIsOvertakenIsAPointOnlyBesideTheLaterOne() {
    let said = [
      ("산지기", "집결은 오전 8시 우이역 2번 출구입니다"), ("다람쥐", "8시면 첫차 타고 갈 수 있겠네요"),
      ("구름", "저는 도시락 싸 갈게요 김밥 다섯 줄"), ("산지기", "해가 빨리 져서 그럼 집결은 7시로 확정합니다"),
      ("다람쥐", "넵 알겠습니다"),
    ]
    let lines = said.enumerated().map { ChatLine(index: $0, sender: $1.0, text: $1.1) }
    let choice = QuoteSelection().choose(lines, points: [9, -1, -1, -1, -1])
    let points = QuoteComposer(lines: lines, choice: choice).points(limit: 1)
    #expect(points.map(\.messages) == [[3]])
  }

  @Test func ofClausesWithTheSameValuesTheFullestStays() {
    let clauses: [(chances: [String: Double], words: String)] = [
      (["12시": 0.9], "12시 가능하다고"), (["12시": 0.9, "22일": 0.8], "22일 금요일 12시 시청역 2층으로 오라고"),
      ([:], "고맙다고"), (["5시": 0.3], "5시부터 비가 온다고"),
    ]
    #expect(ToldAgain.clauses(clauses, unlikely: 0) == [0])
    #expect(ToldAgain.clauses(clauses, unlikely: 0.5) == [0, 3])
    #expect(ToldAgain.clauses([clauses[3]], unlikely: 0.5).isEmpty)
  }

  @Test func aValueIsToldOnceInASummary() {
    let lines = [("소라", "12시 가능해요"), ("상담", "22일 금요일 12시 시청역 2층으로 오세요")]
      .enumerated().map { ChatLine(index: $0, sender: $1.0, text: $1.1) }
    let choice = QuoteSelection.Choice(indexes: [0, 1], scores: [1, 2])
    let text = SentenceComposer(
      lines: lines, choice: choice, language: .korean, ending: .plain
    ).summary()
    #expect(text == "상담은 22일 금요일 12시 시청역 2층으로 오라고 했다.")
  }

  /// Among sixty messages there is enough else to tell, so what may be overtaken is left out.
  @Test func inALongChatWhatIsProbablyOvertakenIsNotTold() {
    var said = (0..<60).map { ("하나", "어제 본 영화 이야기 \($0)번째 장면이 좋았어요") }
    said[10] = ("산지기", "모임은 토요일 오후 3시 시청역으로 하자 어때?")
    said[20] = ("산지기", "그럼 모임은 일요일 오후 5시 서울역으로 바꾸자")
    let lines = said.enumerated().map { ChatLine(index: $0, sender: $1.0, text: $1.1) }
    var points = [Float](repeating: -3, count: 60)
    points[10] = 9
    let choice = QuoteSelection().choose(lines, points: points, least: 12)
    #expect(!choice.indexes.contains(10) && !choice.further.contains(10))
  }

  @Test func pointsAreTheBestQuotesInTheOrderOfTheChat() {
    let lines = ["토요일 세 시에 만나자 강남역에서", "회비는 2만원이야 계좌로 보내줘", "나는 조금 늦을 것 같아 미안해"]
      .enumerated().map { ChatLine(index: $0 * 2, sender: "민서", text: $1) }
    let choice = QuoteSelection.Choice(indexes: [0, 1, 2], scores: [1, 3, 2])
    let points = QuoteComposer(lines: lines, choice: choice).points(limit: 2)
    #expect(points.map(\.messages) == [[2], [4]])
  }
}
