"""Writes Tests/Fixtures/assistant/replies.json: chats, replies to them, and the facts and scores that the app must find for them."""
import json

import reply_facts as facts
from common import ROOT

CHATS = {
    "a question with a name": ("korean", "민서", [
        ("지훈", "민서야 내일 3시에 도서관 앞에서 볼까?"), ("민서", "응 좋아 ㅋㅋ"), ("지훈", "영화표는 내가 살게, 팝콘 뭐 먹을래?")], [
        "난 카라멜 팝콘!", "응 3시에 도서관 앞에서 봐", "지훈아 고마워 팝콘은 내가 살게ㅋㅋ", "네 알겠습니다 과장님", "5시는 어때?", ""]),
    "polite, with figures and titles": ("korean", "수아", [
        ("팀장님", "수아님 견적서 금요일까지 부탁드려요. 예산은 300만원이에요."), ("수아", "네 팀장님, 오늘 안에 보내드리겠습니다."), ("팀장님", "감사합니다~ 회의실은 2층이에요"),
        ("팀장님", "혹시 영수증도 있으신가요?")], [
        "네 영수증도 같이 보내드릴게요!", "죄송하지만 영수증은 없어요ㅠㅠ", "대리님, 250만원 맞나요?", "회의실은 2층 맞죠? 견적서 들고 가겠습니다."]),
    "I wrote last": ("korean", "하람", [("보라 이모", "한라산 사진 봤어? 눈이 왔더라"), ("하람", "우와 진짜 예쁘다!!"), ("하람", "나도 가고 싶어ㅠ")], [
        "이모 다음에 같이 가요", "눈 사진 또 보내줘", "ㅋㅋㅋ"]),
    "I never wrote": ("korean", "나", [("총무", "회비 2만원 입금해 주세요. 계좌는 공지에 있어요")], ["바로 입금할게요", "20,000원 보냈습니다", "저는 못 가요"]),
    "decomposed": ("korean", "가영", [("성민", "시청역 4번 출구에서 봐"), ("가영", "그래")], ["응 시청역에서 봐"]),
    "many messages": ("korean", "주아", [
        (("주아", "도현")[k % 2], f"{k + 1}번 방은 {('비었어', '찼어', '아직 몰라')[k % 3]}") for k in range(11)], ["3번 방은 비었지?", "12번 방으로 할게", "도현아 고마워"]),
    "English": ("english", "Nora", [
        ("Omar", "ok so the landlord is coming Friday at 10 to look at the boiler"), ("Nora", "Ugh, again??"),
        ("Omar", "yeah, could you let him in? I’m in Leeds with Maya till 4")], [
        "Sure, I can let the landlord in at 10", "Sorry, I can't do Friday. Could Maya's brother do it?", "Thanks Omar!", "How much is it, £40?",
        "lol no worries", "Tell Priya that I said hi"]),
    "English, small letters and accents": ("english", "Zoë", [
        ("José", "café at 8? i'll bring the ÉCLAIRS ×2"), ("Zoë", "yes please, i'm starving"), ("José", "where shall we sit, inside or out")], [
        "outside if it's dry", "éclairs!! you're the best", "At 9 then? See you at the café"]),
}


def main():
    import unicodedata
    cases = []
    for name, (language, me, chat, replies) in CHATS.items():
        if name == "decomposed":
            chat = [(s, unicodedata.normalize("NFD", t)) for s, t in chat]
        rule, c = facts.Rule(language), facts.Chat([(s, facts.composed(t)) for s, t in chat], me)
        cases.append({
            "name": name, "language": language, "me": me, "chat": [list(m) for m in chat], "replies": [
                {"text": t, "score": round(facts.score(rule.weights, f), 6), "facts": {k: round(v, 6) for k, v in sorted(f.items())}}
                for t in replies for f in [facts.features(c, t, rule.rarity)]]})
    (ROOT / "Tests/Fixtures/assistant/replies.json").write_text(json.dumps(cases, ensure_ascii=False, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
