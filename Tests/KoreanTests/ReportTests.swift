import Testing

import Korean

@Suite struct ReportTests {
  private func told(_ text: String, ending: ReportEnding = .plain) -> String {
    ReportedChat(people: ["지훈", "최민서"], ending: ending).text([.init(sender: "지훈", text: text)])
  }

  @Test(arguments: [
    ("7시로 바꾸자", "지훈은 7시로 바꾸자고 했다."), ("오늘 회의 3시로 변경됐어요", "지훈은 오늘 회의 3시로 변경됐다고 했다."),
    ("우산 챙겨", "지훈은 우산 챙기라고 했다."), ("이따 몇 시에 올 거야?", "지훈은 이따 몇 시에 올 건지 물었다."),
    ("내가 케이크 사갈게", "지훈은 케이크 사가기로 했다."), ("사진 보내줘", "지훈은 사진 보내 달라고 했다."),
    ("강남역 2번 출구", "지훈은 강남역 2번 출구라고 했다."), ("택배 왔어?", "지훈은 택배 왔는지 물었다."),
    ("내일은 안 돼", "지훈은 내일은 안 된다고 했다."),
    ("고마워!", "지훈은 고맙다고 했다."), ("민서야, 내일 올 수 있어?", "지훈은 내일 올 수 있는지 물었다."),
    ("회비는 2만원이에요", "지훈은 회비는 2만원이라고 했다."),
    ("비 온다더라", "지훈은 비 온다고 했다."), ("걱정하지 마", "지훈은 걱정하지 말라고 했다."), ("같이 갈까?", "지훈은 같이 가자고 했다."),
    ("할머니가 돌아가셨어", "지훈은 할머니가 돌아가셨다고 했다."), ("죽 반 그릇 드셨어요", "지훈은 죽 반 그릇 먹었다고 했다."),
    ("8시 반은요?", "지훈은 8시 반은 어떤지 물었다."), ("맛있었어", "지훈은 맛있었다고 했다."), ("월요일에", "지훈은 월요일에라고 했다."),
  ])
  func aMessageBecomesASentence(text: String, sentence: String) {
    #expect(told(text) == sentence)
  }

  @Test(arguments: [
    ("맛있게 드세요", "지훈은 맛있게 먹으라고 했다."), ("30일 7시 당산역 맞으시죠?", "지훈은 30일 7시 당산역 맞는지 물었다."),
    ("그럼 적립금 81만원 남습니다", "지훈은 적립금 81만원 남는다고 했다."),
    ("손님이 기다리고 계세요", "지훈은 손님이 기다리고 있다고 했다."),
    ("박스는 갖다드릴까요?", "지훈은 박스는 갖다줄지 물었다."), ("이쪽으로 가시죠", "지훈은 이쪽으로 가자고 했다."),
  ])
  func respectIsNoOtherMood(text: String, sentence: String) {
    #expect(told(text) == sentence)
  }

  @Test func aKeyPointOfFewWordsIsQuoted() {
    func point(_ text: String) -> String {
      ReportedChat(people: ["지훈"]).point(.init(sender: "지훈", text: text))
    }
    #expect(point("9시 반 좋아") == "지훈: \"9시 반 좋아\"")
    #expect(point("엄마한테 전화하고 올게 나 지금 울어") == "지훈: \"엄마한테 전화하고 올게 나 지금 울어\"")
    #expect(point("토요일 저녁 7시에 강남역에서 보자") == "지훈은 토요일 저녁 7시에 강남역에서 보자고 했다.")
  }

  @Test func theEndingIsChosen() {
    #expect(told("내일 갈게", ending: .polite) == "지훈은 내일 가기로 했어요.")
    #expect(told("내일 와?", ending: .polite) == "지훈은 내일 오는지 물었어요.")
    #expect(told("내일 갈게", ending: .nominal) == "지훈은 내일 가기로 함.")
    #expect(told("내일 와?", ending: .nominal) == "지훈은 내일 오는지 물음.")
  }

  @Test func aProposalThatWasAgreedToIsDecided() {
    let chat = [
      (sender: "지훈", text: "7시로 하자"), (sender: "민서", text: "ㅇㅋ 좋아"),
      (sender: "지훈", text: "2번 출구에서 보자"), (sender: "민서", text: "왜?"),
    ]
    let said = chat.indices.map { index in
      ReportedChat().text([
        .init(
          sender: chat[index].sender, text: chat[index].text,
          isAgreed: ReportedChat.isAgreed(index, in: chat))
      ])
    }
    #expect(said[0] == "지훈은 7시로 하기로 했다.")
    #expect(said[2] == "지훈은 2번 출구에서 보자고 했다.")
  }

  @Test func messagesOfOneSenderMakeOneSentence() {
    let text = ReportedChat().text([
      .init(sender: "세아", text: "비가 온대"), .init(sender: "세아", text: "6시에 출발하자"),
      .init(sender: "Jay", text: "넵 알겠어요"),
    ])
    #expect(text == "세아는 비가 온다며 6시에 출발하자고 했다. Jay는 알겠다고 했다.")
  }

  @Test func whatHasNoEndingIsQuoted() {
    #expect(told("그걸로") == "지훈은 \"그걸로\"라고 했다.")
    #expect(told("ok fun") == "지훈은 \"ok fun\"이라고 했다.")
  }
}
