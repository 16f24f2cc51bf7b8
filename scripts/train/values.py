"""Numbers with their units in a chat, and how likely a written summary keeps each. Reference of the app's rule.

A value is a number and the unit that stands behind it (7시, 2만원, $40, 12th). Whether a summary of the chat keeps it is told by
plain facts: what kind it is, who says it again, whether another of its kind comes later, whether somebody agreed. `values.json`
holds the weights (`fit_values.py`), Tests/Fixtures/assistant/values.json holds cases. Text is taken as `quotes.trim` leaves it.
"""
import json
import math
import re
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "values.json"
RULE = json.loads(FILE.read_text(encoding="utf8")) if FILE.exists() else {}
UNITS = {
    "clock": "시 am pm", "span": "시간 분 주 박", "day": "일 st nd rd th", "month": "월 년",
    "amount": "만원 천원 원 만 천 k quid euros euro pounds pound", "measure": "퍼센트 프로 kg km cm m g % 점 도 평",
    "label": "호 층 번", "count": "페이지 박스 인분 개 명 장 권 병 잔 회 살"}
UNIT = sorted(((u, kind) for kind, all in UNITS.items() for u in all.split()), key=lambda x: (-len(x[0]), x[0]))
KINDS = [*UNITS, "bare", "code"]
FEATURES = [*KINDS, "one", "messages", "values", "beside", "length", "again", "again_other", "before", "before_other", "later", "soon",
            "earlier", "position", "first", "question", "asked_back", "agreed", "change", "changed", "negated", "joined",
            "topic"]
AGREED = ("네 넵 넹 예 응 웅 ㅇㅇ ㅇㅋ 오키 오케 콜 좋 그래 알겠 알았 찬성 굿 ㄱㄱ 확인 ok yes yep yeah sure perfect great deal done sounds works "
          "fine cool good will_do got_it see_you").replace("_", "~").split()
AGREED = tuple(a.replace("~", " ") for a in AGREED)
CHANGED = ("아니라", "아니고", "말고", "대신", "바꾸", "바뀌", "바뀜", "바꿔", "변경", "정정", "옮기", "옮겨", "미루", "미뤄", "밀려", "밀렸", "늦춰", "당겨",
           "당길", "로 하자", "다시", "취소", "착각", "잘못", " not ", " instead", " move", " moving", " change", " actually", " make it", " sorry",
           " push", " rather", " now ", " wrong", " swap", " shift", " resched")
TOPIC = ("은", "는", "이면", "면", "이라", "인데")
DENIED = ("아니", "말고", "아닌")
DENYING = (" not", " instead of", " from", " than")


def find(text):
    """[(key, kind, start, end)]: the values of a text, at most 40. The key has no spaces and commas, and small letters."""
    found, i, low = [], 0, text.lower()
    if len(low) != len(text):
        low = text
    while i < len(low) and len(found) < 40:
        if not "0" <= low[i] <= "9":
            i += 1
            continue
        start, end = i, i
        while end < len(low) and ("0" <= low[end] <= "9"
                                  or low[end] in ",.:" and end + 1 < len(low) and "0" <= low[end + 1] <= "9"):
            end += 1
        number, i = low[start:end], end
        kind = "clock" if ":" in number else None
        after = end + (low[end:end + 1] == " ")
        if start and low[start - 1] in "$£€":
            start, kind = start - 1, "amount"
        elif kind is None:
            for unit, named in UNIT:
                stop = after + len(unit)
                if low.startswith(unit, after) and not (stop < len(low) and "a" <= low[stop] <= "z"):
                    kind, end, i = named, stop, stop
                    break
        if kind is None:
            kind = "code" if len(number) >= 4 else "bare"
        found.append((low[start:end].replace(" ", "").replace(",", ""), kind, start, end))
    return found


def facts(chat, texts):
    """For each message the values and the features of each, in the order of FEATURES.

    chat: [(sender, text)]; texts: the same texts trimmed.
    """
    said, n = [find(t) for t in texts], len(chat)
    keys = [{key for key, *_ in x} for x in said]
    asks = ["?" in t or "？" in t for _, t in chat]
    changes = [any(w in f" {t.lower()} " for w in CHANGED) for t in texts]
    total, out = sum(map(len, said)), []
    for i, (sender, _) in enumerate(chat):
        reply = next((m for m in range(i + 1, min(n, i + 4)) if chat[m][0] != sender), None)
        row = []
        for key, kind, start, end in said[i]:
            again = [m for m in range(i + 1, n) if key in keys[m]]
            before = [m for m in range(i) if key in keys[m]]
            later = [m for m in range(i + 1, n) if any(k == kind and other != key for other, k, *_ in said[m])]
            tail, head = texts[i][end:end + 8].lower(), texts[i][:start].lower().rstrip()
            topic = tail.startswith(TOPIC)
            tail = (tail[1:] if tail[:1] in tuple("이가은는") else tail).lstrip(" ")
            f = dict.fromkeys(FEATURES, 0.0)
            f |= {kind: 1.0, "one": 1.0, "messages": min(n, 30) / 30, "values": min(total, 20) / 20, "beside": min(len(said[i]), 6) / 6,
                  "length": min(len(texts[i]), 120) / 120, "again": any(chat[m][0] == sender for m in again),
                  "again_other": any(chat[m][0] != sender for m in again), "before": any(chat[m][0] == sender for m in before),
                  "before_other": any(chat[m][0] != sender for m in before), "later": bool(later), "soon": any(m <= i + 3 for m in later),
                  "earlier": any(k == kind and other != key for m in range(i) for other, k, *_ in said[m]),
                  "position": i / max(1, n - 1), "first": i == 0, "question": asks[i], "asked_back": reply is not None and asks[reply],
                  "agreed": reply is not None and chat[reply][1].lower().startswith(AGREED), "change": changes[i],
                  "changed": any(changes[m] for m in later),
                  "negated": tail.startswith(DENIED) or (" " + head).endswith(DENYING), "topic": topic,
                  "joined": any(0 <= start - e <= 1 or 0 <= s - end <= 1 for *_, s, e in said[i])}
            row.append((key, [float(f[name]) for name in FEATURES]))
        out.append(row)
    return out


@lru_cache(10_000)
def chances(chat, texts):
    """For each message [(key, chance that a summary keeps it)]."""
    korean = any("가" <= c <= "힣" for t in texts for c in t)
    w = list(RULE["korean" if korean else "english"].values())
    return [[(key, 1 / (1 + math.exp(-sum(a * b for a, b in zip(w, f))))) for key, f in row] for row in facts(chat, texts)]
