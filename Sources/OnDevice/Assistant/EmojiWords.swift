/// Puts a fitting picture after the sentences that name one; a picture is chosen by the words alone.
enum EmojiWords {
  /// The message with at most two pictures; `nil` where no word suggests one.
  static func added(to message: String, language: Language) -> String? {
    var result = ""
    var used: Set<String> = []
    for sentence in Sentences.split(message) {
      let lower = sentence.lowercased()
      let found = table.first { entry in
        !used.contains(entry.picture) && entry.words.contains { lower.contains($0) }
      }
      if !result.isEmpty { result += " " }
      result += sentence
      if let found, used.count < 2 {
        used.insert(found.picture)
        result +=
          (sentence.last?.isLetter == true && !sentence.contains("://") ? "" : " ") + found.picture
      }
    }
    return used.isEmpty ? nil : result
  }

  private static let table: [(picture: String, words: [String])] = [
    ("🎂", ["생일", "두 살", "birthday"]), ("🎉", ["축하", "합격", "드디어", "congrat", "passed", "finally"]),
    ("🙏", ["부탁", "감사", "고마", "thank", "please"]), ("😢", ["미안", "죄송", "슬프", "아쉽", "sorry", "sad"]),
    ("🤒", ["열이", "아프", "아파", "감기", "sick", "fever"]), ("🏥", ["병원", "hospital", "doctor"]),
    ("🐶", ["강아지", "멍멍", "dog", "puppy"]), ("🐱", ["고양이", "냥이", "cat "]), ("🍗", ["치킨", "chicken"]),
    ("🍕", ["피자", "pizza"]), ("☕", ["커피", "카페", "coffee", "cafe"]), ("🍺", ["맥주", "술 ", "beer"]),
    ("🍚", ["밥", "식사", "점심", "저녁 먹", "dinner", "lunch"]),
    ("✈️", ["비행기", "여행", "공항", "flight", "trip"]),
    ("🚗", ["운전", "주차", "차로", "drive", "parking"]), ("🚇", ["지하철", "subway"]), ("🚌", ["버스", "bus "]),
    ("☔", ["비 오", "비가", "우산", "비 와", "비 온", "rain", "umbrella"]),
    ("❄️", ["눈 와", "눈이 ", "추워", "snow", "cold"]),
    ("🌞", ["날씨 좋", "더워", "sunny", "hot today"]), ("📦", ["택배", "배송", "package", "parcel"]),
    ("📚", ["공부", "시험", "도서관", "study", "exam"]), ("💼", ["회의", "출근", "회사", "meeting", "work"]),
    ("🏃", ["퇴근", "달리기", "러닝", "running"]), ("🎬", ["영화", "movie"]),
    ("🎁", ["선물", "gift", "present"]),
    ("🏠", ["집", "이사", "home", "house"]), ("⏰", ["늦", "시에", "시까지", "late", "o'clock"]),
    ("💪", ["화이팅", "파이팅", "힘내", "운동", "gym"]),
    ("❤️", ["사랑", "보고 싶", "love", "miss you"]), ("😴", ["졸려", "잘 자", "피곤", "sleep", "tired"]),
    ("👍", ["좋아", "좋다", "좋네", "괜찮", "great", "good", "okay"]),
    ("😊", ["반가", "즐거", "재밌", "재미있", "glad", "fun"]),
  ]
}
