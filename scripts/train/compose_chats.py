"""Puts chats together from the situations in `situations/`: answers are right by construction.

`python compose_chats.py COUNT OUT.jsonl [--held] [--seed N]` writes chats in the form of train.jsonl, with the index of each
message that carries the summary's facts (`keep`) and of each that no longer holds (`stale`). `--check` goes through every outcome
of every situation instead and prints what does not fit.
"""
import argparse
import datetime
import hashlib
import itertools
import json
import re
import sys

from common import HERE, generator, load

PARTICLES = {"은/는": "은는", "이/가": "이가", "을/를": "을를", "와/과": "과와", "으로/로": ("으로", "로"), "이랑/랑": ("이랑", "랑"),
             "아/야": "아야", "이/": ("이", ""), "이나/나": ("이나", "나")}
GIVEN = ("민서 지훈 서연 하준 도윤 수아 예린 현우 지민 태희 유나 준호 소희 민재 은지 승현 다은 재윤 가영 성민 윤아 보람 도일 유건 세아 강우 "
         "나래 한결 이안 시우 채원 정우 해인 로운 다온 규리 진솔 라온 아린 건우").split()
ENGLISH = ("Mina Jake Rosa Tom Priya Leo Nora Sam Ellie Omar Grace Hal Kit Dana Ben Ivy Zoe Max Lena Dom Ravi Ada Noor Finn Cleo "
           "Ines Theo Maya Olu Bea").split()
WEEKDAYS = "월화수목금토일"
ENGLISH_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
ENGLISH_MONTHS = "January February March April May June July August September October November December".split()
READ = {"0": True, "1": True, "3": True, "6": True, "7": True, "8": True}  # 영 일 삼 육 칠 팔 end in a consonant


def situations(held=None):
    """All, or the part that is held out whole (one in ten), or the rest."""
    rows = [s for path in sorted((HERE / "situations").glob("*.jsonl")) for s in load(path)]
    out = lambda s: hashlib.sha256(s["id"].encode()).digest()[0] % 10 == 0
    return [s for s in rows if held is None or out(s) == held]


def holds(condition, flags):
    return all((part[1:] not in flags) if part.startswith("!") else part in flags
               for part in filter(None, (p.strip() for p in condition.split("&"))))


def closed(word):
    """Whether a word is read with a consonant at its end; ㄹ counts as "l"."""
    last = next((c for c in reversed(word) if c.isalnum()), "가")
    if "가" <= last <= "힣":
        final = (ord(last) - 0xAC00) % 28
        return "l" if final == 8 else final > 0
    if last.isdigit():
        return "l" if last in "178" else READ.get(last, False)
    return "l" if last.lower() == "l" else last.lower() in "mnr"


def filled(text, values):
    def put(m):
        word = values[m[1]]
        if not m[2]:
            return word
        with_end, without = PARTICLES[m[2]]
        end = closed(word)
        if m[2] == "으로/로" and end == "l":
            end = False
        return word + (with_end if end else without)
    # 내일 and 모레 take no 에.
    return re.sub(r"(내일|모레)에(?![가-힣])", r"\1", re.sub(r"\{(\w+)(?:\|([^}]*))?\}", put, text))


def day_surface(rng, lang, today, day):
    gap, week = (day - today).days, day.weekday()
    if lang == "ko":
        ways = [f"{day.month}월 {day.day}일", f"{day.month}/{day.day}", f"{day.day}일", f"{day.day}일 {WEEKDAYS[week]}요일"]
        ways += {1: ["내일"] * 4, 2: ["모레"] * 3}.get(gap, [])
        if gap < 7 and week > today.weekday():
            ways += [f"{WEEKDAYS[week]}요일"] * 3 + [f"이번 주 {WEEKDAYS[week]}요일"]
        if 7 - today.weekday() <= gap < 14 - today.weekday():
            ways += [f"다음 주 {WEEKDAYS[week]}요일"] * 3
        return rng.choice(ways)
    ways = [f"{day.day} {ENGLISH_MONTHS[day.month - 1]}", f"{ENGLISH_MONTHS[day.month - 1]} {day.day}", f"{ENGLISH_DAYS[week]} the {ordinal(day.day)}"]
    ways += ["tomorrow"] * 4 if gap == 1 else []
    ways += [ENGLISH_DAYS[week]] * 4 if gap < 7 else []
    return rng.choice(ways)


