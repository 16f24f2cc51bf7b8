package import Chats

/// Which half of the day is meant when only 7시 is said.
///
/// People say the half where it surprises: 2시 is the afternoon's and 10시 the morning's. Between
/// them words decide: a dinner is at 19:00, a hike leaves at 7:00. Today it is the half that is still
/// to come. The weights were set by the training chats.
package enum HalfDay {
  /// The hour as people mean it, and how sure that is: near 0 both are plausible.
  package static func hour(
    _ clock: TimeMention.Clock, isToday: Bool, now: Int, message: ArraySlice<UInt32>,
    around: [ArraySlice<UInt32>]
  ) -> (hour: Int, margin: Double) {
    guard clock.isHalfOpen, clock.hour != 12 else { return (clock.hour, 9) }
    let isEvening = { (words: ArraySlice<UInt32>) in evening.contains { words.holds($0) } }
    if isToday {
      if clock.minutes <= now { return (clock.hour + 12, 9) }
      if clock.minutes <= now + 240, !isEvening(message) { return (clock.hour, 2) }
    }
    var score = prior[clock.hour]
    score += 1.5 * Double(count(evening, in: message) - count(morning, in: message))
    score +=
      0.6
      * Double(
        min(around.reduce(0) { $0 + count(evening, in: $1) }, 2)
          - min(around.reduce(0) { $0 + count(morning, in: $1) }, 2))
    return (score > 0 ? clock.hour + 12 : clock.hour, score)
  }

  private static func count(_ words: [[UInt32]], in text: ArraySlice<UInt32>) -> Int {
    min(words.count { text.holds($0) }, 2)
  }

  /// For the afternoon, by hour from 0 to 12.
  private static let prior = [0, 3, 3, 3, 3, 2.2, 1.2, 0.6, -0.7, -1.5, -2.5, -2.5, 0]

  private static let evening = scalars([
    "저녁", "퇴근", "술", "회식", "밤", "야근", "맥주", "치맥", "뒤풀이", "영화", "공연", "하교", "방과", "하원", "콘서트",
    "경기", "점심", "학원", "dinner", "drinks", "pub", "evening", "tonight", "movie", "gig",
    "after work", "beers", "party", "show", "doors", "film",
  ])

  private static let morning = scalars([
    "아침", "새벽", "출근", "등산", "벌초", "오픈런", "조식", "기상", "등교", "등원", "첫차", "오전", "해돋이", "일출", "모닝",
    "낚시", "출조", "라이딩", "산행", "morning", "breakfast", "sunrise", "school run", "wake", "up at",
    "drop off", "hike", "swim",
  ])

  private static func scalars(_ words: [String]) -> [[UInt32]] {
    words.map { $0.unicodeScalars.map(\.value) }
  }
}
