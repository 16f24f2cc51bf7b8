import Chats
import Foundation
import OnDevice
import Testing

@Suite("Replies composed of the chat's words")
struct ReplyComposerTests {
  private func candidates(
    _ turns: [(String, String)], me: String, language: Language = .korean,
    level: SpeechLevel? = nil
  ) -> [ReplyCandidate] {
    let messages = turns.map { Message(time: nil, sender: $0.0, kind: .text, text: $0.1) }
    return ReplyComposer(
      lines: ChatRendering.lines(of: messages), messages: messages, me: me, language: language,
      level: level
    ).candidates(most: 200)
  }

  private func texts(
    _ turns: [(String, String)], me: String, language: Language = .korean,
    level: SpeechLevel? = nil
  ) -> [String] {
    candidates(turns, me: me, language: language, level: level).map(\.text)
  }

  @Test(arguments: Language.allCases)
  func everyLineOfTheTablesIsAForm(_ language: Language) {
    let lines = ReplyComposer.formLines(language)
    let forms = ReplyComposer.formTexts(language)
    #expect(forms.count >= (language == .korean ? 250 : 150))
    #expect(lines == ReplyComposer.formCount(language))
    #expect(forms.allSatisfy { !$0.isEmpty && !$0.contains("{") && !$0.contains("}") })
  }

  @Test func aRequestIsSaidBackInTheUsersLevel() {
    let casual = texts([("수아", "응 알겠어"), ("도윤", "어제 찍은 사진 좀 보내줘")], me: "수아")
    #expect(casual.contains("응 사진 보내줄게") || casual.contains { $0.hasSuffix("사진 보내줄게") })
    let polite = texts([("수아", "네 알겠습니다"), ("팀장님", "영수증 사진 보내주세요")], me: "수아")
    #expect(polite.contains { $0.contains("영수증 사진 보내드릴게요") || $0.contains("보내드리겠습니다") })
  }

  @Test func whoAsksToComeIsAllowedToCome() {
    let found = texts([("건우", "두 개 있어"), ("형", "금요일 저녁에 가지러 가도 돼?")], me: "건우")
    #expect(found.contains { $0.hasSuffix("가지러 와도 돼") })
  }

  @Test func aTimeIsTakenUpAsItWasWritten() {
    let found = texts([("나리", "응 좋지"), ("도현", "그럼 토요일 7시에 강남역에서 볼까?")], me: "나리")
    #expect(found.contains { $0.contains("토요일 7시") })
    #expect(found.contains { $0.contains("강남역") })
  }

  @Test func aChoiceIsMadeBothWays() {
    let found = texts([("상우", "네 안녕하세요"), ("사장님", "카드로 할까요 현금으로 할까요?")], me: "상우")
    #expect(found.contains { $0.contains("카드") } && found.contains { $0.contains("현금") })
  }

  @Test func englishRequestsTurnTheirPersons() {
    let turns = [("Ana", "hi!"), ("Ben", "Could you send me your address?")]
    let found = texts(turns, me: "Ana", language: .english)
    #expect(found.contains { $0.contains("I'll send you my address") })
  }

  @Test func englishDaysAreNamed() {
    let turns = [("Ana", "sounds fun"), ("Ben", "Shall we meet on Saturday at 7?")]
    let found = texts(turns, me: "Ana", language: .english)
    #expect(found.contains { $0.lowercased().contains("saturday at 7") })
  }

  @Test(arguments: [
    [("a", "네 알겠습니다"), ("b", "견적서는 3월 12일까지 보내주시고 잔금 15만원은 당일 11시에 주세요")],
    [("a", "ok"), ("b", "the invoice for £380 is due by Friday at 17:30, can you pay it?")],
    [("a", "ㅇㅇ"), ("b", "ㅋㅋㅋㅋ")], [("a", "네"), ("b", "사진")], [("b", "😀")],
  ])
  func noNumberIsInvented(_ turns: [(String, String)]) {
    let held = Grounding(texts: turns.map(\.1))
    let language = Language.detect(in: turns.map(\.1))
    let found = texts(turns, me: "a", language: language)
    #expect(!found.isEmpty)
    #expect(found.allSatisfy(held.covers))
  }

