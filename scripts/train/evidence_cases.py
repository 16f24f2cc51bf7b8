"""Writes Tests/Fixtures/assistant/evidence.json: chats of `records/`, true sentences and ones that are nearly right, and the facts and
doubts that the app must find for them."""
import json
import random

import evidence
from common import HERE, ROOT, load
from contrasts import contrasts

FILES = {"ko-a.jsonl": 3, "ko-b.jsonl": 2, "ko-c.jsonl": 3, "en.jsonl": 3, "en-b.jsonl": 3}
PLAIN = [  # (chat, sentences)
    ([("민서", "지훈아 내일 3시에 도서관 앞에서 볼래?"), ("지훈", "3시는 안 돼 4시는 어때"), ("민서", "ㅇㅋ 4시 콜"), ("지훈", "책 다섯 권은 내가 가져갈게")],
     ["민서와 지훈은 내일 4시에 도서관 앞에서 보기로 했다.", "민서가 책 5권을 가져가기로 했다.", "지훈이 책 5권을 가져가기로 했다.", "지훈은 3시가 된다고 했다.", "회비는 만오천원이다.", ""]),
    ([("Mrs. Okafor", "Hello Hal, your cat is in our shed again"), ("Hal", "So sorry! I'm stuck at work till half 7"),
      ("Mrs. Okafor", "No rush. It's 15:10 now, my husband won't mow before 8 pm")],
     ["Hal's cat is in Mrs. Okafor's shed and Hal is stuck at work until 7:30.", "Okafor is not at home at 3:10, and she will mow at 20.",
      "Mrs. Okafor told Hal that her husband, who is away, will mow before 8 pm."]),
    ([("김대리", "회의 2시로 옮겼습니다"), ("박과장", "네 2시 확인했습니다 자료는 만 오천원짜리로 두 부 부탁해요")], ["김대리가 회의를 2시로 옮기자 박과장이 자료 2부를 부탁했다.", "박과장이 회의를 3시로 옮겼다."]),
    ([("수아", "😀😀")], ["수아는 3시에 온다고 했다."]),
]


def main():
    rng, cases = random.Random(5), [(chat, texts) for chat, texts in PLAIN]
    for name, count in FILES.items():
        rows = [r for r in load(HERE / "records" / name) if len(r["chat"]) <= 14 and len(r["summary"]) < 220]
        for r in rng.sample(rows, count):
            chat = [(s, t) for _, s, t in r["chat"]]
            texts = [r["summary"], *contrasts(rng, chat, r["summary"], ["7", "19", "45"]).values()]
            cases.append((chat, list(dict.fromkeys(s for t in texts for s in evidence.sentences(t)))))
    lines = []
    for chat, texts in cases:
        e, body = evidence.Evidence(chat), []
        for text in texts:
            doubt = evidence.doubts(e, text)
            body.append({"text": text, "facts": {k: round(v, 6) for k, v in e.facts(text).items() if abs(v) > 1e-9},
                         "score": round(evidence.worth(e, e.facts(text)), 6), "doubts": {k: round(v, 6) for k, v in doubt.items()}})
        lines.append("  " + json.dumps({"chat": chat, "sentences": body}, ensure_ascii=False))
    (ROOT / "Tests/Fixtures/assistant/evidence.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf8")


if __name__ == "__main__":
    main()
