import TestSupport
import Testing

import Chats
import Korean

/// What a text names, in one line: the day, the clock, the end, marks.
private func read(_ text: String, on anchor: String = "2026-03-11T10:00") -> [String] {
  let parts = anchor.split { "-T:".contains($0) }.compactMap { Int($0) }
  guard
    let time = LocalTime(
      year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4])
  else { return [] }
  return TimeFinder(anchor: time).mentions(in: text).map { mention in
    var words: [String] = []
    if let day = mention.day {
      switch day.form {
      case .anaphor: words.append("그날\(day.number < 0 ? "" : "+")\(day.number)")
      case .vague: words.append("vague")
      default:
        let date = CivilDate.components(ofDay: day.number)
        words.append("\(date.month)/\(date.day)")
      }
    }
    if let part = mention.part { words.append(part.rawValue) }
    if let clock = mention.clock {
      words.append(clock.text + (clock.isHalfOpen ? "?" : "") + (clock.isBare ? "!" : ""))
    }
    if let end = mention.end { words.append("-" + end.text) }
    if let minutes = mention.minutesAhead { words.append("+\(minutes)") }
    if mention.isDeadline { words.append("by") }
    if mention.isStart { words.append("from") }
    if mention.isApproximate { words.append("~") }
    if mention.isRecurring { words.append("every") }
    return words.joined(separator: " ")
  }
}

/// 2026-03-11 is a Wednesday.
@Suite("Times that messages name")
struct TimeFinderTests {
  @Test(
    "Korean days",
    arguments: [
      ("오늘 봐", "3/11"), ("내일은?", "3/12"), ("낼 가자", "3/12"), ("모레 어때", "3/13"), ("글피", "3/14"),
      ("어제 갔어", "3/10"), ("이번 주 토요일", "3/14"), ("이번주 토욜", "3/14"), ("다음 주 토요일", "3/21"),
      ("담주 화", "3/17"), ("담주 화에", "3/17"), ("다다음주 월요일", "3/23"), ("토욜", "3/14"), ("수요일", "3/18"),
      ("3/14", "3/14"), ("3월 14일", "3/14"), ("14일(토)", "3/14"), ("14일 토요일", "3/14"),
      ("27일", "3/27"),
      ("5일", "4/5"), ("2월 3일", "2/3"), ("말일", "3/31"), ("월말", "3/31"), ("이번 주말", "3/14"),
      ("주말", "3/14"),
      ("다음 주말", "3/21"), ("2주 뒤", "3/25"), ("사흘 뒤", "3/14"), ("열흘 뒤", "3/21"), ("일주일 후", "3/18"),
      ("한 달 뒤", "4/11"), ("다음 달 3일", "4/3"), ("담달 말일", "4/30"), ("2026년 5월 2일", "5/2"),
      ("2026-05-02", "5/2"), ("크리스마스", "12/25"), ("3.14(토)", "3/14"), ("다음 주", "vague"),
      ("그날", "그날+0"),
      ("다음날", "그날+1"), ("매주 토요일", "3/14 every"), ("토요일마다", "3/14 every"), ("금요일까지", "3/13 by"),
      ("25일 토요일", "4/25"), ("토 22시", "3/14 22:00"), ("1월 5일", "1/5"), ("12월 30일", "12/30"),
    ])
  func koreanDays(_ text: String, _ expected: String) {
    #expect(read(text) == [expected])
  }

  @Test(
    "Korean clocks",
    arguments: [
      ("오전 7시", "morning 07:00"), ("오후 3시", "afternoon 15:00"), ("아침 8시", "morning 08:00"),
      ("점심 12시", "noon 12:00"), ("점심 1시", "noon 13:00"), ("저녁 7시 반", "evening 19:30"),
      ("밤 11시", "night 23:00"), ("밤 12시", "night 00:00"), ("새벽 2시", "dawn 02:00"),
      ("7:30", "07:30?"),
      ("19시", "19:00"), ("19:30", "19:30"), ("일곱시 반", "07:30?"), ("두시 반", "02:30?"),
      ("열두시", "12:00?"),
      ("7시반", "07:30?"), ("7시 20분", "07:20?"), ("정오", "12:00"), ("자정", "00:00"),
      ("7~9시", "07:00? -09:00"),
      ("10시부터 4시까지", "10:00? -04:00 by"), ("오후 2시~4시", "afternoon 14:00 -16:00"),
      ("7시 반쯤", "07:30? ~"),
      ("6시까지", "06:00? by"), ("1시간 뒤", "+60"), ("30분 후에", "+30"), ("1시간 반 뒤", "+90"),
      ("7시ㄱ", "07:00?"),
      ("내일 저녁 7시", "3/12 evening 19:00"), ("14일(토) 오후 2시", "3/14 afternoon 14:00"),
      ("내일은 4시", "3/12 04:00?"), ("토욜 7시반", "3/14 07:30?"), ("오늘밤 9시", "3/11 night 21:00"),
      ("9시부터", "09:00? from"), ("23시 30분", "23:30"), ("13시", "13:00"), ("０７：３０", "07:30"),
      ("06:30", "06:30"),
    ])
  func koreanClocks(_ text: String, _ expected: String) {
    #expect(read(text) == [expected])
  }

