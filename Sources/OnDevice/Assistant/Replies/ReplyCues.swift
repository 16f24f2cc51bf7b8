/// What a reply does and what the messages before it do, by words and endings.
///
/// The tables are those of `scripts/train/reply_facts.py`, which the weights were fitted with.
enum ReplyCues {
  /// What a reply does.
  static let does: [(name: String, cues: TextCues)] = [
    (
      "yes",
      TextCues(
        """
        ^_네_ ^_넵 ^_넹 ^_응 ^_웅 ^_어_ ^_ㅇㅇ ^_ㅇㅋ ^_예_ ^_그래 ^_콜 ^_좋 ^_당연 ^_yes ^_yeah ^_yep ^_sure
        ^_ok ^_of_course ^_will_do ^_no_problem ^_sounds ^_perfect ^_great ^_deal
        """)
    ),
    (
      "no",
      TextCues(
        """
        ^_아니 ^_아뇨 ^_ㄴㄴ ^_못_ ^_안_ ^_no_ ^_nah ^_not_ ^_sorry ^_can't ^_미안 ^_죄송 어려울 힘들_것 힘들것
        _can't_ _won't_ _rather_
        """)
    ),
    (
      "when",
      TextCues(
        """
        요일 내일 오늘 모레 주말 아침 저녁 오전 오후 이따 시에 시까지 시쯤 today tomorrow tonight monday tuesday wednesday
        thursday friday saturday sunday weekend morning evening afternoon _at_ _by_ _am_ _pm_
        """)
    ),
    (
      "money",
      TextCues(
        """
        만원 천원 입금 보내드 송금 계좌 결제 환불 quid _pay transfer refund _cash _price
        """)
    ),
    (
      "place",
      TextCues(
        """
        역에 _앞에 앞으로 정문 로비 카페 집에 회사 근처 station outside at_the corner _door _home_ _here_
        """)
    ),
    (
      "will",
      TextCues(
        """
        게요_ 을게_ 할게 갈게 줄게 볼게 겠습니다 드릴게 드리겠 낼게 둘게 챙길게 _i'll_ _i_will_ _will_do_ _on_it_
        """)
    ),
    (
      "thanks",
      TextCues(
        """
        고마 감사 땡큐 thank cheers
        """)
    ),
    (
      "sorry",
      TextCues(
        """
        미안 죄송 sorry
        """)
    ),
    (
      "welcome",
      TextCues(
        """
        아니에요 아냐_ 별말 천만 no_worries welcome any_time anytime pleasure no_problem
        """)
    ),
    (
      "joy",
      TextCues(
        """
        축하 대박 congrat well_done amazing _yay 잘됐 다행 _glad_ so_happy
        """)
    ),
    (
      "try",
      TextCues(
        """
        까요_ 을까_ 볼까_ 할까_ 갈까_ 어때 should_i shall_i should_we shall_we could_you can_you _can_i_
        could_i
        """)
    ),
  ]

  /// What a message asks or tells.
  static let said: [(name: String, cues: TextCues)] = [
    (
      "when",
      TextCues(
        """
        언제 몇시 몇_시 며칠 무슨_요일 _when what_time what_day how_soon
        """)
    ),
    (
      "where",
      TextCues(
        """
        어디 _where
        """)
    ),
    (
      "much",
      TextCues(
        """
        얼마 _몇_ 몇개 몇명 how_much how_many how_long
        """)
    ),
    (
      "what",
      TextCues(
        """
        뭐 무슨 뭘_ 어떤 어느 _what _which
        """)
    ),
    (
      "who",
      TextCues(
        """
        누가 누구 _who
        """)
    ),
    (
      "why",
      TextCues(
        """
        _왜 _why how_come
        """)
    ),
    (
      "how",
      TextCues(
        """
        어때 어떻게 어떡 어떠 _how
        """)
    ),
    (
      "able",
      TextCues(
        """
        가능 될까 되나 돼요_ 괜찮 can_you could_you are_you_able ok_if is_that_ok
        """)
    ),
    (
      "offer",
      TextCues(
        """
        할래 갈래 줄래 할까 갈까 드릴까 줄까 shall_ want_me if_you_want if_you_like let's how_about
        """)
    ),
    (
      "request",
      TextCues(
        """
        주세요 줘_ 줘요 부탁 하세요 주시 please _pls
        """)
    ),
    (
      "thanks",
      TextCues(
        """
        고마 감사 땡큐 thank cheers
        """)
    ),
    (
      "sorry",
      TextCues(
        """
        미안 죄송 sorry
        """)
    ),
    (
      "joy",
      TextCues(
        """
        합격 붙었 당첨 성공 승진 축하 got_the_job passed _won_ pregnant engaged
        """)
    ),
    (
      "money",
      TextCues(
        """
        만원 천원 입금 송금 계좌 결제 환불 quid _pay transfer refund _cash _price
        """)
    ),
    (
      "bad",
      TextCues(
        """
        아파 아프 다쳤 고장 취소 늦 못_ 망했 sick broke cancel _late lost hurt _stuck
        """)
    ),
    (
      "will",
      TextCues(
        """
        게요_ 을게_ 할게 갈게 줄게 볼게 겠습니다 드릴게 드리겠 _i'll_ _i_will_
        """)
    ),
  ]

  /// Marks of how somebody types; `. ` is a sentence that ends with a full stop.
  static let marks: [(name: String, marks: [String])] = [
    ("laugh", ["ㅋ", "ㅎㅎ", "haha", "lol"]), ("cry", ["ㅠ", "ㅜ"]), ("shout", ["!"]), ("wave", ["~"]),
    ("stop", [". "]), ("comma", [","]), ("asks", ["?"]),
  ]

  /// What stands behind a Korean name when somebody is called.
  static let titles = ["님", "쌤", "씨", "엄마", "아빠", "언니", "오빠", "누나", "이모", "삼촌", "선배"]
}
