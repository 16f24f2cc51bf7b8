"""How well a reply fits its chat, by plain facts of both. Reference of the app's rule.

What the reply takes up of the chat, whether it looks like what its sender writes, and what it does after what was said last.
`reply_weights.json` holds the weights (`../eval/fit_replies.py`), Tests/Fixtures/assistant/replies.json holds cases (`reply_cases.py`).
A text is folded first: NFC, small letters, and nothing but letters of Latin and Hangul, digits and single spaces, one at each end.
"""
import json
import math
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "reply_weights.json"
RULE = json.loads(FILE.read_text(encoding="utf8")) if FILE.exists() else {}
# Pairs of letters that most chats hold say little; how many of the commonest are told apart.
COMMON = 600
TURN, RECENT = 4, 6


def cues(text):
    """`_` is a space of the folded text; `^` stands before what a reply begins with."""
    return tuple(c.replace("_", " ") for c in text.split())


# What a reply does, and what the messages before it do.
DOES = {
    "yes": cues("^_네_ ^_넵 ^_넹 ^_응 ^_웅 ^_어_ ^_ㅇㅇ ^_ㅇㅋ ^_예_ ^_그래 ^_콜 ^_좋 ^_당연 ^_yes ^_yeah ^_yep ^_sure ^_ok ^_of_course ^_will_do "
                "^_no_problem ^_sounds ^_perfect ^_great ^_deal"),
    "no": cues("^_아니 ^_아뇨 ^_ㄴㄴ ^_못_ ^_안_ ^_no_ ^_nah ^_not_ ^_sorry ^_can't ^_미안 ^_죄송 어려울 힘들_것 힘들것 _can't_ _won't_ _rather_"),
    "when": cues("요일 내일 오늘 모레 주말 아침 저녁 오전 오후 이따 시에 시까지 시쯤 today tomorrow tonight monday tuesday wednesday thursday friday saturday "
                 "sunday weekend morning evening afternoon _at_ _by_ _am_ _pm_"),
    "money": cues("만원 천원 입금 보내드 송금 계좌 결제 환불 quid _pay transfer refund _cash _price"),
    "place": cues("역에 _앞에 앞으로 정문 로비 카페 집에 회사 근처 station outside at_the corner _door _home_ _here_"),
    "will": cues("게요_ 을게_ 할게 갈게 줄게 볼게 겠습니다 드릴게 드리겠 낼게 둘게 챙길게 _i'll_ _i_will_ _will_do_ _on_it_"),
    "thanks": cues("고마 감사 땡큐 thank cheers"),
    "sorry": cues("미안 죄송 sorry"),
    "welcome": cues("아니에요 아냐_ 별말 천만 no_worries welcome any_time anytime pleasure no_problem"),
    "joy": cues("축하 대박 congrat well_done amazing _yay 잘됐 다행 _glad_ so_happy"),
    "try": cues("까요_ 을까_ 볼까_ 할까_ 갈까_ 어때 should_i shall_i should_we shall_we could_you can_you _can_i_ could_i"),
}
SAID = {
    "when": cues("언제 몇시 몇_시 며칠 무슨_요일 _when what_time what_day how_soon"),
    "where": cues("어디 _where"),
    "much": cues("얼마 _몇_ 몇개 몇명 how_much how_many how_long"),
    "what": cues("뭐 무슨 뭘_ 어떤 어느 _what _which"),
    "who": cues("누가 누구 _who"),
    "why": cues("_왜 _why how_come"),
    "how": cues("어때 어떻게 어떡 어떠 _how"),
    "able": cues("가능 될까 되나 돼요_ 괜찮 can_you could_you are_you_able ok_if is_that_ok"),
    "offer": cues("할래 갈래 줄래 할까 갈까 드릴까 줄까 shall_ want_me if_you_want if_you_like let's how_about"),
    "request": cues("주세요 줘_ 줘요 부탁 하세요 주시 please _pls"),
    "thanks": cues("고마 감사 땡큐 thank cheers"),
    "sorry": cues("미안 죄송 sorry"),
    "joy": cues("합격 붙었 당첨 성공 승진 축하 got_the_job passed _won_ pregnant engaged"),
    "money": cues("만원 천원 입금 송금 계좌 결제 환불 quid _pay transfer refund _cash _price"),
    "bad": cues("아파 아프 다쳤 고장 취소 늦 못_ 망했 sick broke cancel _late lost hurt _stuck"),
    "will": cues("게요_ 을게_ 할게 갈게 줄게 볼게 겠습니다 드릴게 드리겠 _i'll_ _i_will_"),
}
MARKS = {
    "laugh": ("ㅋ", "ㅎㅎ", "haha", "lol"), "cry": ("ㅠ", "ㅜ"), "shout": ("!",), "wave": ("~",), "stop": (". ",), "comma": (",",),
    "asks": ("?",),
}
TITLES = ("님", "쌤", "씨", "엄마", "아빠", "언니", "오빠", "누나", "이모", "삼촌", "선배")


