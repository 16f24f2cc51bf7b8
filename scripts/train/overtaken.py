"""Messages that a later one overtakes: another hour, day, price or place, a plan that was called off. Reference of the app's rule.

How likely one message overtakes another is a logistic regression on plain facts about the two (`overtaken.json`, fitted by
`fit_overtaken.py` on long chats whose superseded messages are marked). How likely a message is overtaken at all is a second one, on
those chances and on plain facts about the message: of what is overtaken a quarter has neither a word nor a kind of value in common with
what overtakes it.
"""
import json
import math
import re
from pathlib import Path

import values

FILE = Path(__file__).parent / "overtaken.json"
RULE = json.loads(FILE.read_text(encoding="utf8")) if FILE.exists() else {}
LONG = 48  # messages, above which a smaller chance is enough: more comes later, and more is left to be told instead
FLOOR = 0.002  # a chance of two messages that is less counts as this
REACH, MOST = 100, 2  # how many messages back, and how many later ones a message waits for
KINDS = ("clock", "day", "month", "span", "amount", "count", "week", "bare", "measure")
WEEK = ("월", "화", "수", "목", "금", "토", "일")
DAYS = ("오늘", "내일", "모레")
ENGLISH = {"mon": "monday", "tue": "tuesday", "wed": "wednesday", "thu": "thursday", "fri": "friday", "sat": "saturday", "sun": "sunday"}
MONTHS = {"jan": "january", "feb": "february", "mar": "march", "apr": "april", "may": "may", "jun": "june", "jul": "july", "aug": "august",
          "sep": "september", "oct": "october", "nov": "november", "dec": "december"}
MARKS = {
    "change": "바꾸 바뀌 바뀜 바꿔 바꿨 변경 정정 옮기 옮겨 옮길 대신 말고 아니라 아니고 수정 instead swap change moved moves switch rather".split(),
    "shift": "미루 미뤄 밀려 밀렸 늦춰 늦추 늦출 당겨 당길 연기 앞당 slid push resched rebook postpon delay".split(),
    "size": "늘려 늘리 늘립 늘어 낮추 낮춥 줄여 줄일 줄입 줄어 깎 올려 올릴 올랐 올라 추가 빼고 뺄 빼자 조정 다운 raise fewer less".split(),
    "settle": [m.replace("_", " ") for m in ("확정 로_하자 하기로 로_할게 로_함 로_한다 로_갑시다 로_가자 로_합시다 로_해요 로_하죠 로_해 로_정 예약함 예약완 예약_완 된대 "
                                             "booked _then it_is final going_with decision make_it confirmed _now_").split()],
    "then": "그럼 그러면 그렇다면".split(),
    "cancel": [m.replace("_", " ") for m in ("취소 못_가 못가 못_온 못온 못_하 못하 안_되 안되 안된 안돼 안_돼 안_온 안온 불가 휴무 없대 없답 다_찼 매진 중복 더블 겹쳐 고장 can't "
                                             "cannot cancel don't_have no_longer gone full").split()],
    "news": "연락 전화 방금 큰일 속보 공지 rang says news".split()}
LOOSE = set("그럼 저는 제가 오전 오후 저녁 아침 내일 오늘 이번 다음 있어 있습 합니 했어 같이 우리 그리 근데 월요 화요 수요 목요 금요 토요 일요 하자 되나 가능 좋아 "
            "으로 네요 정도 that this then will have with from make sorr actu inst mond tues wedn thur frid satu sund tomo toda".split())
TURNS = ("change", "shift", "size", "cancel", "then")  # what a later message without another value must say
FACTS = ["one", "shared", "share a", "share b", "rare", *(f"diff {k}" for k in KINDS), *(f"same {k}" for k in KINDS), "diff", "diffs",
         "diff shared", "own", "own diff", "own diff shared", *(f"b {m}{x}" for m in MARKS for x in ("", " diff", " shared")), "a question",
         "b question", "a marked", "distance", "near", "near diff", "near own diff", "a values", "b values", "a length", "b length",
         "position", "a agreed", "b agreed", "b agreed diff", "again", "alone shared"]


PROPOSING = ("어때", "자", "까", "할래", "로 가", "로 할", "로 하", "let's", "shall we", "how about", "could we")
MESSAGE_FACTS = ["one", "best", "second", "chance", "values", *(f"has {k}" for k in ("clock", "week", "day", "amount", "count", "month", "bare")),
                 *(f"is {m}" for m in MARKS), "asks", "length", "position", "agreed", "later values", "later shared", "later much shared",
                 "later turns", "soon turns", "proposes"]


def words(text):
    """The beginnings of a text's words: two syllables of Hangul, four Latin letters."""
    return {w[: 4 if w[0] < "가" else 2] for w in re.findall(r"[가-힣]{2,}|[a-z]{4,}", text.lower())} - LOOSE


def amounts(text):
    """{kind: {value}}, with the days of the week and the names of months."""
    out, low = {}, text.lower()
    for key, kind, _, end in values.find(text):
        half = kind == "clock" and text[end:].lstrip(" ").startswith("반")
        out.setdefault(kind, set()).add(key + "반" if half else key)
    for day in WEEK:
        if day + "요일" in low or day + "욜" in low:
            out.setdefault("week", set()).add(day)
    for day in DAYS:
        if day in low:
            out.setdefault("week", set()).add(day)
    for word in re.findall("[a-z]{3,}", low):
        for kind, names in (("week", ENGLISH), ("month", MONTHS)):
            whole = names.get(word[:3], "")
            if whole and (whole.startswith(word) or word == whole + "s"):
                out.setdefault(kind, set()).add(word[:3])
    return {k: v for k, v in out.items() if k in KINDS}


