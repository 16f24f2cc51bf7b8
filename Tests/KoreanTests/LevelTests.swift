import Testing

import Korean

@Suite struct LevelTests {
  @Test(arguments: [
    ("밥 먹었어?", KoreanLevel.casual), ("내가 할게", .casual), ("비 온대", .casual), ("같이 가자", .plain),
    ("오늘 간다", .plain),
    ("먹었어요", .polite), ("제가 할게요~", .polite), ("안녕하세요", .polite), ("그렇죠?", .polite),
    ("7시요", .polite), ("맛있겠네요", .polite),
    ("감사합니다", .formal), ("내일 뵙겠습니다.", .formal), ("갑시다", .formal), ("이쪽으로 오십시오", .formal),
    ("먹었어욤", .polite),
  ])
  func aSentenceTellsItsLevel(text: String, level: KoreanLevel) {
    #expect(Korean.level(of: text) == level)
  }

  @Test(arguments: ["7시", "강남역 2번 출구", "수요", "필요", "ㅋㅋㅋ", "", "ok", "내일 감"])
  func whatIsNoPredicateTellsNone(text: String) {
    #expect(Korean.level(of: text) == nil)
  }

  @Test func sentencesWithoutMarksAreFound() {
    let text = "열쇠 우편함에 넣어놨어 들어갈 때 꺼내 써"
    #expect(KoreanSentence.split(text).map(\.text) == ["열쇠 우편함에 넣어놨어 ", "들어갈 때 꺼내 써"])
  }

  @Test(arguments: [
    "미용실 들렀다 가야돼서 좀 늦을 수도", "적금은 이자 계산이 달라",
  ])
  func aPastBeforeGoingAndANounEndNoSentence(text: String) {
    #expect(KoreanSentence.split(text).map(\.text) == [text])
  }

  @Test(arguments: [
    "나 3.5km 뛰었어 ㅋㅋ  내일은 https://a.kr/b?c=요 봐!!", " 앞뒤 공백 \n두 줄 ", "🐶🐶", "a. b? 1. 2. 3시.",
    "ㅠㅠ 응 알았어~~",
  ])
  func theSentencesTogetherAreTheText(text: String) {
    #expect(KoreanSentence.split(text).map(\.text).joined() == text)
  }
}
