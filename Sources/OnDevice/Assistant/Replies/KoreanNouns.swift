import Korean

/// What a Korean word of a chat stands for, so that a reply uses a verb that goes with it.
enum NounKind: String, Sendable, Hashable, CaseIterable {
  /// What is sent, read and checked: 견적서, 사진.
  case document
  /// What one goes to or takes part in: 회의, 결혼식.
  case event
  /// What one brings, uses or hands over: 우산, 충전기.
  case item
  case food
  case place
  /// What is paid: 회비, 택시비.
  case money
  /// What somebody does: 예약, 청소.
  case task
  /// What is decided or known: 일정, 결과.
  case matter
  /// What hurts or is treated: 감기, 수술.
  case health
  /// A noun by its particle only.
  case other
}

/// Nouns that chats are about.
///
/// A longer word that ends in one is of its kind (고구마케이크, 택시비).
enum KoreanNouns {
  /// The kind of a word without its particle; `nil` for a word that the table does not hold.
  static func kind(of word: String) -> NounKind? {
    if let exact = exact[word] { return exact }
    guard word.count >= 3 else { return nil }
    // One syllable before a short noun makes another word of it (모이자 is no 이자).
    for length in stride(from: min(4, word.count - 2), through: 2, by: -1) {
      if let kind = exact[String(word.suffix(length))] { return kind }
    }
    if word.count <= 5, let last = word.last, "비값료".contains(last) { return .money }
    // 강남역, 파스타집; somebody's house is no place to name in a reply (우리집).
    if let last = word.last, let before = word.dropLast().last, "역집".contains(last),
      Hangul.isSyllable(before), !["우리집", "자기집", "저희집"].contains(word)
    {
      return .place
    }
    return nil
  }

  private static let exact: [String: NounKind] = {
    var kinds: [String: NounKind] = [:]
    for (kind, words) in table {
      for word in words.split(whereSeparator: \.isWhitespace) { kinds[String(word)] = kind }
    }
    return kinds
  }()

