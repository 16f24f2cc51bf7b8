/// Whom a message is for, how one calls them in it, and which speech level that asks for.
package struct KoreanRecipient: Hashable, Sendable {
  /// As the order has it, without the particle: 담임 선생님, 민정이.
  package var phrase: String
  /// 께 rather than 한테.
  package var isHonoured: Bool

  package init(phrase: String, isHonoured: Bool = false) {
    self.phrase = Hangul.composed(phrase)
    self.isHonoured = isHonoured
  }

  private var last: String { phrase.split(separator: " ").last.map(String.init) ?? phrase }

  /// Whether respect is due to who is meant, as far as the words tell; `nil` where they do not.
  package var isPolite: Bool? {
    if isHonoured { return true }
    let last = last
    if Self.respected.contains(where: last.hasSuffix) { return true }
    if Self.isPlace(last) {
      // Rooms are for many, who are spoken to politely unless they are known to be close.
      return !["가족방", "친구방", "애들방", "친구들방"].contains(last)
    }
    if ["쌤", "씨", "님"].contains(last) || last.count > 1,
      ["님", "쌤", "씨", "분", "분들"].contains(where: last.hasSuffix)
    {
      return true
    }
    // 할머니 and 삼촌 are spoken to either way.
    if Self.close.contains(last) || Self.nearKin.contains(last) || isName { return false }
    return nil
  }

  /// Work above one's own, where 합니다체 is usual for what one announces.
  package var isSuperior: Bool { Self.superiors.contains(where: last.hasSuffix) }

  /// Somebody who is neither called nor known: the message begins with a greeting.
  package var isStranger: Bool {
    guard !last.hasSuffix("방"), !last.hasSuffix("들"), last != "단톡" else { return false }
    return Self.places.contains(where: last.hasSuffix) && !last.hasSuffix("팀") && last != "회사"
      || Self.strangers.contains(last)
  }

  private static let strangers: Set<String> = [
    "집주인", "담당자", "판매자", "구매자", "보호자", "면접관", "이웃", "윗집", "아랫집", "옆집", "앞집", "관리자", "세입자", "주인",
  ]

  /// How the message calls them: 지우야, 팀장님, 엄마; `nil` for whom one cannot call so.
  package func call(_ level: KoreanLevel) -> String? {
    var last = last
    let words = phrase.split(separator: " ").map(String.init)
    if words.count > 1,
      words.dropLast().contains(where: { ["이랑", "랑", "하고"].contains(where: $0.hasSuffix) })
    {
      return nil
    }
    if words.count > 1, last == "씨" || last == "님" {
      return words.suffix(2).joined(separator: " ") + ","
    }
    for plural in ["들"] where last.hasSuffix(plural) && last.count > 2 { return nil }
    if last.hasSuffix("님") || last.hasSuffix("쌤") || last.hasSuffix("씨") {
      // 동생분, 고객님들 and 주인님 are not called.
      guard last == "쌤" || last.count > 1, !last.hasSuffix("부모님") else { return nil }
      if words.count > 1, Self.ranks.contains(last), words[words.count - 2].count <= 3,
        !Self.fields.contains(words[words.count - 2])
      {
        return words.suffix(2).joined(separator: " ") + ","
      }
      return last + ","
    }
    if isKin { return level.isPolite ? last + "," : last }
    guard isName else { return nil }
    if last.count > 2, last.hasSuffix("이"), Hangul.isClosed(last.dropLast().last) == true {
      last = String(last.dropLast())
    }
    if last.count == 3, !level.isPolite, let first = last.first, Self.surnames.contains(first) {
      last = String(last.dropFirst())
    }
    return level.isPolite ? last + "님," : Particles.attach(.call, to: last)
  }

  /// 엄마, 순덕이모, 민아언니.
  private var isKin: Bool {
    let last = last
    return Self.kin.contains(last)
      || last.count > 3
        && ["이모", "고모", "삼촌", "언니", "오빠", "누나", "선배"].contains(where: last.hasSuffix)
      || last.count > 2 && !last.hasPrefix("시")
        && ["아버지", "어머니", "할머니", "할아버지", "엄마", "아빠", "누나", "형"].contains(where: last.hasSuffix)
  }

  /// A person's name, as far as its shape and what it is not tell.
  package var isName: Bool {
    let last = last
    guard !Self.isPlace(last), !Self.titles.contains(where: last.hasSuffix),
      last.allSatisfy({ Hangul.isSyllable($0) }),
      !Self.roles.contains(last),
      !isKin,
      !Self.places.contains(where: last.hasSuffix), !Self.respected.contains(where: last.hasSuffix)
    else { return false }
    if last.count == 2 { return true }
    guard last.count == 3 else { return false }
    if last.hasSuffix("이"), Hangul.isClosed(last.dropLast().last) == true { return true }
    return last.first.map { Self.surnames.contains($0) } ?? false
  }

  /// Where 에 marks whom a message is for.
  static func isPlace(_ word: String) -> Bool {
    places.contains(where: word.hasSuffix) || word.count > 2 && word.hasSuffix("팀")
  }

  /// A group of people that no one calls by a name.
  package var isGroup: Bool {
    ["방", "들", "다들", "모두", "단톡", "모임", "팀", "조", "반"].contains(where: last.hasSuffix)
  }

  static let kin: Set<String> = [
    "엄마", "아빠", "누나", "언니", "오빠", "형", "할머니", "할아버지", "이모", "고모", "삼촌", "외삼촌", "이모부", "고모부", "어머니",
    "매형", "형부", "제부", "처남", "처제", "올케", "매제", "형수", "아버지", "숙모", "외숙모", "할매", "선배", "자기", "여보",
    "형아", "막내",
  ]
  /// What work a person does, which is no part of a name.
  private static let titles = [
    "인턴", "사원", "대리", "주임", "과장", "차장", "부장", "팀장", "실장", "교장", "반장", "조장", "회장", "원장", "점장", "강사",
    "교사", "교수", "작가", "대표", "이랑",
  ]
  private static let nearKin: Set<String> = [
    "엄마", "아빠", "누나", "언니", "오빠", "형", "자기", "여보", "형아", "막내",
  ]
  private static let close: Set<String> = [
    "동생", "친구", "남친", "여친", "남자친구", "여자친구", "와이프", "아내", "남편", "룸메", "룸메이트", "후배", "애들", "친구들",
    "동기들", "동기", "아들", "딸", "신랑", "가족방", "가족들", "얘들", "절친", "베프", "짝꿍", "조카", "사촌", "사촌동생", "여동생",
    "남동생", "언니들", "형들", "오빠들", "누나들", "동네친구", "가족", "형제들",
  ]
  private static let roles: Set<String> = close.union([
    "집주인", "상사", "이웃", "상대", "상대방", "고객", "손님", "학생", "담임", "과외", "알바", "동료", "직원", "주인", "모두",
    "다들",
    "전부", "사람", "본인", "아이", "애기", "조원", "팀원", "반장", "조장", "총무", "회장", "팀장", "과장", "부장", "사장", "대표",
    "대리", "교수", "선생", "매니저", "코치", "감독", "원장", "점장", "기사", "의사", "간호사", "변호사", "세입자", "옆집", "윗집",
    "아랫집", "앞집", "거래처", "업체", "학교", "회사", "병원", "은행", "식당", "가게", "호텔", "학원", "부모", "부모님", "가족",
    "여기",
    "거기", "저기", "누구", "우리", "너희", "걔네", "걔", "쟤", "얘", "그애", "모임", "단톡", "단톡방", "톡방", "채팅방", "팀방",
    "멤버",
    "회원", "선수", "후배", "사돈", "시댁", "친정", "처가", "기숙사", "구청", "시청", "대리점", "지점", "서점", "동호회", "판매자",
    "구매자", "보호자", "담당자", "관리자", "학부모", "소개팅", "면접관", "인사팀", "총무팀", "개발팀", "영업팀", "기획팀",
  ])
  private static let respected = [
    "총무", "회장", "트레이너", "코치", "감독", "강사", "의사", "간호사", "변호사", "기사", "관장", "집주인", "세입자", "주인", "담당자",
    "판매자", "구매자", "보호자", "학부모", "면접관", "상사", "거래처", "업체", "고객", "손님",
    "교수", "매니저",
    "사장",
    "부장", "과장", "팀장", "대표", "원장", "점장", "이웃", "부모님", "장모", "장인", "시어머니", "시아버지", "장모님", "장인어른",
    "어르신",
    "학부모들", "윗집", "아랫집", "옆집", "앞집", "인사팀", "상대방", "소개팅 상대", "관리자", "동료", "동료들", "팀원들", "직원들",
    "단톡방",
    "모임방", "회식방", "팀방", "동호회", "아저씨", "아주머니", "사모", "담임", "조원들", "회원들", "상대",
  ]
  private static let places = [
    "부서", "미용실", "헬스장", "병원", "치과", "식당", "가게", "카페", "호텔", "펜션", "숙소", "학원", "학교", "유치원", "어린이집",
    "은행",
    "고객센터", "센터", "관리실", "관리사무소", "경비실", "사무실", "회사", "윗집", "아랫집", "옆집", "앞집", "업체", "거래처", "단톡방",
    "단톡", "톡방", "채팅방", "가족방", "모임방", "팀방", "방", "카센터", "정비소", "부동산", "도서관", "약국", "매장", "쇼핑몰",
    "판매처",
    "공방", "스튜디오", "수리점", "세탁소", "네일샵", "필라테스", "요가원", "구청", "주민센터", "여행사", "항공사", "택배사", "본사", "지점",
    "인사팀", "총무팀", "개발팀", "영업팀", "기획팀", "디자인팀", "마케팅팀", "재무팀", "인스타",
  ]
  private static let superiors = [
    "팀장님", "과장님", "부장님", "차장님", "사장님", "대표님", "교수님", "상무님", "전무님", "이사님", "본부장님", "실장님", "원장님",
    "점장님",
    "국장님", "회장님", "소장님", "상사", "면접관", "인사팀", "거래처", "고객님", "담당자", "담당자님",
  ]
  private static let ranks: Set<String> = [
    "팀장님", "과장님", "부장님", "차장님", "대리님", "사장님", "대표님", "교수님", "상무님", "전무님", "이사님", "본부장님", "실장님",
    "주임님",
    "선배님", "원장님", "선생님", "쌤",
  ]
  private static let fields: Set<String> = [
    "담임", "택배", "우리", "과외", "지도", "학원", "수학", "영어", "국어", "과학", "미술", "체육", "피아노", "수영", "헬스", "요가",
    "버스", "퀵", "배달", "어린이집", "유치원", "학교", "회사", "병원", "치과", "집주인", "상담", "보건", "음악", "옆팀", "전", "새",
    "태권도", "논술", "담당", "인사", "택시", "대리", "셔틀", "필라테스", "PT", "pt", "부동산", "동네", "한의원", "돌봄", "직속",
  ]
  private static let surnames: Set<Character> = Set(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사")
}
