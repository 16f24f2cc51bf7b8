"""What a chat says for and against a sentence about it: who did it, which value, whether it was so. Reference of the app's check.

No model: the messages that share words with a part of the sentence bear it out, and what counts is who sent them, whom they call,
which values stand in them, and whether they deny. Every fact is a number; `evidence.json` holds how much each counts, fitted by
`fit_evidence.py` on true sentences beside ones that are nearly right (`contrasts.py`). Text is NFC.
"""
import json
import math
import re
from pathlib import Path

import values

FILE = Path(__file__).parent / "evidence.json"
RULE = json.loads(FILE.read_text(encoding="utf8")) if FILE.exists() else {}
UNIT = re.compile(r"[가-힣]+|[a-z]+|[0-9]+")
RUN = re.compile(r"[가-힣a-z]+")
UPPER = {c: c + 32 for c in range(65, 91)}

IDLE = set("""the and you that this with for are was were has have had will would can could should from they them their there then than what
when who which his her him she its it not but did does don isn won all just get got about into out our your yours mine one also been being
some any how too very more most over under after before because while where off says said tell tells told asks asked""".split())
IDLE_PAIRS = set("""했다 한다 다고 라고 자고 냐고 기로 하고 하며 하기 하는 으로 에서 까지 부터 에게 한테 니다 습니 합니 이다 있다 없다 했고 했으 으며 이며 지만 해서 아서 어서
면서 려고 겠다 된다 됐다 되어 하자 하면 다며 라며 인지 는지 은지 을지 할지 이라 해야 대로 처럼 보다 마다 만큼 이나 이고 세요 어요 아요 해요 에요 예요 네요 데요 거든 잖아
는데 은데 인데 그리 그런 그럼 그래 근데 그거 이거 저거 우리 제가 내가 너무 진짜 정도 같아 같이 있어 없어 했어 할게 할까""".split())
ASKING = ("?", "？", "줘", "주세요", "주실", "줄래", "까요", "어때", "나요", "부탁", "해라", "하자", "자 ", "할래", "라고", "바랍", "주십", "주라", "와라", "가라",
          "해봐", "해 봐", "세요 ", "can you", "could you", " please", " pls", " plz", " let's", "would you", "don't forget", "need you",
          "you should")
OWN = (" i'll ", " ill ", " i will ", " i can ", " i'm ", " im ", " i am ", " i'd ", " i've ", " i have ", " my ", " i ")
DENYING = (" 안 ", " 못 ", "지 않", "지 못", "지 말", "지 마", "지는 않", "지도 않", "지는 못", "지도 못", "지를 못", "지를 않", " 안돼", " 안되", " 안된", " 안됨",
           " 안가", " 안해", " 안와", " 안함", " 안하", " 못해", " 못하", " 못가", " 못갈", " 못온", " 못볼", " 못먹", "없", "아니", "아님", "아닌", "취소",
           "거절", "말고", "불가", "힘들", "어렵", "빼고", "빠지", "무리", "ㄴㄴ", "모르", "몰라", "그만", "포기", "실패", "잃", " not ", "n't ", " no ",
           " never ", " cannot ", " cant ", " wont ", " dont ", " isnt ", " doesnt ", " didnt ", " without ", " refus", " cancel", " none ",
           " nobody ", " nothing ", " unable ", " declin", " neither ", " nor ", " unless ", " fail", " nope ", " nah ", " off ", " sold out ",
           " missed ", " instead ")
VERBS = (("asked", ("물었", "묻", "물어", "부탁", "달라", "요청", "권", "제안", "자고", "냐고", "초대", "청했", "재촉", "추천", "문의", "확인해", "원했", "알려", "공지", "전했", "안내",
                    " ask", " want", " suggest", " request", " remind", " need", " told ", " tells ", " wonder", " offer", " announc",
                    " propos", " invit")),
         ("decided", ("기로", "겠다", "맡", "예정", "약속", "줄 것", "정했", "동의", "승낙", "참석", "할 것", "계획", "려 한", "생각", " will ", " agree", " promis",
                      " bring", " going to ", " plan", " accept", " has to ")),
         ("said", ("다고", "라며", "다며", "라고", "말했", "했다", " says ", " said ", " think", " explain")))
