import Chats
import OnDevice
import Testing

@Suite("Whether a reply is due")
struct ReplyNeedTests {
  private func verdict(
    _ turns: [(String, String)], me: String, language: Language = .korean
  ) -> ReplyNeed.Verdict {
    let messages = turns.map { Message(time: nil, sender: $0.0, kind: .text, text: $0.1) }
    return ReplyNeed.assess(messages, me: me, language: language)
  }

  @Test func aQuestionToMeIsDue() {
    #expect(verdict([("나리", "안녕"), ("도현", "내일 몇 시에 볼까?")], me: "나리").absence == nil)
  }

  @Test func myOwnQuestionWaitsForTheOthers() {
    let turns = [("도현", "도서관 자리 있어?"), ("나리", "응 많아"), ("나리", "너도 올 거야?")]
    #expect(verdict(turns, me: "나리").absence == .waiting)
  }

  @Test func whatITellMayBeFollowedUpButAClosingWordMayNot() {
    let told = [("도현", "어디야?"), ("나리", "버스에 자리 두 개 잡았어")]
    let closed = [("조교", "네 이따 봬요"), ("나리", "넵!")]
    #expect(verdict(told, me: "나리").absence == nil)
    #expect(verdict(closed, me: "나리").absence == .ended)
  }

  @Test func aNodOrThanksAfterMyLastWordEndsIt() {
    let nod = [("팀장님", "자료 고쳤나요"), ("나리", "네 지금 올렸습니다"), ("팀장님", "👍")]
    let thanks = [("도현", "문 열렸어?"), ("나리", "네 알겠습니다"), ("도현", "네 감사합니다~")]
    let asked = [("나리", "몇 시에 갈까요?"), ("도현", "네")]
    #expect(verdict(nod, me: "나리").absence == .ended)
    #expect(verdict(thanks, me: "나리").absence == .ended)
    #expect(verdict(asked, me: "나리").absence == nil)
  }

  @Test func somebodyWhoHasNotSpokenIsSomebodyElseToo() {
    let turns = [("나리", "ㅋㅋㅋ"), ("소담", "어제 밤샜대"), ("반장", "@동욱 일어나면 답 좀")]
    let called = [("나리", "저는 가요"), ("삼촌", "전날 도착"), ("외숙모", "성진아 애들도 같이 오니?")]
    #expect(verdict(turns, me: "나리").absence == .notAddressed)
    #expect(verdict(called, me: "나리").absence == .notAddressed)
  }

  @Test(arguments: ["저는 자살가게 3번이요", "사유서 내야 하나요?", "오늘 장례식장 씬 촬영 몇 시죠?"])
  func aGraveWordInPassingIsAnswered(_ text: String) {
    #expect(verdict([("나리", "네"), ("도현", text)], me: "나리").absence == nil)
  }

  @Test func twoFarewellsEndATalk() {
    let turns = [("도현", "오늘 고마웠어"), ("나리", "조심히 들어가 잘 자"), ("도현", "응 너도 굿나잇")]
    #expect(verdict(turns, me: "나리").absence == .ended)
  }

  @Test func aQuestionInAFarewellIsStillDue() {
    let turns = [("나리", "잘 자 내일 봐"), ("도현", "내일 몇 시에 봐?")]
    #expect(verdict(turns, me: "나리").absence == nil)
  }

  @Test func aMessageThatCallsSomebodyElseIsNotForMe() {
    let turns = [("나리", "저는 갑니다"), ("도현", "저도요"), ("반장", "도현님은 차 가져오시나요?")]
    let other = [("도현", "저도요"), ("나리", "저는 갑니다"), ("반장", "도현님은 차 가져오시나요?")]
    #expect(verdict(turns, me: "나리").absence == .notAddressed)
    #expect(verdict(other, me: "도현").absence == nil)
  }

  @Test func aCallToEveryoneIsForMeToo() {
    let turns = [("나리", "네"), ("도현", "네"), ("반장", "도현님이랑 다들 내일 오시죠?")]
    #expect(verdict(turns, me: "나리").absence == nil)
  }

  @Test(arguments: [
    "엄마 나 폰 고장나서 이 번호로 했어 기프트카드 번호 찍어 보내줘",
    "고객님 주소 불일치로 반송 예정입니다 http://post-box.example.com/a.apk",
    "검찰입니다 사건번호 확인되어 안전계좌로 이체하셔야 합니다",
  ])
  func aSwindleIsNotAnsweredAndIsNamed(_ text: String) {
    let found = verdict([("모르는 번호", text)], me: "나리")
    #expect(found.absence == .phishing)
    #expect(found.warning != nil)
  }

  @Test func somebodyInDangerIsNotLeftToAMachine() {
    let found = verdict([("유정", "나 이제 다 끝내고 싶어")], me: "나리")
    #expect(found.absence == .sensitive)
    #expect(found.warning?.contains("109") ?? false)
  }

  @Test func anOrdinaryPaymentIsNoSwindle() {
    let turns = [("나리", "회비 얼마야?"), ("도현", "2만원! 토스로 송금해주면 돼 고마워")]
    #expect(verdict(turns, me: "나리").absence == nil)
  }

  @Test func politeSpeechIsHeardInItsEndings() {
    #expect(SpeechLevel.detect(in: ["네 알겠습니다", "내일 뵐게요", "ㅎㅎ"], language: .korean) == .polite)
    #expect(SpeechLevel.detect(in: ["ㅇㅋ 알겠어", "내일 봐", "뭐해?"], language: .korean) == .casual)
    #expect(SpeechLevel.detect(in: [], language: .korean) == .casual)
  }
}
