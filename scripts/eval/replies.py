#!/usr/bin/env python3
"""What the replies of the released command are worth, per language, on chats with right answers.

usage: replies.py GOLD.jsonl [--command ondevice] [--model FILE] [--part held|fit|all] [--show N] [--out FILE]

- three distinct: three texts, none like another
- right language: Hangul in Korean chats, none in English ones
- most used text: the share of the chats with replies that hold the commonest text
- content word: one of the three holds a stem of the last four messages (no filler, no number)
- speech level: 요/니다 or 반말 as the hand-written replies of the same chat (Korean)
A quarter of the chats, those with the lowest sha256 of their ids, are "held": choices are made on "fit".
"""
import collections
import hashlib
import json
import re
import sys
import time
from pathlib import Path

from command import arguments, load, run

KO_FILL = set("그럼 근데 그냥 진짜 아니 우리 그래 지금 혹시 많이 너무 다들 같이 먼저 바로 정도 이거 그거 저거 여기 거기 어디 언제 오늘 내일 "
              "어제 사람 생각 그리고 그래서 해서 하는 있어 없어 괜찮 좋아 네네 감사 죄송 미안 고마 확인 알겠 그렇".split())
EN_FILL = set("this that with have your you're they them then than there here what when where which would could should about just "
              "like will want need know really okay yeah thanks thank sorry good great some more from been were into only also "
              "very well much back over come going make take does don't can't it's i'll sure send tell".split())


def stems(text, lang):
    if lang == "ko":
        found = set()
        for word in re.findall(r"[가-힣]{2,}", text):
            stem = word
            for tail in ("에서", "으로", "까지", "부터", "이랑", "하고", "은", "는", "이", "가", "을", "를", "에", "도", "로", "와", "과", "만", "의", "랑", "요"):
                if word.endswith(tail) and len(word) - len(tail) >= 2:
                    stem = word[: -len(tail)]
                    break
            if stem[:2] not in KO_FILL and stem not in KO_FILL:
                found.add(stem)
        return found
    return {w.rstrip("s") for w in re.findall(r"[a-z']{4,}", text.lower()) if w not in EN_FILL}


def shares_stem(reply, recent, lang):
    mine = stems(reply, lang)
    if lang == "en":
        return bool(mine & recent)
    return any(a == b or len(min(a, b, key=len)) >= 2 and (a.startswith(b) or b.startswith(a)) for a in mine for b in recent)


def level(text):
    for sentence in re.split(r"[.!?~\n,]|(?<=요) |(?<=다) ", text):
        letters = re.sub(r"[^가-힣]", "", sentence)
        if len(letters) > 1 and re.search(r"(요|니다|니까|죠|시오|세여)$", letters) or letters in ("네", "넵", "네네"):
            return "polite"
    return "casual"


def part(rows, name):
    if name == "all":
        return rows
    order = sorted(rows, key=lambda r: hashlib.sha256(r["id"].encode()).hexdigest())
    held = {r["id"] for r in order[: len(order) // 4]}
    return [r for r in rows if (r["id"] in held) == (name == "held")]


def main():
    p = arguments(__doc__)
    p.add_argument("--part", default="all", choices=("held", "fit", "all"))
    p.add_argument("--show", type=int, default=0)
    p.add_argument("--out", type=Path)
    a = p.parse_args()
    rows = part(load(a.gold), a.part)
    begun = time.time()
    answers = [{"id": r["id"], **run(a, "suggest", r, "--me", r["me"])} for r in rows]
    print(f"{len(rows)} chats, {(time.time() - begun) / max(1, len(rows)):.2f} s each")
    if a.out:
        a.out.write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in answers), encoding="utf8")
    for lang in ("ko", "en"):
        c, texts, n, given = collections.Counter(), collections.Counter(), 0, 0
        for r, answer in zip(rows, answers):
            if r["lang"] != lang:
                continue
            n += 1
            replies = [x["text"] for x in answer.get("replies", [])]
            c["answered"] += bool(replies)
            if not replies:
                c["absent: " + str(answer.get("reason"))] += 1
                continue
            given += 1
            texts.update(set(replies))
            c["three distinct"] += len({re.sub(r"\W", "", t.lower()) for t in replies}) >= 3
            c["intents differ"] += len({x["intent"] for x in answer["replies"]}) == len(replies)
            hangul = [bool(re.search("[가-힣ㄱ-ㅎ]", t)) for t in replies]
            c["right language"] += all(hangul) if lang == "ko" else not any(hangul)
            recent = stems(" ".join(m[-1] for m in r["chat"][-4:]), lang)
            c["content word"] += any(shares_stem(t, recent, lang) for t in replies)
            numbers = set(re.findall(r"\d+", " ".join(" ".join(m) for m in r["chat"])))
            c["numbers that the chat lacks"] += any(set(re.findall(r"\d+", t)) - numbers for t in replies)
            if lang == "ko":
                gold = collections.Counter(level(t) for t in r["replies"]).most_common(1)[0][0]
                c["speech level, all three"] += all(level(t) == gold for t in replies)
                c["speech level, mostly"] += sum(level(t) == gold for t in replies) >= 2
        print(f"{lang}: {n} chats, {given} with replies")
        for name, value in sorted(c.items()):
            print(f"  {name:30s} {100 * value / (n if name.startswith(('answered', 'absent')) else max(1, given)):5.1f} %")
        for text, count in texts.most_common(3):
            print(f"  most used: {100 * count / max(1, given):4.1f} %  {text}")
    for r, answer in list(zip(rows, answers))[: a.show]:
        print("\n" + r["id"], "me:", r["me"])
        for m in r["chat"][-3:]:
            print("   ", m[1] + ":", m[2])
        for x in answer.get("replies", []):
            print("  ->", x["intent"], "|", x["text"])
        if not answer.get("replies"):
            print("  -> none:", answer.get("reason"))


if __name__ == "__main__":
    sys.exit(main())