def ordinal(n):
    return f"{n}{'th' if 10 < n % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def time_surface(rng, lang, minutes):
    hour, minute = divmod(minutes, 60)
    short = hour % 12 or 12
    if lang == "ko":
        part = "오전" if hour < 12 else "오후" if hour < 18 else "저녁"
        tail = "" if not minute else " 반" if minute == 30 and rng.random() < 0.5 else f" {minute}분"
        return rng.choice([f"{part} {short}시{tail}", f"{short}시{tail}", f"{short}시{tail}", f"{hour}:{minute:02d}"])
    half = "am" if hour < 12 else "pm"
    return rng.choice([f"{short}{half}" if not minute else f"{short}:{minute:02d}{half}", f"{hour}:{minute:02d}",
                       f"{short}:{minute:02d}", f"{short} {half}" if not minute else f"{short}.{minute:02d}"])


def amount_surface(rng, lang, n):
    if lang == "ko":
        ways = [f"{n:,}원", f"{n}원"]
        if n % 10000 == 0:
            ways += [f"{n // 10000}만원"] * 3
        elif n % 1000 == 0 and n > 10000:
            ways += [f"{n // 10000}만 {n % 10000 // 1000}천원"] * 2
        elif n % 1000 == 0:
            ways += [f"{n // 1000}천원"] * 2
        return rng.choice(ways)
    return rng.choice([f"{n}", f"£{n}", f"${n}", f"{n} quid"])


def drawn(rng, s, today):
    """(surface of every person and slot, day of day slots, minutes of time slots)."""
    names = rng.sample(GIVEN if s["lang"] == "ko" else ENGLISH, len(s["people"]))
    values = {}
    for (role, choice), name in zip(s["people"].items(), names):
        free = [c for c in choice if c not in values.values()]
        pick = rng.choice(free or choice)
        values[role] = name if pick == "*" else pick
    days, times, seen = {}, {}, set()
    for name, kind in s["slots"].items():
        for _ in range(50):
            if isinstance(kind, list):
                surface = rng.choice(kind)
            elif kind == "day":
                days[name] = today + datetime.timedelta(rng.choice([1, 1, 2, 3, 4, 5, 6, 8, 9, 11, 13, 18, 25]))
                surface = day_surface(rng, s["lang"], today, days[name])
            elif kind == "time":
                times[name] = rng.choice(range(8 * 60, 21 * 60, 30)) + rng.choice([0, 0, 0, 0, 10, 20])
                surface = time_surface(rng, s["lang"], times[name])
            else:
                type_, bounds, *step = kind.split(":")
                low, high = map(int, bounds.split("-"))
                n = rng.randrange(low, high + 1, int(step[0]) if step else 1)
                surface = amount_surface(rng, s["lang"], n) if type_ == "amount" else str(n)
            if surface not in seen and list(days.values()).count(days.get(name)) < 2:
                break
        seen.add(surface)
        values[name] = surface
    return values, days, times


def habits(rng, lang, text):
    """The same words as some people type them."""
    r = rng.random()
    if lang == "ko":
        if r < 0.12:
            text = text.replace(" ", "", 1)
        if 0.1 < r < 0.25:
            text = text.rstrip(".!") + rng.choice(["ㅋㅋ", "ㅎㅎ", "~", "!!", "ㅠ"])
        if 0.3 < r < 0.45:
            text = text.replace("?", "")
        return text
    if r < 0.35:
        text = text[:1].lower() + text[1:]
    return text.rstrip(".") if r < 0.6 else text


def first(entries, flags):
    return next((e for e in entries if holds(e[0], flags)), None)


def composed(rng, s, flags=None, today=None):
    today = today or datetime.date(2025, 1, 1) + datetime.timedelta(rng.randrange(1460))
    flags = {f for f, p in s["flags"].items() if rng.random() < p} if flags is None else flags
    values, days, times = drawn(rng, s, today)
    chat, keep, stale = [], [], []
    clock = rng.randrange(8 * 60, 20 * 60)
    dead = {i for i, condition in s["stale"] if holds(condition, flags)}
    for i, (who, condition, weight, ways) in enumerate(s["turns"]):
        if not holds(condition, flags) or weight == 0 and rng.random() < 0.3:
            continue
        for bubble in filled(rng.choice(ways), values).split(" / "):
            clock = min(clock + rng.choice([0, 0, 1, 1, 2, 3, 7]), 24 * 60 - 1)
            (stale if i in dead else keep if weight == 2 else []).append(len(chat))
            chat.append([f"{clock // 60:02d}:{clock % 60:02d}", values[who], habits(rng, s["lang"], bubble)])
    say = lambda text: filled(text, values)
    events = [dict(title=say(title), date=str(days[day]), time=f"{times[time] // 60:02d}:{times[time] % 60:02d}" if time else "",
                   place=values[place] if place else "")
              for condition, title, day, time, place in s["events"] if holds(condition, flags)]
    return dict(id=s["id"], lang=s["lang"], date=str(today), me=values[s["me"]], chat=chat,
                headline=say(rng.choice(first(s["headline"], flags)[1])), summary=say(rng.choice(first(s["summary"], flags)[1])),
                replies=[say(rng.choice(ways)) for ways in first(s["replies"], flags)[1:]], events=events, keep=keep, stale=stale)