  @Test func theLevelOfTheUserIsKept() {
    let chat = [("막내", "언니 이거 어디서 샀어?"), ("언니", "시장에서 샀어 같이 갈래?")]
    let found = texts(chat, me: "막내")
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { SpeechLevel.detect(in: [$0], language: .korean) == .casual })
    let polite = texts(chat, me: "막내", level: .polite)
    #expect(polite.count { SpeechLevel.detect(in: [$0], language: .korean) == .polite } > 10)
  }

  @Test func theWordForYesIsTheUsersOwn() {
    let turns = [("하람", "넵 확인했어요"), ("하람", "넵!"), ("조장", "자료 좀 공유해 주세요")]
    let found = texts(turns, me: "하람")
    #expect(found.contains { $0.hasPrefix("넵 ") } && !found.contains { $0.hasPrefix("네 ") })
  }

  @Test func severalIntentsAreOffered() {
    let turns = [("나리", "응"), ("도현", "내일 영화 보러 갈래?")]
    #expect(Set(candidates(turns, me: "나리").map(\.intent)).count >= 4)
  }

  @Test func decomposedHangulGivesTheSameReplies() {
    let turns = [("나리", "응 좋아"), ("도현", "토요일 점심에 삼겹살 먹자")]
    let decomposed = turns.map { ($0.0, $0.1.decomposedStringWithCanonicalMapping) }
    #expect(texts(turns, me: "나리") == texts(decomposed, me: "나리"))
  }

  /// What each chat is about decides the words, so that chats of one kind do not get one text.
  @Test func chatsOfOneKindGetDifferentWords() {
    let nouns = ["견적서", "영수증", "우산", "충전기", "김밥", "케이크", "회의", "예약", "청소", "회비"]
    var chosen: [[String]] = []
    for noun in nouns {
      let turns = [("하람", "네 알겠습니다"), ("조장", "내일까지 \(noun) 좀 부탁드려요")]
      let best = candidates(turns, me: "하람").filter(\.holdsContent).prefix(3)
      #expect(best.count == 3, "\(noun)")
      #expect(best.allSatisfy { $0.text.contains(noun) }, "\(noun)")
      chosen.append(best.map(\.text))
    }
    #expect(Set(chosen.joined()).count == nouns.count * 3)
  }

  /// In a group a reply without words of the chat says whom it is for; a firm has no first name.
  @Test func aPlainReplyInAGroupCallsTheOneWhoSpoke() {
    func plain(_ sender: String) -> [String] {
      let turns = [("Ana", "hi"), ("Theo", "morning"), (sender, "Well that is just how it goes")]
      return candidates(turns, me: "Ana", language: .english)
        .filter { !$0.holdsContent }.map(\.text)
    }
    #expect(plain("Nadia").contains { $0.contains(", Nadia") })
    #expect(!plain("Crowd Dept").contains { $0.contains("Crowd") })
  }

  @Test func numbersOfLengthAreNoAppointments() {
    let turns = [("아린", "지금 건너면 탈 수 있어?"), ("가현", "40분 걸려 천천히 와")]
    #expect(texts(turns, me: "아린").allSatisfy { !$0.contains("40분") })
  }

  @Test func formalWritersStayFormal() {
    let turns = [
      ("강민", "네 확인했습니다"), ("강민", "바로 진행하겠습니다"), ("팀장님", "보고서 수정본 금요일까지 보내주세요"),
    ]
    let found = candidates(turns, me: "강민").filter { $0.intent == .accept }.map(\.text)
    #expect(found.contains { $0.hasSuffix("보내드리겠습니다") })
    #expect(!found.contains { $0.hasSuffix("게요") })
  }
}