def composed(text):
    return unicodedata.normalize("NFC", text)


def is_letter(c):
    return "a" <= c <= "z" or "0" <= c <= "9" or "가" <= c <= "힣" or "ㄱ" <= c <= "ㅣ" or "ß" <= c <= "ɏ" and c != "÷" or c == "'"


def small(text):
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" or "À" <= c <= "Þ" and c != "×" else "'" if c == "’" else c for c in text)


@lru_cache(200_000)
def folded(text):
    words = "".join(c if is_letter(c) else " " for c in small(composed(text))).split()
    return " " + " ".join(words) + " "


@lru_cache(200_000)
def grams(text, n):
    """How often each run of n letters within a word occurs in a folded text."""
    return Counter(g for i in range(len(text) - n + 1) if " " not in (g := text[i: i + n]))


class Rarity:
    """How much a run of letters says: nothing if its pairs are the commonest, 1 if they are rare."""

    def __init__(self, common):
        top = math.log(2 + len(common) // 2)
        self.pairs = {common[2 * i: 2 * i + 2]: math.log(2 + i) / top for i in range(len(common) // 2)}

    def __call__(self, gram):
        pairs = [self.pairs.get(gram[i: i + 2], 1.0) for i in range(len(gram) - 1)]
        return sum(pairs) / len(pairs)


def common_pairs(texts, count=COMMON):
    """The pairs that most texts hold, the commonest first, in one string."""
    held = Counter(g for t in texts for g in grams(folded(t), 2))
    return "".join(g for g, _ in sorted(held.items(), key=lambda x: (-x[1], x[0]))[:count])


def holds(text, cue):
    return text.startswith(cue[1:]) if cue[0] == "^" else cue in text


def does(table, text):
    return [name for name, all in table.items() if any(holds(text, c) for c in all)]


def marks(text):
    low = small(composed(text)) + " "
    return [name for name, all in MARKS.items() if any(m in low for m in all)]


def numbers(text):
    return {n for w in text.split() if (n := "".join(c for c in w if c.isdigit() and c.isascii()))}


def content(text):
    """The words of a folded text that are long enough to mean something."""
    return [w for w in text.split() if len(w) >= (2 if any("가" <= c <= "힣" for c in w) else 4)]


def endings(text):
    """The last two letters of each sentence and clause."""
    found, last = set(), ""
    for c in small(composed(text)) + ".":
        if c in ".!?~\n,":
            word = folded(last).split()
            if word and len(word[-1]) >= 2 and not word[-1][-1].isdigit():
                found.add(word[-1][-2:])
            last = ""
        else:
            last += c
    return found


def titled(text):
    """Korean words that call somebody: 지훈님, 민서 이모; without the title."""
    found = []
    for w in text.split():
        for t in TITLES:
            at = w.find(t)
            if at >= 2 and "가" <= w[0] <= "힣":
                found.append(w[:at])
                break
    return found


def capitals(text):
    """Words within a sentence that begin with a capital: names, mostly."""
    words = composed(text).split()
    return [folded(w).strip() for before, w in zip(words, words[1:])
            if len(w) >= 3 and "A" <= w[0] <= "Z" and "a" <= w[1] <= "z" and "a" <= w[2] <= "z" and before[-1].isalpha()]


class Chat:
    """What the facts of every reply to one chat share."""

    def __init__(self, chat, me):
        texts = [folded(t) for _, t in chat]
        last_own = max((i for i, (s, _) in enumerate(chat) if s == me), default=-1)
        turn = texts[last_own + 1:] or texts[-1:]
        own = [t for s, t in chat if s == me]
        parts = {"last": texts[-1:], "turn": turn[-TURN:], "recent": texts[-RECENT:], "all": texts, "own": [folded(t) for t in own],
                 "before": texts[:-RECENT]}
        self.grams = {name: (sum((grams(t, 2) for t in part), Counter()), sum((grams(t, 3) for t in part), Counter()))
                      for name, part in parts.items()}
        self.turn, self.last, self.all = ("".join(parts[k]) for k in ("turn", "last", "all"))
        self.turn_does, self.last_does = does(SAID, self.turn), does(SAID, self.last)
        self.asks = "?" in chat[-1][1], any("?" in t for _, t in chat[-len(parts["turn"]):])
        self.words = set(content("".join(parts["recent"])))
        self.numbers = numbers(self.all)
        self.endings = Counter(e for t in own for e in endings(t))
        self.length = sum(math.log(1 + len(composed(t))) for t in own) / len(own) if own else 3.0
        self.marks = {m: sum(m in marks(t) for t in own) / len(own) if own else 0.2 for m in MARKS}
        self.capital = sum("A" <= t[:1] <= "Z" for t in own) / len(own) if own else 0.5
        names = {s: folded(s) for s, _ in chat}
        self.known = self.all + "".join(names.values())
        self.others = {p for s, n in names.items() if s != me for p in n.split() if len(p) >= 2}
        self.mine = {p for p in folded(me).split() if len(p) >= 2}


def features(c, reply, rarity):
    """{name: value}, without what is 0."""
    text, f = folded(reply), {}
    two, three = grams(text, 2), grams(text, 3)
    for n, mine in ((0, two), (1, three)):
        weight = {g: rarity(g) for g in mine}
        whole = sum(weight[g] * k for g, k in mine.items())
        for name, held in c.grams.items():
            shared = sum(weight[g] * min(k, held[n][g]) for g, k in mine.items())
            f[f"share{n + 2}_{name}"] = shared / whole if whole else 0.0
            if name == "recent":
                f[f"sum{n + 2}_{name}"] = min(3.0, shared / 5)
            if name == "all":
                f[f"new{n + 2}"] = min(3.0, (whole - shared) / 10)
    words = content(text)
    f["words"] = sum(w in c.words for w in words) / len(words) if words else 0.0
    mine = endings(reply)
    own = sum(c.endings.values())
    f["endings"] = min(1.0, 3 * sum(c.endings[e] for e in mine) / own) if own else 0.0
    f["ending"] = float(any(c.endings[e] for e in mine))
    length = math.log(1 + len(composed(reply)))
    f["length"], f["length_off"], f["longer"] = length / 4, abs(length - c.length), max(0.0, length - c.length)
    has = marks(reply)
    for m in MARKS:
        f["mark_" + m] = float(m in has)
        f["like_" + m] = 1 - abs(float(m in has) - c.marks[m])
    f["capital"] = 1 - abs(float("A" <= reply[:1] <= "Z") - c.capital)
    f["other"], f["self"] = (float(any(n in text for n in names)) for names in (c.others, c.mine))
    called = titled(text) + capitals(reply)
    f["stranger"] = float(any(w not in c.known for w in called))
    f["known"] = float(any(w in c.known for w in called))
    told = numbers(text)
    f["number"] = float(bool(told))
    f["number_new"] = sum(n not in c.numbers for n in told) / len(told) if told else 0.0
    for d in does(DOES, text) + (["asks"] if "asks" in has else []):
        f["does_" + d] = 1.0
        for where, said, asks in (("turn", c.turn_does, c.asks[1]), ("last", c.last_does, c.asks[0])):
            for s in said + ["asks"] * asks:
                f[f"{where}_{s}>{d}"] = 0.5
    return {k: v for k, v in f.items() if v}


def score(weights, f):
    return sum(weights.get(k, 0.0) * v for k, v in f.items())


class Rule:
    """What the app scores replies with, in one language."""

    def __init__(self, language):
        self.weights, self.rarity = RULE[language]["weights"], Rarity(RULE[language]["common"])

    def scores(self, chat, me, replies):
        c = Chat(chat, me)
        return [score(self.weights, features(c, reply, self.rarity)) for reply in replies]