def interleaved(rng, parts):
    """Several chats of one language as one: their messages alternate in runs, their facts all stand."""
    out, order = dict(parts[0], chat=[], keep=[], stale=[], events=[e for p in parts for e in p["events"]]), []
    left = [list(range(len(p["chat"]))) for p in parts]
    while any(left):
        which = rng.choice([i for i, l in enumerate(left) if l])
        for _ in range(min(len(left[which]), rng.randint(1, 4))):
            order.append((which, left[which].pop(0)))
    clock = sorted(t for p in parts for t, _, _ in p["chat"])
    for time, (which, index) in zip(clock, order):
        for kind in ("keep", "stale"):
            if index in parts[which][kind]:
                out[kind].append(len(out["chat"]))
        out["chat"].append([time, *parts[which]["chat"][index][1:]])
    return out | dict(summary=" ".join(p["summary"] for p in parts), id="+".join(p["id"] for p in parts))


def faults(s):
    rng = generator(1, s["id"])
    names = set(s["people"]) | set(s["slots"])
    text = json.dumps([s["turns"], s["headline"], s["summary"], s["replies"]], ensure_ascii=False)
    for name, particle in re.findall(r"\{(\w+)(?:\|([^}]*))?\}", text):
        if name not in names:
            yield f"{{{name}}} is no person and no slot"
        if particle and particle not in PARTICLES:
            yield f"the particle {particle} is not known"
    if s["lang"] == "ko":
        for wrong in re.findall(r"\{\w+\}(?:은|는|이|가|을|를|와|과|으로|로|이랑|랑)(?![가-힣])", text):
            yield f"{wrong}: write the particle as {{X|은/는}}"
    for entries in (s["turns"], s["headline"], s["summary"], s["replies"], s["events"]):
        for e in entries:
            for flag in re.findall(r"\w+", e[1] if entries is s["turns"] else e[0]):
                if flag not in s["flags"]:
                    yield f"the flag {flag} is not in flags"
    if s["me"] not in s["people"] or any(t[0] not in s["people"] for t in s["turns"]):
        yield "me or a turn's speaker is not among people"
    for chosen in itertools.chain.from_iterable(itertools.combinations(s["flags"], n) for n in range(len(s["flags"]) + 1)):
        flags = set(chosen)
        for part in ("headline", "summary", "replies"):
            if not first(s[part], flags):
                yield f"no {part} where {sorted(flags) or 'nothing'} holds"
                return
        said = " ".join(" ".join(t[3]) for t in s["turns"] if holds(t[1], flags))
        for text in first(s["summary"], flags)[1]:
            for name in re.findall(r"\{(\w+)", text):
                if name in s["slots"] and "{" + name not in said:
                    yield f"the summary names {name}, which nobody says where {sorted(flags) or 'nothing'} holds"
        composed(rng, s, flags)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("count", type=int, nargs="?", default=0)
    p.add_argument("out", nargs="?")
    p.add_argument("--held", action="store_true")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--check", action="store_true")
    a = p.parse_args()
    if a.check:
        bad, rows = 0, situations()
        for s in rows:
            try:
                found = list(dict.fromkeys(faults(s)))
            except (KeyError, ValueError, IndexError, TypeError) as error:
                found = [f"not a situation: {error!r}"]
            bad += bool(found)
            for fault in found:
                print(f"{s.get('id')}: {fault}")
        print(len(rows), "situations,", bad, "with faults")
        return 1 if bad else 0
    rows, rng = situations(a.held), generator(a.seed, "compose")
    with open(a.out, "w", encoding="utf8") as out:
        for _ in range(a.count):
            one = rng.choice(rows)
            chat = composed(rng, one)
            if rng.random() < 0.3:
                others = rng.sample([s for s in rows if s["lang"] == one["lang"]], rng.randint(1, 3))
                today = datetime.date.fromisoformat(chat["date"])
                chat = interleaved(rng, [chat, *(composed(rng, s, today=today) for s in others)])
            out.write(json.dumps(chat, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
