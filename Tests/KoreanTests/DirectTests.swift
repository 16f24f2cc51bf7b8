import Korean
import Testing

/// Orders for a message (민수한테 내일 보자고 해줘) and the message that they order.
@Suite("Indirect speech said directly")
struct DirectTests {
  private func message(
    _ order: String, _ tone: String? = nil, habit: KoreanLevel? = nil, way: Int = 0
  ) -> String? {
    let ask = KoreanAsk(order)
    var level = KoreanMessage.level(of: ask, habit: habit)
    let colour = tone.flatMap(KoreanManner.colour(named:)) ?? ask.colour ?? .plain
    if colour == .courteous { level = .formal }
    if colour == .gentle, !level.isPolite { level = .polite }
    return KoreanMessage(ask, manner: KoreanManner(level: level, colour: colour), way: way).text
  }

  @Test(arguments: [
    ("민수한테 내일 7시에 보자고 해줘", "민수야 내일 7시에 보자"),
    ("엄마한테 오늘 늦는다고 전해줘", "엄마 나 오늘 늦어"),
    ("몇 시에 오는지 물어봐줘", "몇 시에 와?"),
    ("은비한테 언제 도착하냐고 물어봐줘", "은비야 언제 도착해?"),
    ("서준이한테 책 다 읽었으면 돌려달라고 해줘", "서준아 책 다 읽었으면 돌려줘"),
    ("동생한테 내 방 들어가지 말라고 해", "내 방 들어가지 마"),
    ("수진이한테 어디냐고 물어봐", "수진아 어디야?"),
    ("소영이한테 아까 말한 식당 이름이 뭔지 물어봐", "소영아 아까 말한 식당 이름이 뭐야?"),
    ("현수한테 내일 회의에 올 건지 물어봐", "현수야 내일 회의에 올 거야?"),
    ("보라한테 나 지금 지하철이라고 해줘", "보라야 나 지금 지하철이야"),
    ("지현이한테 내일 못 나간다고 전해줘", "지현아 내일 못 나가"),
    ("와이프한테 우유 사갈까 물어봐", "우유 사갈까?"),
    ("준기한테 어 그 저번에 빌린 책 내일 갖다준다고 해줘", "준기야 저번에 빌린 책 내일 갖다줄게"),
    ("지우한테 얼른 나으라고 해줘", "지우야 얼른 나아"),
    ("준호한테 생일 선물 뭐 갖고 싶은지 물어봐줘", "준호야 생일 선물 뭐 갖고 싶어?"),
    ("성민이한테 계약은 안 하기로 했다고 해줘", "성민아 계약은 안 하기로 했어"),
    ("늦게 가서 미안하고 뒷정리는 내가 한다고 해줘", "늦게 가서 미안해. 뒷정리는 내가 할게"),
    ("몇 시간 걸리는지랑 카드 되는지 물어봐줘", "몇 시간 걸려? 카드 돼?"),
    ("은서한테 축하하고 고생했다고 전해달라고 해줘", "은서한테 축하하고 고생했다고 전해줘"),
    ("이번이 처음이 아니니 다시는 안 그러게 해달라고 해", "이번이 처음이 아니니 다시는 안 그러게 해줘"),
    ("민지한테 표 두 장 남았는데 같이 가겠냐고 물어봐", "민지야 표 두 장 남았는데 같이 갈래?"),
  ])
  func toAFriendItIsSaidIn반말(order: String, expected: String) {
    #expect(message(order) == expected)
  }

  @Test(arguments: [
    ("팀장님께 몸이 안 좋아서 병가 쓴다고 말씀드려", "팀장님, 몸이 안 좋아서 병가 쓰겠습니다."),
    ("부장님께 내일 연차 써도 되는지 여쭤봐줘", "부장님, 내일 연차 써도 되나요?"),
    ("박대리님께 어제 자료 공유해줘서 고맙다고 해줘", "박대리님, 어제 자료 공유해주셔서 감사해요."),
    ("아버지께 무리하지 마시라고 해줘", "아버지, 무리하지 마세요."),
    ("할머니께 빙판길 조심하시라고 해줘", "할머니, 빙판길 조심하세요."),
    ("어린이집 선생님께 오늘 30분 늦게 데리러 간다고 전해줘", "선생님, 오늘 30분 늦게 데리러 갈게요."),
    ("지훈이 어머님께 체험학습 같이 가자고 해줘", "어머님, 체험학습 같이 가요."),
    ("판매자한테 아직 안 팔렸냐고 물어봐줘", "안녕하세요. 아직 안 팔렸나요?"),
    ("하영쌤한테 24일 못 바꿔줘서 미안하다고 해줘", "하영쌤, 24일 못 바꿔드려서 죄송해요."),
    ("박집사님 아버님 안부를 여쭤봐줘", "박집사님, 아버님은 잘 지내세요?"),
    ("팀장님께 회의 30분만 미룰 수 있는지 여쭤봐줘", "팀장님, 회의 30분만 미룰 수 있을까요?"),
    ("부장님께 결재해달라고 부탁드려줘", "부장님, 결재해 주실 수 있을까요?"),
    ("할머니한테 식사하셨는지 물어봐줘", "할머니, 식사하셨어요?"),
    ("학부모님들께 내일 소풍은 정상적으로 간다고 안내해줘", "내일 소풍은 정상적으로 가요."),
    ("조원들한테 발표 자료 금요일까지 올려달라고 해줘", "발표 자료 금요일까지 올려 주세요."),
  ])
  func toSomebodyAboveItIsSaidIn존댓말(order: String, expected: String) {
    #expect(message(order) == expected)
  }

