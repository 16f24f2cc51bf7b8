/// What a reply does; the raw value is what `--json` prints.
public enum ReplyIntent: String, Sendable, Hashable, CaseIterable {
  case accept, decline, ask, later, thank, apologize, acknowledge, cheer, comfort, react, greet
}

/// How one speaks to the other.
public enum SpeechLevel: String, Sendable, Hashable {
  /// 반말, or plain English.
  case casual
  /// 해요체 and 합니다체, or polite English.
  case polite

  /// The level of the messages that somebody wrote.
  ///
  /// Korean shows it at the end of a sentence: 요, 니다, 세요, 죠 and 까요 are polite. A third of
  /// the sentences is enough, since people who speak politely also send fragments.
  package static func detect(
    in texts: some Sequence<String>, language: Language
  ) -> SpeechLevel {
    guard language == .korean else { return .casual }
    var polite = 0
    var counted = 0
    for text in texts {
      for sentence in Sentences.split(text) {
        let letters = sentence.filter { $0.isLetter && !"ㅋㅎㅠㅜ".contains($0) }
        guard letters.count >= 2 else { continue }
        counted += 1
        let endings = ["요", "니다", "니까", "죠", "십쇼", "시오", "염", "여"]
        if endings.contains(where: letters.hasSuffix) { polite += 1 }
      }
    }
    return counted > 0 && polite * 3 >= counted ? .polite : .casual
  }
}

/// The replies that the small model chooses from: short ones that promise nothing specific and hold
/// no name, number or time, so that none of them can be untrue.
enum ReplyCatalogue {
  struct Entry: Sendable {
    let intent: ReplyIntent
    let text: String
  }

  static func entries(language: Language, level: SpeechLevel) -> [Entry] {
    let table =
      switch (language, level) {
      case (.korean, .casual): koreanCasual
      case (.korean, .polite): koreanPolite
      case (.english, _): english
      }
    return table.flatMap { row in row.texts.map { Entry(intent: row.intent, text: $0) } }
  }

  private typealias Row = (intent: ReplyIntent, texts: [String])

  private static let koreanCasual: [Row] = [
    (
      .accept,
      [
        "응 좋아!", "ㅇㅋ 그렇게 하자", "나는 다 괜찮아", "콜! 그때 봐", "응 내가 할게", "알았어 그렇게 할게",
        "좋아 나도 갈게", "그래 그걸로 하자",
      ]
    ),
    (
      .decline,
      [
        "미안 그날은 안 될 것 같아", "나는 이번엔 빠질게", "다음에 하자", "그건 좀 어려울 것 같아",
        "아쉽지만 난 못 갈 것 같아",
      ]
    ),
    (
      .ask,
      [
        "몇 시에 볼까?", "어디서 만날까?", "뭐 필요한 거 있어?", "누구누구 와?", "언제까지 하면 돼?",
        "그럼 내가 뭐 하면 돼?", "왜? 무슨 일이야?", "얼마야?", "진짜야?", "그래서 어떻게 됐어?",
      ]
    ),
    (.later, ["확인해보고 알려줄게", "일정 보고 바로 말해줄게", "지금 바빠서 이따 연락할게", "조금만 생각해볼게"]),
    (.thank, ["고마워!", "헐 고마워 진짜", "알려줘서 고마워", "덕분에 살았다 고마워"]),
    (.apologize, ["미안 좀 늦을 것 같아", "앗 미안 지금 봤어", "미안해 내가 깜빡했어"]),
    (.acknowledge, ["응 알겠어", "오케이 확인했어", "ㅇㅋㅇㅋ", "그렇구나", "응응 맞아", "나도 그렇게 생각해"]),
    (.cheer, ["축하해!!", "화이팅! 잘할 거야", "오 대박 잘됐다", "고생했어 푹 쉬어", "수고했어 오늘도"]),
    (.comfort, ["괜찮아 걱정하지 마", "에구 많이 속상했겠다", "힘내 내가 있잖아", "얼른 나아 푹 쉬고"]),
    (.react, ["ㅋㅋㅋㅋㅋ 진짜?", "헐 대박", "아 웃겨 ㅋㅋㅋ", "부럽다ㅠㅠ", "와 맛있겠다", "나도ㅠㅠ"]),
    (.greet, ["잘 자 내일 봐", "조심히 가!", "도착하면 연락해", "오랜만이다 잘 지냈어?"]),
  ]