  private static let table: [(NounKind, String)] = [
    (
      .document,
      """
      자료 파일 사진 영상 동영상 견적서 견적 영수증 계약서 보고서 발표자료 링크 주소 계좌 계좌번호 번호 명단 서류 신청서 이력서
      자소서 과제 숙제 답안 시안 원고 코드 로그 데이터 메일 이메일 공지 공지문 투표 설문 설문지 목록 일정표 시간표 지도 약도
      초안 수정본 도면 회의록 증명서 진단서 처방전 안내문 문서 엑셀 기획서 제안서 대본 가사 악보 노래 문제집 필기 노트 책자
      사본 통장사본 등본 여권사본 캡처 스샷 문구 글씨 리뷰 후기 댓글 편지 초대장 청첩장 티켓 표 쿠폰 기프티콘 인증샷 녹음
      동의서 신분증 수료증 성적표 가정통신문 답장 회신 교재 프린트 유인물 요약본 정리본 체크리스트 매뉴얼 설명서 레시피 단어장
      포스터 전단지 로고 디자인 배너 인보이스 세금계산서 계산서 명세서 청구서 거래명세서 폴더 문자 캡쳐 영상통화 원본 목차
      스프레드시트 슬라이드 피피티 발표문 대사 콘티 샘플
      """
    ),
    (
      .event,
      """
      회의 모임 약속 수업 여행 결혼식 면접 시험 발표 상담 공연 경기 연습 생일 생일파티 파티 회식 세미나 워크숍 워크샵 강의 특강
      미팅 촬영 행사 축제 소풍 캠핑 등산 산책 운동 러닝 스터디 정모 번개 집들이 돌잔치 장례식 제사 명절 추석 설날 휴가 출장
      이사 입주 개강 종강 졸업식 입학식 체육대회 운동회 현장학습 견학 콘서트 영화 연극 전시 전시회 뮤지컬 경매 바자회 벼룩시장
      레슨 과외 보충 예배 미사 봉사 봉사활동 헌혈 김장 벌초 성묘 리허설 합주 녹화 방송 대회 시합 훈련 답사 실습 인턴 입사 퇴사
      환영회 송별회 송년회 신년회 동창회 반상회 총회 설명회 간담회 오리엔테이션 엠티 소개팅 데이트 외식 저녁식사 식사 브런치
      티타임 보드게임 방탈출 야구 축구 농구 배드민턴 테니스 수영 볼링 요가 필라테스 헬스 낚시 드라이브 나들이 물놀이 점검 시연
      레이드 게임 뒷풀이 뒤풀이 마라톤 레벨테스트 중간고사 기말고사 모의고사 수능
      """
    ),
    (
      .item,
      """
      노트북 충전기 우산 책 의자 열쇠 카드 가방 옷 신발 핸드폰 휴대폰 이어폰 케이블 어댑터 마우스 키보드 모니터 프린터 카메라
      삼각대 텐트 침낭 버너 랜턴 돗자리 도시락통 물통 텀블러 컵 접시 냄비 프라이팬 냉장고 세탁기 에어컨 선풍기 청소기 침대
      소파 책상 책장 옷장 화분 꽃 꽃다발 선물 상자 박스 택배 짐 캐리어 여권 지갑 안경 시계 반지 목걸이 모자 장갑 목도리 코트
      패딩 유니폼 수건 비누 샴푸 화장품 마스크 약 연고 밴드 기저귀 분유 유모차 장난감 인형 색연필 라켓 자전거 헬멧 배터리
      건전지 전구 공구 드릴 사다리 페인트 테이프 가위 스티커 봉투 젠더 빔 마이크 스피커 기타 피아노 키링 굿즈 앨범 게임기
      수영복 운동화 러닝화 실내화 이불 베개 커튼 액자 케이스 쓰레기 재활용 명함 현수막 물건 준비물 부품 타이어 차키 리모컨
      유심 공유기 부탄가스 장바구니 카시트 폰
      """
    ),
    (
      .food,
      """
      밥 커피 치킨 피자 김밥 라면 떡볶이 삼겹살 고기 갈비 국밥 냉면 파스타 샐러드 샌드위치 햄버거 빵 케이크 과자
      아이스크림 과일 사과 딸기 수박 귤 포도 김치 반찬 나물 찌개 된장찌개 김치찌개 두부 계란 우유 주스 콜라 맥주 소주 와인
      막걸리 안주 초밥 돈까스 짜장면 짬뽕 탕수육 마라탕 쌀국수 순대 족발 보쌈 곱창 만두 떡 떡국 미역국 도시락 간식 디저트
      음료 음료수 녹차 홍차 빙수 와플 마카롱 쿠키 초콜릿 사탕 젤리 견과류 땅콩 호두 잡채 불고기 닭갈비 닭발 오리고기
      해물탕 칼국수 수제비 비빔밥 볶음밥 오므라이스 카레 우동 스테이크 월남쌈 샤브샤브 훠궈 타코 버거 핫도그 순두부 감자탕 해장국
      설렁탕 삼계탕 백숙 장어 새우 조개 오징어 꽃게 대게 고구마 감자 옥수수 양파 마늘 배추 상추 쌀 찰밥 오곡밥 야식 뷔페
      핫초코 라떼 아메리카노 에이드 버블티 붕어빵 호떡 크로플 베이글 김말이 쏘야 밀키트
      """
    ),
    (
      .place,
      """
      학교 회사 카페 식당 도서관 병원 약국 은행 우체국 마트 편의점 백화점 시장 공원 놀이터 체육관 수영장 헬스장 강당 교실 회의실
      스터디룸 스터디카페 독서실 사무실 로비 주차장 정문 후문 입구 출구 정류장 터미널 공항 기차역 지하철역 호텔 숙소 펜션
      게스트하우스 영화관 극장 공연장 전시장 미술관 박물관 놀이공원 동물원 노래방 피시방 당구장 볼링장 술집 맛집 고깃집 횟집
      빵집 꽃집 미용실 세탁소 정비소 부동산 주민센터 구청 경찰서 어린이집 유치원 학원 교회 성당 아파트 오피스텔 기숙사 자취방
      옥상 관리실 경비실 안내소 매장 본사 지점 공장 창고 현장 작업실 스튜디오 연습실 합주실 보드방 운동장 풋살장 캠핑장
      해수욕장 바다 한강 계곡 시골 고향 분식집 안내데스크 데스크 프론트 문구점 대리점 음악실 과학실 급식실 학생회관
      과방 동방 동아리방 세미나실 강의실 실험실 열람실 휴게소 톨게이트 대합실 플랫폼 승강장 매표소 물류센터
      """
    ),
    (
      .money,
      """
      회비 참가비 입장료 월세 관리비 택시비 교통비 식비 술값 커피값 티켓값 보증금 계약금 예약금 잔금 선금 축의금 부의금 조의금
      수강료 학원비 등록금 장학금 월급 보너스 용돈 벌금 위약금 수수료 배송비 택배비 수리비 검사비 병원비 약값 기름값 주차비
      통행료 대관료 사용료 인쇄비 숙박비 항공권값 정산금 환불금 가격 금액 비용 돈 요금 견적가 단가 예산 할인 적금 보험료 세금
      """
    ),
    (
      .task,
      """
      예약 변경 취소 환불 교환 배송 반품 주문 결제 송금 정산 청구 신청 접수 등록 예매 수리 설치 공사 청소 설거지 빨래 요리 장보기 준비
      정리 픽업 마중 배웅 운전 주차 카풀 설정 업데이트 백업 테스트 배포 피드백 수정 검토 승인 결재 계약 입금 출금 발송 포장 번역 촬영본
      편집 인쇄 제출 투표 섭외 대관 답변 문의 안내 공지 조사 계산 확인서 당번 교대 야근 대청소 분리수거 산책시키기 교정 채점 연락
      인수인계 마무리 도배 이삿짐 세팅 진행 사회 축가 서빙 감독 통역 녹음 리허설준비 작성 대여 반납 수거 교체 점검표 운송
      """
    ),
    (
      .matter,
      """
      일정 날짜 장소 의견 계획 결과 점수 성적 순위 메뉴 주제 역할 좌석 인원 범위 진도 분량 마감 기한 연차 반차 휴무 근무 날씨
      미세먼지 소음 냄새 누수 고장 사고 강아지 고양이 사이즈 색깔 색상 옵션 디자인안 품질 재고 수량 유통기한 조건 규칙 룰 벌칙
      상품 이벤트 추첨 당첨 합격 승진 이직 취업 결혼 육아 다이어트 공부 독서 취미 음악 드라마 웹툰 유튜브 뉴스 후보 사다리차 용달
      조명 콘센트 배관 보일러 전기 게시판 합주곡 버스 지하철 기차 비행기 택시 와이파이 비번 비밀번호 오류 에러 버그 실수 추천
      공지사항 안건 순번 출근시간 제목 상태 위치 방향 소식 시세 숙박 교통 컨셉 테마 사유 이유
      """
    ),
    (
      .health,
      """
      감기 몸살 독감 코로나 두통 배탈 장염 알레르기 허리 무릎 발목 어깨 손목 치통 충치 스케일링 수술 입원 퇴원
      검사 검진 진료 치료 주사 예방접종 백신 깁스 붕대 골절 화상 상처 부상 컨디션 건강 불면증 스트레스 우울증
      """
    ),
  ]
}
