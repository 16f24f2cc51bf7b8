import Chats
import Testing

import Plans
import Korean

/// A chat on one day, a message a minute.
private func plans(
  _ messages: [(String, String)], on day: (Int, Int, Int) = (2026, 3, 11), hour: Int = 10,
  me: String? = nil, isKorean: Bool = true
) -> [String] {
  let chat = Chat(
    messages: messages.enumerated().map { minute, message in
      Message(
        time: LocalTime(year: day.0, month: day.1, day: day.2, hour: hour, minute: minute),
        sender: message.0, kind: .text, text: message.1)
    })
  return PlanTracker(chat, me: me, isKorean: isKorean).plans.map { plan in
    let date = LocalTime(seconds: plan.day * 86_400 + (plan.minutes ?? 0) * 60)?.description ?? ""
    return plan.minutes == nil ? String(date.prefix(10)) : String(date.prefix(16))
  }
}

/// 2026-03-11 is a Wednesday.
@Suite("Plans that stand at the end of a chat")
struct PlanTrackerTests {
  @Test("A proposal that is taken up is a plan")
  func agreed() {
    #expect(
      plans([
        ("민수", "토요일 저녁 7시에 강남역에서 볼까?"), ("지훈", "좋아 그때 보자"),
      ]) == ["2026-03-14T19:00"])
    #expect(
      plans(
        [("Ann", "dinner on saturday at 7pm?"), ("Bob", "yes, see you then")], isKorean: false)
        == ["2026-03-14T19:00"])
  }

  @Test("What is agreed after a counter-proposal is the plan")
  func countered() {
    #expect(
      plans([
        ("민수", "회식 금요일 6시 어때?"), ("지훈", "6시는 어려워 7시는?"), ("민수", "ㅇㅋ 7시로 하자"),
        ("지훈", "좋아"),
      ]) == ["2026-03-13T19:00"])
  }

  @Test("Hours that are said again for another day take the plan along")
  func movedRange() {
    let chat = [
      ("Beth", "open day is Saturday 21 March, 10 till 2"), ("Moss", "works for me"),
      ("Idris", "they dig up Mill Lane that weekend, no parking"),
      ("Beth", "OK: open day is now Saturday 28 March, same times, 10 till 2"), ("Moss", "great"),
    ]
    let found = plans(chat, isKorean: false)
    #expect(!found.contains("2026-03-21T10:00") && found.contains("2026-03-28T10:00"))
  }

  @Test("Talk without times has no plans")
  func none() {
    #expect(plans([("민수", "밥 먹었어?"), ("지훈", "응 너는?")]) == [])
    #expect(plans([]) == [])
  }

  @Test("A day that is over at the end of the chat is no plan")
  func over() {
    #expect(plans([("민수", "어제 7시에 봤잖아"), ("지훈", "맞다")]) == [])
  }

  @Test("Conjoining letters give the same plans")
  func decomposed() {
    let chat = [("민수", "토요일 저녁 7시에 강남역에서 볼까?"), ("지훈", "좋아 그때 보자")]
    let letters = chat.map { (Hangul.decomposed($0.0), Hangul.decomposed($0.1)) }
    #expect(plans(letters) == plans(chat))
  }

  @Test("The half of the day is the one that people mean")
  func halves() {
    func hour(_ words: String, now: Int? = nil) -> Int? {
      let scalars = words.unicodeScalars.map(\.value)
      return LocalTime(year: 2026, month: 3, day: 11).flatMap { anchor in
        TimeFinder(anchor: anchor).mentions(in: words).first?.clock
      }.map {
        HalfDay.hour(
          $0, isToday: now != nil, now: now ?? 0, message: scalars[...], around: []
        ).hour
      }
    }
    #expect(hour("2시에 봐") == 14)
    #expect(hour("10시까지 와") == 10)
    #expect(hour("7시 저녁 먹자") == 19)
    #expect(hour("7시 출조 새벽에") == 7)
    #expect(hour("6시 50분", now: 387) == 6)
    #expect(hour("9시에 봐", now: 1_000) == 21)
  }
}