  @Test(
    "English days",
    arguments: [
      ("tomorrow", "3/12"), ("tmrw?", "3/12"), ("tonight", "3/11 night"), ("next Fri", "3/20"),
      ("this friday", "3/13"), ("Sat 14th", "3/14"), ("14 March", "3/14"), ("March 14th", "3/14"),
      ("14th of march", "3/14"), ("3/14", "3/14"), ("14/3", "3/14"), ("in two weeks", "3/25"),
      ("this weekend", "3/14"), ("by Friday", "3/13 by"), ("the 20th", "3/20"),
      ("on monday", "3/16"),
      ("fri 17 apr", "4/17"), ("saturday week", "3/21"), ("in 3 days", "3/14"),
      ("end of the month", "3/31"),
      ("every tuesday", "3/17 every"), ("day after tomorrow", "3/13"), ("christmas eve", "12/24"),
      ("tomorrow morning", "3/12 morning"), ("this evening", "3/11 evening"),
      ("next week", "vague"),
    ])
  func englishDays(_ text: String, _ expected: String) {
    #expect(read(text) == [expected])
  }

  @Test(
    "English clocks",
    arguments: [
      ("7pm", "19:00"), ("7.30pm", "19:30"), ("7:30 am", "07:30"), ("19:00", "19:00"),
      ("half six", "06:30?"),
      ("half past 6", "06:30?"), ("quarter to seven", "06:45?"), ("ten past 7", "07:10?"),
      ("7ish", "07:00? ~"),
      ("noon", "12:00"), ("midnight", "00:00"), ("at 7", "07:00?"), ("by 8", "08:00? by"),
      ("til 11", "11:00? by"),
      ("7-9pm", "19:00 -21:00"), ("10am-2pm", "10:00 -14:00"), ("make it 7", "07:00?!"),
      ("5 o'clock", "05:00?"),
      ("tomorrow 8.30", "3/12 08:30?"), ("sat at 7", "3/14 07:00?"), ("11 sharp", "11:00?"),
      ("in half an hour", "+30"),
      ("around 3", "03:00? ~"), ("Wednesday, 8 to 12", "3/18 08:00? -12:00"),
      ("tonight at 8", "3/11 night 20:00"),
    ])
  func englishClocks(_ text: String, _ expected: String) {
    #expect(read(text) == [expected])
  }

  @Test(
    "What only looks like a time is none",
    arguments: [
      "3시간 걸려", "보낼게", "2박 3일 동안", "다시 혹시 역시", "7명 왔어", "2만원", "군밤 먹자", "3일째 비", "두시간", "5일간",
      "7 people", "costs £7.50", "5km run", "the sun is out", "the cat sat down", "4.5 stars",
      "10%",
      "v1.2.3", "010-1234-5678", "may I come", "march on",
    ])
  func noTimes(_ text: String) {
    #expect(read(text) == [])
  }

  @Test("Conjoining letters read as syllables do, and the span counts in the given text")
  func decomposed() {
    let text = "다음 주 토요일 저녁 7시에 봐"
    let letters = Hangul.decomposed(text)
    #expect(read(letters) == ["3/21 evening 19:00"])
    let anchor = LocalTime(year: 2026, month: 3, day: 11)
    let mention = anchor.flatMap { TimeFinder(anchor: $0).mentions(in: letters).first }
    let end = Hangul.decomposed("다음 주 토요일 저녁 7시").unicodeScalars.count
    #expect(mention?.range == 0..<end)
  }

  @Test("Two times in one message are two mentions")
  func two() {
    #expect(read("토요일 2시나 일요일 3시") == ["3/14 02:00?", "3/15 03:00?"])
    #expect(read("friday 7pm or saturday noon") == ["3/13 19:00", "3/14 12:00"])
  }

  @Test("Any text is read in time that grows with its length")
  func anyText() {
    var random = SplitMix64(seed: 7)
    let alphabet = Array("0123456789:/.-~시분일월주토요다음오전후저녁반 ,()at half past to 7pm sat".unicodeScalars)
    for _ in 0..<100 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...80, using: &random) {
        text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)])
      }
      for mention in [String(text)].flatMap({ text in
        LocalTime(year: 9999, month: 12, day: 31).map { TimeFinder(anchor: $0).mentions(in: text) }
          ?? []
      }) {
        #expect(mention.range.upperBound <= text.count)
        if let clock = mention.clock { #expect(0...1_439 ~= clock.minutes) }
      }
    }
    let long = String(repeating: "다음 주 7시 ", count: 400)
    #expect(read(long).count == 400)
  }
}