  private static let koreanPolite: [Row] = [
    (
      .accept,
      [
        "네 좋아요!", "네 그렇게 할게요", "저는 다 괜찮습니다", "네 그때 뵐게요", "제가 하겠습니다",
        "네 그걸로 부탁드려요", "저도 참석하겠습니다", "네 가능합니다",
      ]
    ),
    (
      .decline,
      [
        "죄송하지만 그날은 어려울 것 같아요", "저는 이번엔 빠질게요", "다음 기회에 함께할게요",
        "그건 조금 어려울 것 같습니다", "아쉽지만 못 갈 것 같아요",
      ]
    ),
    (
      .ask,
      [
        "몇 시까지 가면 될까요?", "장소는 어디인가요?", "따로 준비할 게 있을까요?", "언제까지 드리면 될까요?",
        "비용은 얼마인가요?", "누가 더 오시나요?", "혹시 무슨 일 있으세요?", "자세히 알려주실 수 있을까요?",
        "변경도 가능할까요?",
      ]
    ),
    (
      .later,
      [
        "확인해보고 말씀드릴게요", "일정 확인 후 바로 연락드리겠습니다", "지금 회의 중이라 이따 연락드릴게요",
        "조금만 더 생각해볼게요",
      ]
    ),
    (.thank, ["감사합니다!", "네 감사합니다 덕분이에요", "알려주셔서 감사해요", "신경 써주셔서 감사합니다"]),
    (.apologize, ["죄송해요 조금 늦을 것 같아요", "앗 이제 봤어요 죄송합니다", "죄송합니다 제가 깜빡했네요"]),
    (.acknowledge, ["네 알겠습니다", "네 확인했습니다", "넵!", "아 그렇군요", "네 맞아요"]),
    (.cheer, ["축하드려요!!", "응원할게요 화이팅!", "정말 잘됐네요", "고생 많으셨어요", "오늘도 수고하셨습니다"]),
    (.comfort, ["괜찮아요 걱정 마세요", "많이 속상하셨겠어요", "힘내세요", "얼른 나으세요 푹 쉬시고요"]),
    (.react, ["ㅋㅋㅋ 정말요?", "와 대단하시네요", "부러워요ㅠㅠ", "오 맛있겠네요", "저도요ㅠㅠ"]),
    (.greet, ["내일 뵐게요", "조심히 들어가세요", "도착하시면 연락 주세요", "오랜만이에요 잘 지내셨어요?"]),
  ]

  private static let english: [Row] = [
    (
      .accept,
      [
        "Sounds good to me!", "Sure, let's do that", "Works for me", "Yes, count me in",
        "I'll take care of it",
        "Happy to help", "Yes please!", "Perfect, see you then",
      ]
    ),
    (
      .decline,
      [
        "Sorry, I can't make it", "I'll have to pass this time", "Maybe another time?",
        "I don't think that'll work for me", "Sadly I can't, but have fun!",
      ]
    ),
    (
      .ask,
      [
        "What time should I be there?", "Where shall we meet?", "Do you need me to bring anything?",
        "Who else is coming?", "When do you need it by?", "How much do I owe you?",
        "What happened?",
        "Could you tell me a bit more?", "Is there another day that works?",
      ]
    ),
    (
      .later,
      [
        "Let me check and get back to you", "I'll look at my calendar and let you know",
        "Busy right now, I'll text you later", "Let me think about it",
      ]
    ),
    (
      .thank,
      [
        "Thank you so much!", "Thanks, that's really kind", "Thanks for letting me know",
        "You're a lifesaver, thanks",
      ]
    ),
    (
      .apologize,
      ["Sorry, I'm running late", "Sorry, only just saw this", "My mistake, sorry about that"]
    ),
    (
      .acknowledge,
      ["Got it, thanks", "Okay, noted", "Makes sense", "Yes, that's right", "No worries"]
    ),
    (
      .cheer,
      [
        "Congratulations!!", "Good luck, you'll do great", "That's brilliant news",
        "Well done you!",
      ]
    ),
    (
      .comfort,
      [
        "So sorry to hear that", "Don't worry about it", "Hope you feel better soon",
        "I'm here if you need me",
      ]
    ),
    (.react, ["Haha really?", "Oh wow", "That's hilarious", "Lucky you!", "Looks delicious"]),
    (
      .greet,
      [
        "See you tomorrow", "Safe trip home!", "Text me when you get there",
        "Long time no see, how are you?",
      ]
    ),
  ]
}