ROLES = (("subject", ("이", "가", "께서", "이가")), ("topic", ("은", "는", "도", "이는")),
         ("to", ("에게", "한테", "께", "이에게", "더러", "에게서", "이한테", "에게는", "한테서")), ("object", ("을", "를")), ("of", ("의",)),
         ("with", ("과", "와", "이랑", "랑", "하고")))
BEFORE = set("to with for from by of at than told asked reminded thanked invited let lets give gives gave helps paying".split())
ENDS = ("며", "지만", "는데", "자", "서", "니", "때문에")
REPORTED = ("다고", "라고", "자고", "냐고")
JOINTS = set("and but while so because as after who which where though although since until if".split())
TITLES = ("씨", "님", "쌤", "이", "대리", "과장", "팀장", "주임", "부장", "사장", "선배", "언니", "누나", "오빠", "형", "이모", "삼촌")
NATIVE = {"하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "열한": 11,
          "열두": 12, "스무": 20, "스물": 20, "반": 30}
SINO = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
TENS = {"십": 10, "백": 100, "천": 1000}
ENGLISH = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
                                      "sixteen seventeen eighteen nineteen twenty".split())}
ENGLISH |= {"thirty": 30, "forty": 40, "fifty": 50, "half": 30, "quarter": 15, "first": 1, "second": 2, "third": 3, "dozen": 12,
            "couple": 2, "once": 1, "twice": 2, "noon": 12, "midnight": 12}


FEWEST = 4  # units, but for names, that a sentence needs to be doubted for them
MOST = 12  # people, and values of a kind, that are tried in the place of another


def folded(text):
    return text.translate(UPPER)


def padded(text):
    """For marks that begin or end with a space: marks of punctuation become spaces, but for ' and ?."""
    return " " + re.sub(r"[.,!;:()~…\"“”]", " ", folded(text).replace("’", "'")) + " "


def has(text, marks):
    return any(m in text for m in marks)


def units(text):
    out = []
    for m in UNIT.finditer(folded(text)):
        w = m[0]
        if w[0] >= "가":
            out += [p for p in map("".join, zip(w, w[1:])) if p not in IDLE_PAIRS]
        elif w[0] <= "9":
            out.append(w)
        elif len(w) >= 3 and w not in IDLE:
            out.append(w[:4])
    return out


def act(text, korean):
    """What a message does: ask, promise (or tell of oneself), tell."""
    low = padded(text)
    if has(low, ASKING):
        return "ask"
    if not korean:
        return "own" if has(low, OWN) else "tell"
    for word in low.split():
        core = "".join(c for c in word if "가" <= c <= "힣").rstrip("요")
        if "겠" in core or len(core) > 1 and core[-1] == "게" and (ord(core[-2]) - 0xAC00) % 28 == 8:
            return "own"
    return "tell"


def denials(text):
    low = padded(text)
    return sum(low.count(m) for m in DENYING)


def numbers(text):
    """The numbers of a text, without leading zeros."""
    return {n.lstrip("0") or "0" for n in re.findall(r"[0-9]+", text)}


def spelled(text):
    """Numbers that a text says in words, or says as another hour: 다섯 곡, 만오천원, half 7, 15:10 for 3:10."""
    low, found = folded(text), set()
    for m in re.finditer(r"[가-힣]+", low):
        w = m[0]
        for k in range(min(2, len(w)), 0, -1):
            if w[:k] in NATIVE:
                found.add(str(NATIVE[w[:k]]))
                break
    for m in re.finditer(r"[0-9일이삼사오육칠팔구십백천만]+", low):
        if not has(m[0], "십백천만"):
            continue
        total, part, digit = 0, 0, None
        for c in m[0][:12]:
            if "0" <= c <= "9":
                digit = (digit or 0) * 10 + int(c)
            elif c in SINO:
                digit = SINO[c]
            elif c == "만":
                total, part, digit = total + max(1, part + (digit or 0)) * 10_000, 0, None
            else:
                part, digit = part + (1 if digit is None else digit) * TENS[c], None
        found.add(str(total + part + (digit or 0)))
    for w in re.findall(r"[a-z]+", low):
        if w in ENGLISH:
            found.add(str(ENGLISH[w]))
    for m in re.finditer("[0-9]+", low):
        n, rest = int(m[0]) if len(m[0]) < 3 else 0, low[m.end(): m.end() + 6]
        if 12 < n < 25 and re.match("[.:][0-9][0-9]", rest):
            found.add(str(n - 12))
        elif 0 < n < 12 and "pm" in rest:
            found.add(str(n + 12))
    return found


