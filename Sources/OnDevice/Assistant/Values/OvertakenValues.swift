/// Messages one of whose values a later message changes: 집결은 8시, then 그럼 집결 7시로 확정.
///
/// Plain signs tell it: the later one has a word of change, another value of the same kind, and a word
/// in common, or it is the same person's who says a new hour or day. `scripts/train/values.py` is the
/// reference; the cases of the quote rule replay it.
enum OvertakenValues {
  /// For each such message the last one that changes it; what changes is always later.
  static func changes(senders: [String], texts: [String]) -> [Int: Int] {
    let values = texts.map { ChatValue.find(in: $0).filter { kinds.contains($0.kind) } }
    let words = texts.map(words)
    var changed: [Int: Int] = [:]
    for later in texts.indices.dropFirst() where !values[later].isEmpty {
      let text = " \(texts[later].lowercased()) "
      guard !text.contains("?"), marks.contains(where: text.contains) else { continue }
      let isNew = renewals.contains(where: text.contains)
      for earlier in max(0, later - reach)..<later {
        let isOwn =
          isNew && senders[earlier] == senders[later] && !texts[earlier].contains("?")
        let isAlike = !words[earlier].isDisjoint(with: words[later])
        guard isOwn || isAlike else { continue }
        let isChanged = values[earlier].contains { value in
          (isAlike || value.kind == .clock || value.kind == .day)
            && values[later].contains { $0.kind == value.kind }
            && !values[later].contains { $0.kind == value.kind && $0.key == value.key }
        }
        if isChanged { changed[earlier] = later }
      }
    }
    return changed
  }

  /// How many messages back a change is looked for, so that a chat of any length costs little.
  private static let reach = 200
  private static let kinds: Set<ChatValue.Kind> = [.clock, .span, .day, .month, .amount, .count]

  /// The beginnings of a text's words: two syllables of Hangul, four Latin letters.
  private static func words(_ text: String) -> Set<String> {
    var words: Set<String> = []
    var run = ""
    var isHangul = false
    func flush() {
      if run.count >= (isHangul ? 2 : 4) { words.insert(String(run.prefix(isHangul ? 2 : 4))) }
      run = ""
    }
    for character in text.lowercased() {
      let hangul = "가"..."힣" ~= character
      guard hangul || "a"..."z" ~= character else {
        flush()
        continue
      }
      if hangul != isHangul { flush() }
      isHangul = hangul
      run.append(character)
    }
    flush()
    return words.subtracting(loose)
  }

  private static let marks =
    ValueFacts.changes.filter { $0 != "로 하자" && $0 != "다시" }
    + ["확정", "늘려", "늘리", "늘어", "낮추", "낮춥", "줄여", "빼고", "조정", "그럼", "바꿨", "밀렸"]
  private static let renewals = ["그럼", "바꿨", "변경", "당겨", "미뤄", "확정"]
  /// Beginnings that say nothing about what a message is about.
  private static let loose: Set<String> = [
    "그럼", "저는", "제가", "오전", "오후", "저녁", "아침", "내일", "오늘", "이번", "다음", "있어", "있습", "합니", "했어",
    "같이", "우리", "그리", "근데", "월요", "화요", "수요", "목요", "금요", "토요", "일요", "하자", "되나", "가능", "좋아", "시간",
    "으로", "네요", "정도", "that", "this", "then", "will", "have", "with", "from", "make", "sorr",
    "actu",
    "inst", "mond", "tues", "wedn", "thur", "frid", "satu", "sund", "tomo", "toda",
  ]
}