  @Test(arguments: [
    ("알려줘서 고맙고 오늘 신청하겠다고 해줘", "정중하게", "알려주셔서 감사합니다. 오늘 신청하겠습니다."),
    ("계약서 먼저 써달라고 부탁해", "정중하게", "계약서 먼저 써 주시면 감사하겠습니다."),
    ("교수님께 추천서 써주실 수 있는지 여쭤봐줘", "공손하게", "교수님, 추천서 써주실 수 있을까요?"),
    ("주차 가능한지 물어봐줘", "polite", "주차 가능할까요?"),
    ("규리한테 회의 끝나면 전화한다고 보내줘", "간결하게", "회의 끝나면 전화할게"),
    ("민호한테 술 그만 마시라고 해줘", "단호하게", "민호야 술 그만 마셔."),
    ("합격하면 소고기 사겠다고 해줘", "유쾌하게", "합격하면 소고기 살게 ㅋㅋ"),
  ])
  func aToneShapesTheMessage(order: String, tone: String, expected: String) {
    #expect(message(order, tone) == expected)
  }

  @Test(arguments: [
    ("엄마한테 잘 도착했다고 걱정하지 말라고 해줘", "엄마 잘 도착했어. 걱정하지 마"),
    ("가은이한테 택시비 얼마 나왔냐고 물어보고 반 보내겠다고 해", "가은아 택시비 얼마 나왔어? 반 보낼게"),
    ("보영이한테 어제 잘 먹었고 다음엔 내가 사겠다고 적어줘", "보영아 어제 잘 먹었어. 다음엔 내가 살게"),
    ("솔직하게 말해줘서 고맙고 그날까지 잘 지내라고 해줘", "솔직하게 말해줘서 고마워. 그날까지 잘 지내"),
  ])
  func clausesBecomeSentences(order: String, expected: String) {
    #expect(message(order) == expected)
  }

  @Test(arguments: [
    ("생일 축하 메시지 써줘", "생일 축하해!"), ("지수 취업 축하 메시지 써줘", "지수야 취업 축하해!"),
    ("늦어서 미안하다는 사과", "늦어서 미안해"), ("회의 10분 미루자는 메시지", "회의 10분 미루자"),
    ("시험 떨어진 동생 위로해줘", "시험 떨어져서 속상하지? 힘내"),
    ("승현이 위로해줘", "승현아 많이 힘들지? 힘내"), ("희선이가 생일이래 축하해줘", "희선아 생일 축하해!"),
    ("할머니 생신 축하 문자 써줘", "할머니 생신 축하드려요!"),
    ("약속 취소", "미안한데 약속 취소해야 할 것 같아"),
    ("돈 빌려달라는 부탁 거절해줘", "미안한데 돈 빌려주는 건 어려울 것 같아"),
    ("이번 주 금요일 집들이 초대해줘", "이번 주 금요일 집들이에 초대할게. 와 줘!"),
  ])
  func anOccasionHasAForm(order: String, expected: String) {
    #expect(message(order) == expected)
  }

  @Test func whoStandsBeforeTheVerbIsMeant() {
    #expect(
      message("상식이한테 77번 멋지다고 전해달라고 우람이한테 말해줘") == "우람아 상식이한테 77번 멋지다고 전해줘")
    #expect(message("애기한테 줄 카드 같이 쓰자고 제안해줘") == "애기한테 줄 카드 같이 쓰자")
    #expect(message("언니한테 엄마가 전화 달라고 했다고 전해줘") == "언니 엄마가 전화 달라고 했어")
  }

  @Test func quotedWordsAreSentAsTheyStand() {
    #expect(message("'내일 봐'라고 보내줘") == "내일 봐")
    #expect(message("\"나 먼저 잘게\"라고 지은이한테 보내") == "나 먼저 잘게")
  }

  @Test func aHabitDecidesWhereTheWordsDoNot() {
    #expect(message("몇 시에 오는지 물어봐줘", habit: .polite) == "몇 시에 오세요?")
    #expect(message("팀장님께 지금 출발한다고 해줘", habit: .casual) == "팀장님, 지금 출발합니다.")
  }

  @Test func variantsDifferInMoreThanTheirMarks() {
    let ask = KoreanAsk("민수한테 내일 7시에 보자고 해줘")
    let texts = KoreanMessage.messages(ask, manner: KoreanManner(level: .casual), count: 3)
    #expect(texts.count == 3 && texts.first == "민수야 내일 7시에 보자")
    #expect(Set(texts.map { $0.filter(\.isLetter) }).count == 3)
  }

  @Test func decomposedHangulIsReadTheSame() {
    let order = "민수한테 내일 7시에 보자고 해줘"
    #expect(message(Hangul.decomposed(order)) == "민수야 내일 7시에 보자")
  }

  @Test(arguments: ["", " ", "초대", "?!", "음", "한테", "한테 해줘", "라고", "''라고", "고 고 고 해줘"])
  func whatSaysTooLittleGivesNoMessage(order: String) {
    #expect(message(order) == nil)
  }
}