def clauses(text, korean):
    """Where the clauses of a sentence end and begin: [(start, end)]."""
    out, start = [], 0
    for m in re.finditer(r"\S+", text):
        word, end = m[0], None
        core = word.rstrip(".,;:!?")
        if len(core) < len(word) and word[-1] in ",;:.!?":
            end = m.end()
        elif korean:
            if len(core) > 1 and (core.endswith(ENDS) or core.endswith("고") and not core.endswith(REPORTED)):
                end = m.end()
        elif folded(word) in JOINTS and m.start() > start:
            end = m.start()
        if end is not None:
            out.append((start, end))
            start = end
    return out + ([(start, len(text))] if text[start:].strip() else [])


class Evidence:
    def __init__(self, chat):
        """chat: [(sender, text)]"""
        self.chat, n = chat, len(chat)
        self.korean = any("가" <= c <= "힣" for _, t in chat for c in t)
        self.people = list(dict.fromkeys(s for s, _ in chat))
        self.forms = {p: self.called(p) for p in self.people}
        self.units = [set(units(t)) for _, t in chat]
        count = {}
        for u in self.units:
            for x in u:
                count[x] = count.get(x, 0) + 1
        self.rare = {x: math.log(1 + n / k) for x, k in count.items()}
        self.damp = [1 / (1 + 0.3 * math.log(1 + len(u))) for u in self.units]
        self.acts = [act(t, self.korean) for _, t in chat]
        self.denies = [min(1, denials(t)) for _, t in chat]
        low = [folded(t) for _, t in chat]
        self.named = [{p for p in self.people if any(folded(w) in t for w in self.forms[p])} for t in low]
        self.addressed = []
        for i, (s, _) in enumerate(chat):
            called = sorted(self.named[i] - {s})
            if not called:
                before = next((chat[j][0] for j in range(i - 1, -1, -1) if chat[j][0] != s), None)
                after = next((chat[j][0] for j in range(i + 1, n) if chat[j][0] != s), None)
                called = [p for p in (before, after) if p]
            self.addressed.append({p: called.count(p) / len(called) for p in called})
        self.numbers = [numbers(t) for _, t in chat]
        self.spelled = [spelled(t) for _, t in chat]
        self.known = set().union(*self.numbers, *self.spelled, *map(numbers, self.people))
        self.values = [[(key, kind) for key, kind, *_ in values.find(t)] for _, t in chat]

    def called(self, person):
        """What the summary may call a person: the name, a part of it, the given name."""
        parts = [person] + [w for w in person.split() if len(w) > 1]
        if len(person) == 3 and all("가" <= c <= "힣" for c in person):
            parts.append(person[1:])
        if all("가" <= c <= "힣" for c in person):
            parts += [person[: -len(t)] for t in TITLES if person.endswith(t) and len(person) - len(t) in (2, 3)]
        others = [q for q in self.people if q != person]
        return list(dict.fromkeys(w for w in parts if w == person or not any(w in q for q in others)))

    def mentions(self, text):
        """[(start, end, person, role)] of the people in a sentence, from left to right."""
        forms = sorted(((w, p) for p in self.people for w in self.forms[p]), key=lambda f: -len(f[0]))
        found = []
        for w, p in forms:
            at = text.find(w)
            while at >= 0:
                end = at + len(w)
                latin = "a" <= folded(w)[-1] <= "z"
                inside = latin and (text[end: end + 1].isalpha() or text[max(0, at - 1): at].isalpha())
                if not inside and not any(at < e and s < end for s, e, _ in found):
                    found.append((at, end, p))
                at = text.find(w, end)
        found.sort()
        out = []
        for k, (s, e, p) in enumerate(found):
            out.append((s, e, p, self.role(text, s, e)))
        for k in range(len(out) - 2, -1, -1):
            between = text[out[k][1]: out[k + 1][0]]
            if self.korean and out[k][3] in ("with", "other") and len(between) <= 4 or between in (" and ", ", ", " or "):
                out[k] = (*out[k][:3], out[k + 1][3])
        return out

    def role(self, text, start, end):
        if self.korean:
            rest = re.match("[가-힣]*", text[end:])[0]
            return next((role for role, forms in ROLES if rest in forms), "other")
        if text[end: end + 2] in ("'s", "’s"):
            return "of"
        before = RUN.findall(folded(text[:start]))[-1:]
        return "object" if before and before[0] in BEFORE and not text[:start].rstrip().endswith((",", ";", ".")) else "subject"

    def weigh(self, text):
        """The share of each message in what bears a text out; zeros where none does."""
        said = set(units(text))
        like = [sum(self.rare[x] for x in sorted(said & u)) * d for u, d in zip(self.units, self.damp)]
        total = sum(x * x for x in like)
        return [x * x / total for x in like] if total > 0 else like

    def facts(self, text, exchanged=None):
        """{name: number} for one sentence. exchanged: two people who change places in it."""
        f = {}

        def add(name, value):
            f[name] = f.get(name, 0.0) + value

        parts = clauses(text, self.korean)
        self.actors(text, add, exchanged)
        self.amounts(text, parts, add)
        self.denials(text, parts, add)
        return f

    def denials(self, text, parts, add):
        for start, end in parts:
            share = self.weigh(text[start:end])
            said, found = denials(text[start:end]), sum(x * d for x, d in zip(share, self.denies))
            add("denied more", max(0.0, said - found))
            if sum(share) > 0:
                add("denied less", max(0.0, found - said))
                top = max(range(len(share)), key=lambda j: share[j])
                add("denied less than the best", max(0.0, self.denies[top] - said))
                add("denied more than the best", max(0.0, said - self.denies[top]))

    def actors(self, text, add, exchanged=None):
        found = self.mentions(text)
        swap = {} if exchanged is None else dict([exchanged, exchanged[::-1]])
        even = 1 / max(1, len(self.people))
        for k, (start, end, person, role) in enumerate(found):
            left = max([0] + [e for _, e, *_ in found if e <= start])
            following = [s for s, *_ in found if s - end > 4] if k + 1 < len(found) and found[k + 1][0] - end <= 4 else [
                s for s, *_ in found if s >= end]
            right = min([len(text)] + following)
            does, person = "does" if role in ("subject", "topic") else "other", swap.get(person, person)
            for side, part in (("after", text[end:right]), ("before", text[left:start])):
                share = self.weigh(part)
                if sum(share) <= 0:
                    continue
                add(f"{side} {role}", sum(x for x, (s, _) in zip(share, self.chat) if s == person) - even)
                low = padded(part)
                verb = next((name for name, marks in VERBS if has(low, marks)), "plain")
                for kind in ("ask", "own", "tell"):
                    of = [j for j, a in enumerate(self.acts) if a == kind]
                    add(f"{side} {does} {kind} {verb} sender", sum(share[j] for j in of if self.chat[j][0] == person))
                    add(f"{side} {does} {kind} {verb} addressed", sum(share[j] * self.addressed[j].get(person, 0) for j in of))
                add(f"{side} {does} named", sum(x for x, who in zip(share, self.named) if person in who))
                top = max(range(len(share)), key=lambda j: share[j])
                add(f"{side} {does} best", float(self.chat[top][0] == person))

    def amounts(self, text, parts, add):
        all_numbers, all_spelled = set().union(*self.numbers), set().union(*self.spelled)
        keys = {key for row in self.values for key, _ in row}
        seen = set()
        for key, kind, start, end in values.find(text):
            digits = sorted(numbers(key))
            if key not in keys:
                missing = [n for n in digits if n not in all_numbers]
                if missing:
                    add("value strange", float(any(n not in all_spelled for n in missing)))
                    add("value spelled", float(any(n in all_spelled for n in missing)))
                else:
                    add("value of another unit", 1.0)
            holds = [j for j, row in enumerate(self.values) if any(k == key for k, _ in row)] or [
                j for j in range(len(self.chat)) if all(n in self.numbers[j] or n in self.spelled[j] for n in digits)]
            left, right = next((p for p in parts if p[0] <= start < p[1]), (0, len(text)))
            near = " ".join(text[:start].split()[-2:]) + " " + text[end: end + 14]
            own = set(units(text[start:end]))
            for name, part in (("clause", text[left:start] + " " + text[end:right]), ("sentence", text[:start] + " " + text[end:]),
                               ("near", near)):
                said = set(units(part)) - own
                like = [sum(self.rare[x] for x in sorted(said & u)) for u in self.units]
                like = [x + 0.4 * max(like[j - 1] if j else 0.0, like[j + 1] if j + 1 < len(like) else 0.0) for j, x in enumerate(like)]
                if max(like) <= 0:
                    continue
                add(f"value best {name}", max([like[j] for j in holds], default=0.0) / max(like) - 1)
                add(f"value share {name}", sum(like[j] ** 2 for j in holds) / sum(x * x for x in like))
            add("value beside", float(self.beside(text, key, start, end, holds)))
            if key in seen:
                add("value twice", 1.0)
            seen.add(key)
            later = [j for j, row in enumerate(self.values) if any(d == kind and k != key for k, d in row)]
            if holds and later:
                add("value last", float(max(holds) >= max(later)))

    def beside(self, text, key, start, end, holds):
        """How many of the words before and after a value stand beside it in a message too: 0, 1 or 2."""
        low = folded(text)
        before, after = RUN.findall(low[:start])[-1:], RUN.findall(low[end:])[:1]
        first, most = re.search("[0-9]+", key)[0], 0
        for j in holds:
            said = folded(self.chat[j][1])
            at = said.find(first)
            while at >= 0:
                left, right = RUN.findall(said[:at])[-2:], RUN.findall(said[at + len(first):])[:3]
                most = max(most, any(w[:2] == b[:2] for b in before for w in left) + any(w[:2] == a[:2] for a in after for w in right))
                at = said.find(first, at + len(first))
        return most


