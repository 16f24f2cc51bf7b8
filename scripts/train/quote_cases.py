"""Writes Tests/Fixtures/assistant/quotes.json: chats, points, and what the quote rule must choose and print for them; beside it
values.json: the values of those chats and the chance that a summary keeps each."""
import json

import quotes
import values
from common import ROOT, generator

CHATS = {
    "one message": [("지훈", "내일 3시에 도서관 앞에서 봐")],
    "laughs and openers go": [
        ("수아", "헐 근데 진짜 오늘 비 온대ㅋㅋㅋㅋ 우산 챙겨~~"), ("도윤", "ㅋㅋㅋㅋㅋ"), ("수아", "네 알겠습니다!!! 6시까지 갈게요ㅠㅠ"),
        ("도윤", "넵")],
    "one speaker's run": [
        ("엄마", "주말에 김치 가져가라"), ("엄마", "토요일 점심 전에 와야 해"), ("엄마", "반찬통 3개 들고"), ("아들", "네 토요일 11시쯤 갈게요")],
    "placeholders are passed over": [
        ("민재", "사진"), ("민재", "사진 3장"), ("민재", "파일: 견적서_최종.pdf"), ("소희", "견적 확인했어요 총 240만원 맞죠?"), ("민재", "이모티콘")],
    "nothing but placeholders": [("유나", "사진"), ("준호", "😀😀"), ("유나", "이모티콘")],
    "white space and line breaks": [
        ("가영", "공지합니다\n 1. 회비  2만원\n2. 장소는   시청역 4번 출구"), ("성민", "확인했습니다"), ("가영", "늦지 마세요 \t 정각 출발이에요")],
    "equal scores": [("Kit", "bring the tent"), ("Ivy", "bring the lamp"), ("Kit", "bring the rope"), ("Ivy", "bring the soup")],
    "English": [
        ("Nora", "ok so the landlord is coming friday at 10 to look at the boiler"), ("Omar", "ugh again??"),
        ("Nora", "yeah, someone has to be home. i'm in the office till 4"), ("Omar", "i can stay, my shift starts at 2 pm"),
        ("Nora", "you're a star 🙏🙏"), ("Omar", "lol no worries")],
    "sender with a space and a number": [
        ("1203호 이웃", "안녕하세요 누수 때문에 연락드려요"), ("관리사무소", "기사님이 오후 2시 30분에 방문합니다"), ("1203호 이웃", "아 네 감사합니다"),
        ("관리사무소", "비용은 15만원이고 관리비에 나눠 청구됩니다")],
    "the same thing said again": [
        ("재윤", "회의는 목요일 오후 5시 2층 회의실입니다"), ("다은", "회의는 목요일 오후 5시 2층 회의실입니다"), ("승현", "자료는 제가 수요일까지 돌릴게요"),
        ("다은", "발표 순서는 재윤 승현 다은 순으로 할게요"), ("승현", "좋아요")],
    "the hour that moved": [
        ("서연", "토요일 저녁 7시에 강남역 2번 출구에서 볼까?"), ("도현", "7시는 좀 빠듯한데 7시 말고 8시 반 어때"), ("서연", "ㅇㅋ 8시 반으로 하자 회비는 1인당 20,000원"),
        ("도현", "콜 8시 반"), ("서연", "예약번호 48213이야")],
    "what a later message changes": [
        ("산지기", "집결은 오전 8시 우이역 2번 출구입니다"), ("다람쥐", "8시면 첫차 타고 갈 수 있겠네요"), ("구름", "저는 도시락 싸 갈게요 김밥 다섯 줄"),
        ("산지기", "해가 빨리 져서 그럼 집결은 7시로 확정합니다"), ("다람쥐", "넵 알겠습니다")],
    "prices and dates in English": [
        ("Ana", "Hotel is $120 a night, 3 nights from the 12th"), ("Ben", "can we do the 13th instead of the 12th?"), ("Ana", "Sure, the 13th then. Train at 7:45 AM"),
        ("Ben", "great, I'll send you 40 quid for the train"), ("Ana", "platform 5, not 6")],
    "a sentence whose values are told already": [
        ("총무", "회비는 3만원이에요. 이번 주 금요일 7시까지 보내주세요"), ("민석", "보냈어요 3만원 맞죠? 영수증은 제가 월요일에 가져갈게요"),
        ("총무", "네 확인했습니다. 3만원 받았어요. 버스는 2호차로 배정했습니다"), ("유리", "고속버스는 원래 1만2천원이면 되나요? 저는 따로 갈게요")],
    "sentences in English": [
        ("Mara", "Table is booked for 7:30 at Oro. Mrs. Hill has the keys."), ("Theo", "7:30 is perfect! I'll bring the cake"),
        ("Mara", "It was 40 last year, not 45. Can you tell Jo to park behind the bakery?")],
    "only the longest fits": [
        ("총무", "정기 산행 안내드립니다 이번 달은 북한산 우이역 2번 출구에서 아침 8시에 모여 백운대까지 올라갔다가 점심은 내려와서 두부집에서 먹고 "
                "오후 3시쯤 헤어질 예정이니 물과 간식과 장갑을 꼭 챙겨 오시고 비가 오면 둘레길로 바꾸겠습니다"), ("회원", "네"), ("회원2", "참석이요")],
}


def long_chat(rng):
    says = ["오늘 회의록 올렸습니다", "다음 주 일정 다시 정해야 해요", "저는 화요일이 좋아요", "예산은 300만원까지입니다", "ㅋㅋㅋ 그건 아니죠", "네", "장소 예약은 제가 할게요",
            "참가자는 {} 명이에요", "버스는 {}시에 출발합니다", "도시락 {}개 주문했어요"]
    return [(rng.choice(["하나", "두리", "세찬", "네오"]), rng.choice(says).format(rng.randint(2, 40))) for _ in range(70)]


def main():
    rng, cases = generator(4, "cases"), []
    for name, chat in [*CHATS.items(), ("seventy messages", long_chat(rng))]:
        points = [0.0 if name == "equal scores" else round(rng.gauss(-0.8, 1), 3) for _ in chat]
        chosen, further = quotes.selected(chat, points, least=12)
        cases.append({"name": name, "chat": chat, "points": points, "chosen": chosen, "further": further, "text": quotes.render(chat, chosen, quotes.words(chat, chosen))})
    body = []
    for c in cases:
        texts = [quotes.trim(t) for _, t in c["chat"]]
        said = [values.find(t) for t in texts]
        if any(said):
            chance = values.chances(tuple(map(tuple, c["chat"])), tuple(texts))
            body.append({"name": c["name"], "chat": c["chat"], "values": [
                [[*v, round(p, 6)] for v, (_, p) in zip(x, y)] for x, y in zip(said, chance)]})
    lines = ",\n".join("  " + json.dumps(c, ensure_ascii=False) for c in body)
    (ROOT / "Tests/Fixtures/assistant/values.json").write_text(f"[\n{lines}\n]\n", encoding="utf8")
    out = ROOT / "Tests/Fixtures/assistant/quotes.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    body = ",\n".join("  " + json.dumps(c, ensure_ascii=False) for c in cases)
    rule = json.dumps(quotes.RULE, ensure_ascii=False)
    out.write_text(f'{{"rule": {rule},\n "cases": [\n{body}\n ]}}\n', encoding="utf8")


if __name__ == "__main__":
    main()
