/// The words by which a message is seen to overtake another: what changes, shifts, settles, calls off.
enum OvertakenWords {
  /// What a value counts; days of the week and the names of months are values too.
  enum Kind: String, CaseIterable, Sendable {
    case clock, day, month, span, amount, count, week, bare, measure
  }

  enum Mark: String, CaseIterable, Sendable {
    case change, shift, size, settle, then, cancel, news
  }

  /// The beginnings of a text's words, but for those that say nothing about what it is about.
  static func words(_ text: String) -> Set<String> {
    TextUnits.beginnings(text).subtracting(loose)
  }

  static func amounts(_ text: String) -> [Kind: Set<String>] {
    var amounts: [Kind: Set<String>] = [:]
    let scalars = ChatValue.folded(text)
    for value in ChatValue.find(in: text) {
      guard let kind = Kind(rawValue: value.kind.rawValue) else { continue }
      let next = scalars[value.range.upperBound...].first { $0 != " " }
      let half = kind == .clock && next == "반" ? "반" : ""
      amounts[kind, default: []].insert(value.key + half)
    }
    for (word, marks) in week where marks.isIn(scalars) {
      amounts[.week, default: []].insert(word)
    }
    for run in EvidenceText.runs(scalars[...], of: [.latin], mixed: false) where run.count >= 3 {
      let word = EvidenceText.string(run)
      let start = String(word.prefix(3))
      for (kind, names) in [(Kind.week, days), (Kind.month, months)] {
        guard let name = names[start], name.hasPrefix(word) || word == name + "s" else { continue }
        amounts[kind, default: []].insert(start)
      }
    }
    return amounts
  }

  static func marks(_ text: String) -> Set<Mark> {
    let scalars: [Unicode.Scalar] = [" "] + ChatValue.folded(text) + [" "]
    return Set(table.filter { $0.marks.isIn(scalars) }.map(\.mark))
  }

  private static let table: [(mark: Mark, marks: EvidenceMarks)] = [
    (
      .change,
      EvidenceMarks([
        "바꾸", "바뀌", "바뀜", "바꿔", "바꿨", "변경", "정정", "옮기", "옮겨", "옮길", "대신", "말고", "아니라", "아니고",
        "수정", "instead", "swap", "change", "moved", "moves", "switch", "rather",
      ])
    ),
    (
      .shift,
      EvidenceMarks([
        "미루", "미뤄", "밀려", "밀렸", "늦춰", "늦추", "늦출", "당겨", "당길", "연기", "앞당", "slid", "push",
        "resched", "rebook", "postpon", "delay",
      ])
    ),
    (
      .size,
      EvidenceMarks([
        "늘려", "늘리", "늘립", "늘어", "낮추", "낮춥", "줄여", "줄일", "줄입", "줄어", "깎", "올려", "올릴", "올랐",
        "올라", "추가", "빼고", "뺄", "빼자", "조정", "다운", "raise", "fewer", "less",
      ])
    ),
    (
      .settle,
      EvidenceMarks([
        "확정", "로 하자", "하기로", "로 할게", "로 함", "로 한다", "로 갑시다", "로 가자", "로 합시다", "로 해요", "로 하죠",
        "로 해", "로 정", "예약함", "예약완", "예약 완", "된대", "booked", " then", "it is", "final",
        "going with", "decision", "make it", "confirmed", " now ",
      ])
    ),
    (
      .then,
      EvidenceMarks([
        "그럼", "그러면", "그렇다면",
      ])
    ),
    (
      .cancel,
      EvidenceMarks([
        "취소", "못 가", "못가", "못 온", "못온", "못 하", "못하", "안 되", "안되", "안된", "안돼", "안 돼", "안 온",
        "안온", "불가", "휴무", "없대", "없답", "다 찼", "매진", "중복", "더블", "겹쳐", "고장", "can't", "cannot",
        "cancel", "don't have", "no longer", "gone", "full",
      ])
    ),
    (
      .news,
      EvidenceMarks([
        "연락", "전화", "방금", "큰일", "속보", "공지", "rang", "says", "news",
      ])
    ),
  ]
  private static let week: [(String, EvidenceMarks)] =
    ["월", "화", "수", "목", "금", "토", "일"].map { ($0, EvidenceMarks([$0 + "요일", $0 + "욜"])) }
    + ["오늘", "내일", "모레"].map { ($0, EvidenceMarks([$0])) }
  private static let days = [
    "mon": "monday", "tue": "tuesday", "wed": "wednesday", "thu": "thursday", "fri": "friday",
    "sat": "saturday", "sun": "sunday",
  ]
  private static let months = [
    "jan": "january", "feb": "february", "mar": "march", "apr": "april", "may": "may",
    "jun": "june", "jul": "july", "aug": "august", "sep": "september", "oct": "october",
    "nov": "november", "dec": "december",
  ]
  /// Beginnings that say nothing about what a message is about.
  private static let loose: Set<String> = [
    "actu", "frid", "from", "have", "inst", "make", "mond", "satu", "sorr", "sund", "that",
    "then", "this", "thur", "toda", "tomo", "tues", "wedn", "will", "with", "가능", "같이", "그럼",
    "그리", "근데", "금요", "내일", "네요", "다음", "되나", "목요", "수요", "아침", "오늘", "오전", "오후", "우리", "월요",
    "으로", "이번", "일요", "있습", "있어", "저녁", "저는", "정도", "제가", "좋아", "토요", "하자", "합니", "했어", "화요",
  ]
}