def sentences(text):
    """As the app cuts: at .!?… before white space, but a full stop behind a digit or a title (Mrs.) goes on."""
    out, current = [], ""
    for i, c in enumerate(text):
        if c in "\r\n":
            out.append(current)
            current = ""
            continue
        current += c
        after, before = text[i + 1: i + 2] or " ", text[i - 1: i]
        if c in ".!?。…" and after.isspace() and not (c == "." and (before.isnumeric() or re.search(r"(?:^|\s)(?:Mr|Mrs|Ms|Dr|St)\.$", current))):
            out.append(current)
            current = ""
    return [s.strip() for s in out + [current] if s.strip()]


def facts(evidence, summary):
    total = {}
    for s in sentences(summary):
        for k, v in evidence.facts(s).items():
            total[k] = total.get(k, 0.0) + v
    return total


def weights(evidence, rule=None):
    return (rule or RULE)["korean" if evidence.korean else "english"]


def worth(evidence, found, rule=None):
    w = weights(evidence, rule)
    return sum(w.get(k, 0.0) * v for k, v in found.items())


def score(evidence, summary, rule=None):
    return worth(evidence, facts(evidence, summary), rule)


def doubts(evidence, text, rule=None):
    """How much speaks against one sentence, by kind; 0 is nothing.

    strange: 1 where the chat lacks one of its numbers. value: how much better another value of the chat of the same kind fits in the
    place of one. actor: how much better the best exchange of two people fits. turned: what the denials cost. unknown: the share of
    the sentence's units, but for names, that the chat lacks.
    """
    out = {"strange": 0.0, "value": 0.0, "actor": 0.0, "turned": 0.0, "unknown": 0.0}
    add = lambda f: lambda k, v: f.__setitem__(k, f.get(k, 0.0) + v)
    who = {}
    evidence.actors(text, add(who))
    base = worth(evidence, who, rule)
    for one in dict.fromkeys(p for _, _, p, _ in evidence.mentions(text)):
        for other in evidence.people[:MOST]:
            if other != one:
                f = {}
                evidence.actors(text, add(f), (one, other))
                out["actor"] = max(out["actor"], worth(evidence, f, rule) - base)
    parts, what = clauses(text, evidence.korean), {}
    evidence.amounts(text, parts, add(what))
    base = worth(evidence, what, rule)
    for key, kind, start, end in values.find(text):
        if not numbers(text[start:end]) <= evidence.known:
            out["strange"] = 1.0
        others = list(dict.fromkeys(k for row in evidence.values for k, d in row if d == kind and k != key))[:MOST]
        for other in others:
            f, changed = {}, text[:start] + other + text[end:]
            evidence.amounts(changed, clauses(changed, evidence.korean), add(f))
            out["value"] = max(out["value"], worth(evidence, f, rule) - base)
    denied = {}
    evidence.denials(text, parts, add(denied))
    out["turned"] = max(0.0, -worth(evidence, denied, rule))
    said = set(units(text)) - set(units(" ".join(evidence.people)))
    out["unknown"] = sum(x not in evidence.rare for x in said) / len(said) if len(said) >= FEWEST else 0.0
    return out
