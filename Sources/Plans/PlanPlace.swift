import Chats

/// Where a plan takes place, in the chat's own words; `nil` where nothing says it clearly.
///
/// Korean: the noun before 에서, and names that end as places do (역, 출구, 카페 …). English: what
/// follows "at" and is no time.
enum PlanPlace {
  static func find(
    near settling: Int, also evidence: [Int], texts: [String], mentions: [[TimeMention]],
    isKorean: Bool
  ) -> String? {
    var order = [settling]
    order += evidence.reversed()
    order += (settling + 1..<min(settling + 4, texts.count)).filter { mentions[$0].isEmpty }
    order += (max(0, settling - 3)..<settling).reversed().filter { mentions[$0].isEmpty }
    var seen: Set<Int> = []
    for index in order where seen.insert(index).inserted {
      let plain = withoutTimes(texts[index], mentions[index])
      if let place = isKorean ? korean(plain) : english(plain) { return place }
    }
    return nil
  }

  /// The text with a line break in the place of each time, so that no phrase runs across one.
  package static func withoutTimes(_ text: String, _ mentions: [TimeMention]) -> String {
    var result = String.UnicodeScalarView()
    let ranges = mentions.map(\.range)
    for (offset, scalar) in text.unicodeScalars.prefix(400).enumerated() {
      if ranges.contains(where: { $0.contains(offset) }) {
        if result.last != "\n" { result.append("\n") }
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  // MARK: Korean

  private static let endings = [
    "역", "출구", "카페", "식당", "공원", "병원", "학교", "도서관", "센터", "호텔", "터미널", "공항", "정문", "후문", "로비",
    "주차장", "회의실", "강의실", "운동장", "체육관", "구장", "강당", "학원", "사무실", "스튜디오", "매장", "약국", "은행", "극장",
    "영화관", "휴게소", "휴게실", "수영장", "캠핑장", "편의점", "마트", "백화점", "교회", "성당", "경로당", "놀이터", "교실", "연습실",
    "합주실", "스터디룸", "노래방", "술집", "고깃집", "맛집", "선산", "정류장", "톨게이트", "입구", "광장", "암장",
  ]

  private static let around = ["앞", "옆", "뒤", "근처", "안", "1층", "2층", "3층", "지하"]

  private static func korean(_ text: String) -> String? {
    for clause in text.split(whereSeparator: { "\n,.!?()~".contains($0) }) {
      let words = clause.split(separator: " ").map(String.init)
      for (index, word) in words.enumerated() {
        guard let bare = placeWord(word) else { continue }
        var first = index
        // 강남역 2번 출구, 시청 도서관: names before it that carry no particle.
        while first > 0, index - first < 2, isPartOfName(words[first - 1]) { first -= 1 }
        var phrase = words[first..<index] + [bare]
        // 은행 앞, 역 2번 출구에서: what follows belongs to it where the word carried no particle.
        if bare == word, index + 1 < words.count {
          let next = stripped(words[index + 1])
          if around.contains(next) || isExit(words[index + 1]) {
            phrase.append(next)
            if isExit(words[index + 1]), next.hasSuffix("번"), index + 2 < words.count,
              words[index + 2].hasPrefix("출구")
            {
              phrase.append("출구")
            }
          }
        }
        let place = phrase.joined(separator: " ")
        if place.count >= 2, place.count <= 24 { return place }
      }
    }
    return nil
  }

  /// The word without its particle, where it names a place.
  private static func placeWord(_ word: String) -> String? {
    if word.hasSuffix("에서"), word.count >= 4 || word == "집에서" {
      let bare = String(word.dropLast(2))
      let others = ["거기", "여기", "저기", "어디", "중", "쪽", "그 중", "입장", "이거", "밖"]
      return others.contains(bare) ? nil : bare
    }
    let bare = stripped(word)
    guard bare.count >= 3 || bare == word && bare.hasSuffix("역") && bare.count >= 3 else {
      return nil
    }
    return endings.contains { bare.hasSuffix($0) && bare.count > $0.count } ? bare : nil
  }

  private static func isExit(_ word: String) -> Bool {
    guard let first = word.utf8.first, 0x30...0x39 ~= first else { return false }
    return word.contains("번")
  }

  private static func stripped(_ word: String) -> String {
    for particle in ["에서", "으로", "이요", "까지", "이고", "인데", "예요", "에요", "요", "로", "에", "은", "는"]
    where word.hasSuffix(particle) && word.count > particle.count + 1 {
      return String(word.dropLast(particle.count))
    }
    return word
  }

  private static func isPartOfName(_ word: String) -> Bool {
    guard word.count >= 2, word.count <= 8,
      word.unicodeScalars.allSatisfy({
        0xAC00...0xD7A3 ~= $0.value || 0x30...0x39 ~= $0.value || 0x41...0x5A ~= $0.value
      })
    else { return false }
    let others = [
      "그럼", "그냥", "우리", "나는", "저는", "다들", "일단", "같이", "근데", "아니", "내가", "제가", "그리고", "오늘", "내일",
      "먼저", "바로", "이따", "다시", "혹시", "차라리", "저희", "집결", "모임", "장소",
    ]
    if others.contains(word) { return false }
    let particles = [
      "은", "는", "이", "가", "을", "를", "에", "도", "로", "만", "고", "서", "면", "게", "요", "자", "까", "지", "네",
      "어",
      "아", "의", "데", "다", "해",
    ]
    return !particles.contains { word.hasSuffix($0) } || word.hasSuffix("번")
  }

  // MARK: English

  private static func english(_ text: String) -> String? {
    let stops: Set<String> = [
      "and", "but", "then", "so", "if", "for", "with", "to", "on", "from", "by", "until", "til",
      "when",
      "i", "we", "you", "he", "she", "they", "it", "is", "are", "was", "will", "can", "ok", "yes",
      "no",
      "before", "after", "because", "cos", "or", "not", "please", "that", "who", "at", "as",
      "works",
    ]
    let others: Set<String> = [
      "least", "all", "once", "home", "work", "night", "the", "it", "that", "this", "last", "first",
      "a", "about", "around", "lunch", "noon", "least", "most", "weekends", "any", "some", "what",
    ]
    for clause in text.split(whereSeparator: { "\n,.!?();".contains($0) }) {
      let words = clause.split(separator: " ").map(String.init)
      for (index, word) in words.enumerated() where word.lowercased() == "at" {
        let place = words[(index + 1)...].prefix(5).prefix { !stops.contains($0.lowercased()) }
        guard let first = place.first, !others.contains(first.lowercased()) || place.count >= 2,
          !(first.utf8.first.map { 0x30...0x39 ~= $0 } ?? true), first.lowercased() != "about"
        else { continue }
        return place.joined(separator: " ")
      }
    }
    return nil
  }
}