class Messages:
    """What is known of each message. texts: trimmed; said: as they are."""

    def __init__(self, senders, texts, said):
        n = self.count = len(texts)
        self.senders, self.lengths = senders, [min(len(t), 60) / 60 for t in texts]
        self.words, self.values = [words(t) for t in texts], [amounts(t) for t in texts]
        count = {}
        for w in self.words:
            for x in w:
                count[x] = count.get(x, 0) + 1
        self.rare = {x: math.log(1 + n / k) for x, k in count.items()}
        self.weight = [sum(self.rare[x] for x in sorted(w)) for w in self.words]
        low = [f" {t.lower()} " for t in texts]
        self.marks = [[m for m, parts in MARKS.items() if any(p in t for p in parts)] for t in low]
        self.asks = ["?" in t for t in texts]
        self.agreed = [any(senders[k] != senders[i] and said[k].lower().startswith(values.AGREED) for k in range(i + 1, min(n, i + 4)))
                       for i in range(n)]

    def facts(self, a, b):
        """{fact: number} of an earlier and a later message; None where they have nothing to do with each other."""
        old, new, shared = self.values[a], self.values[b], self.words[a] & self.words[b]
        differ = [k for k in KINDS if k in old and k in new and old[k] - new[k] and new[k] - old[k]]
        if not differ and not (shared and any(m in TURNS for m in self.marks[b])):
            return None
        common = sum(self.rare[x] for x in sorted(shared))
        s, d, own = min(common, 8.0) / 4, float(bool(differ)), float(self.senders[a] == self.senders[b])
        near = float(b - a <= 6)
        f = {"one": 1.0, "shared": s, "share a": common / self.weight[a] if self.weight[a] else 0.0,
             "share b": common / self.weight[b] if self.weight[b] else 0.0, "rare": max((self.rare[x] for x in shared), default=0.0) / 5,
             "diff": d, "diffs": min(len(differ), 3) / 3, "diff shared": d * s, "own": own, "own diff": own * d, "own diff shared": own * d * s,
             "a question": float(self.asks[a]), "b question": float(self.asks[b]),
             "a marked": float(any(m in ("change", "shift", "size", "cancel") for m in self.marks[a])), "distance": math.log(b - a) / 4,
             "near": near, "near diff": near * d, "near own diff": near * own * d, "a values": float(bool(old)), "b values": float(bool(new)),
             "a length": self.lengths[a], "b length": self.lengths[b], "position": a / self.count, "a agreed": float(self.agreed[a]),
             "b agreed": float(self.agreed[b]), "b agreed diff": self.agreed[b] * d, "alone shared": (1 - d) * s}
        for k in KINDS:
            f["diff " + k] = float(k in differ)
            f["same " + k] = float(bool(old.get(k, set()) & new.get(k, set())))
        f["again"] = d * max((f["same " + k] for k in KINDS), default=0.0)
        for m in MARKS:
            x = float(m in self.marks[b])
            f |= {f"b {m}": x, f"b {m} diff": x * d, f"b {m} shared": x * s}
        return f


    def message_facts(self, a, row, said):
        """{fact: number} of one message. row: [(chance, later message)] of those that may overtake it; said: its words as they are."""
        best = sorted((p for p, _ in row), reverse=True) + [FLOOR, FLOOR]
        odds = lambda p: math.log(p / (1 - p)) / 5
        mine, later = self.values[a], range(a + 1, min(self.count, a + 1 + REACH))
        shared = {b: len(self.words[a] & self.words[b]) for b in later}
        turns = lambda b, more=(): any(m in TURNS or m in more for m in self.marks[b])
        f = {"one": 1.0, "best": odds(best[0]), "second": odds(best[1]), "chance": best[0], "values": float(bool(mine)), "asks": float(self.asks[a]),
             "length": self.lengths[a], "position": a / self.count, "agreed": float(self.agreed[a]),
             "later values": min(5, sum(bool(k in self.values[b] and self.values[b][k] - v) for b in later for k, v in mine.items())) / 5,
             "later shared": min(8, sum(n > 0 for n in shared.values())) / 8, "later much shared": min(5, sum(n > 1 for n in shared.values())) / 5,
             "later turns": min(4, sum(n > 0 and turns(b, ("settle",)) for b, n in shared.items())) / 4,
             "soon turns": sum(turns(b) for b in later[:6]) / 3, "proposes": float(any(w in said.lower() for w in PROPOSING))}
        return f | {f"has {k}": 1.0 for k in mine} | {f"is {m}": 1.0 for m in self.marks[a]}


def pairs(known, weights):
    """{message: [(chance, later message)]}, where the chance is above FLOOR."""
    found = {}
    for b in range(1, known.count):
        for a in range(max(0, b - REACH), b):
            f = known.facts(a, b)
            if f:
                p = 1 / (1 + math.exp(-sum(weights[k] * v for k, v in f.items() if v)))
                if p > FLOOR:
                    found.setdefault(a, []).append((p, b))
    return found


def look(senders, texts, said, rule=None):
    """{message: the later ones that probably overtake it, the likeliest first, at most MOST}, and in a long chat the messages that are
    so likely overtaken that they are not told."""
    rule = rule or RULE
    known = Messages(senders, texts, said)
    found, long = pairs(known, rule["weights"]), len(texts) > LONG
    least, risky = rule["least_long" if long else "least"], set()
    changes = {a: [b for p, b in sorted(row, key=lambda x: (-x[0], x[1])) if p > least][:MOST] for a, row in found.items()}
    if long:
        for a in range(known.count):
            f = known.message_facts(a, found.get(a, []), said[a])
            if 1 / (1 + math.exp(-sum(rule["message"].get(k, 0.0) * v for k, v in f.items() if v))) > rule["risk"]:
                risky.add(a)
    return {a: row for a, row in changes.items() if row}, risky
