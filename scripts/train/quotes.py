"""The summary in quotes: which messages are chosen, and how their own words are put together. Reference of the app's rule.

Everything here is plain enough to be written again in another language, number by number: `quotes.json` holds the constants,
Tests/Fixtures/assistant/quotes.json holds cases. Text is taken as NFC. See models/README.md for the rule in words.
"""
import json
import re
from functools import lru_cache
from pathlib import Path

import overtaken
import values

RULE = json.loads((Path(__file__).parent / "quotes.json").read_text(encoding="utf8"))
OPENERS = set(RULE["openers"])
UNIT = re.compile(r"[가-힣]|[A-Za-z]+|[0-9]+")


def units(text):
    """What length is counted in: Hangul syllables, runs of Latin letters, runs of digits; lower case."""
    return UNIT.findall(text.lower())


def picture(c):
    """Emoji, dingbats, joiners and variation selectors."""
    n = ord(c)
    return 0x1F000 <= n <= 0x1FAFF or 0x2600 <= n <= 0x27BF or n in (0x200D, 0xFE0F)


@lru_cache(100_000)
def trim(text):
    """The words of a message without laughs, crying, pictures, repeated marks and opening interjections.

    Where nothing would stay, the message as it is.
    """
    kept = []
    for c in " ".join(text.split()):
        if c in RULE["dropped"] or picture(c):
            c = " "
        if c in "!?." and kept and kept[-1] == c:
            continue
        kept.append(c)
    words = "".join(kept).split()
    while len(words) > 2 and words[0].strip(",.!?").lower() in OPENERS:
        words = words[1:]
    return " ".join(words).rstrip(" ,") or " ".join(text.split())


def quotable(text, rule=RULE):
    """Not a photo, a sticker or a file, and with a number or some weight after trimming: a Latin word is two syllables."""
    if text in rule["placeholders"] or text.startswith(tuple(rule["placeholder_starts"])):
        return False
    said = units(trim(text))
    return any(u[0] in "0123456789" for u in said) or sum(1 + (u[0] < "가") for u in said) >= rule["shortest"]


@lru_cache(10_000)
def measure(chat):
    """(features, units, pairs of units) of every message of a tuple of (sender, text).

    Features in the order of RULE["weights"] without its first entry, `points`: length against the longest message, first,
    last, position, holds a number, how many (up to 3), the sender's share of the messages.
    """
    text = [units(trim(t)) for _, t in chat]
    longest, last = max(map(len, text)), len(chat) - 1
    features = []
    for i, (sender, _) in enumerate(chat):
        numbers = sum(u[0] in "0123456789" for u in text[i])
        share = sum(s == sender for s, _ in chat) / len(chat)
        features.append([len(text[i]) / (1 + longest), float(i == 0), float(i == last), i / max(1, last),
                         float(numbers > 0), float(min(3, numbers)), share])
    return features, text, [set(zip(u, u[1:])) for u in text]


def of_language(chat, rule):
    """The rule with the constants of a chat without Hangul, for such a chat."""
    if any("가" <= c <= "힣" for _, t in chat for c in t):
        return rule
    return rule | rule["english"] | {"weights": rule["weights"] | {"points": rule["english"]["points"]}}


def choose(chat, points, rule=RULE):
    """Indices of the quoted messages, in chat order."""
    return selected(chat, points, rule)[0]


def selected(chat, points, rule=RULE, least=0):
    """Indices of the quoted messages, and of those beyond the budget that are key points where `least` are wanted, but no more than one
    for every five messages; both in chat order. points: logit(keep) - logit(skip) of every message.

    Best first (the earlier of equals), each minus a penalty for the pairs of units already quoted, plus `value` times the
    chance of each of its values that is not quoted yet, less `value_even`, and minus `value_again` for each that is. A chat without
    Hangul has the constants of `english`. Passed over: a message that overshoots the budget by
    more than `overshoot` of its own length (the first is always taken), one whose pairs are quoted already, but for a share of
    `repeat_most`, one whose values are all quoted already, and one that a later message probably overtakes (`overtaken.py`), unless
    that one is quoted: it is taken first; in a long chat also one that probably is overtaken by whatever. It ends when the budget is used. A chat where nothing can be
    quoted gives its last message.
    """
    features, text, pairs = measure(tuple(map(tuple, chat)))
    rule = of_language(chat, rule)
    w = list(rule["weights"].values())
    score = [w[0] * p + sum(a * b for a, b in zip(w[1:], f)) for p, f in zip(points, features)]
    budget = min(rule["budget_base"] + rule["budget_share"] * sum(map(len, text)), rule["budget_most"])
    rest = [i for i, (_, t) in enumerate(chat) if quotable(t, rule)] or [len(chat) - 1]
    chance = [dict(row) for row in values.chances(tuple(map(tuple, chat)), tuple(trim(t) for _, t in chat))]
    changed, risky = overtaken.look([s for s, _ in chat], [trim(t) for _, t in chat], [t for _, t in chat])
    rest = [i for i in rest if i not in risky] or rest
    chosen, used, seen, told = [], 0, set(), set()
    further, least, over, more = [], min(least, len(chat) // 5), [], False
    while True:
        if not more and (not rest or used >= budget):
            more, rest = True, sorted(rest + over)
        if not rest or more and len(chosen) + len(further) >= least:
            break
        said = lambda i: len(pairs[i] & seen) / len(pairs[i]) if pairs[i] else 0.0
        worth = lambda i: sum(-rule["value_again"] if key in told else p - rule["value_even"] for key, p in chance[i].items())
        best = max(rest, key=lambda i: (score[i] - rule["repeat"] * said(i) + rule["value"] * worth(i), -i))
        while later := [i for i in changed.get(best, ()) if i in rest]:
            best = later[0]
        rest.remove(best)
        if any(i not in chosen + further for i in changed.get(best, ())):
            if any(i in over for i in changed[best]):
                over.append(best)
            continue
        if said(best) > rule["repeat_most"]:
            continue
        if not more and chosen and used + (1 - rule["overshoot"]) * len(text[best]) > budget:
            over.append(best)
            continue
        if chance[best] and chance[best].keys() <= told:
            continue
        (further if more else chosen).append(best)
        used += len(text[best])
        seen |= pairs[best]
        told |= chance[best].keys()
    return sorted(chosen), sorted(further)


SHORT = {"mrs", "approx", "etc", "vs", "tel", "est", "incl", "min", "max"}
NOUNS = ("중요", "필요", "수요", "주요", "월요", "화요", "목요", "금요", "토요", "일요", "개요", "소요", "담요", "동요", "민요")


def ends(word):
    """Whether a sentence surely ends with this word: by its mark, or by a polite ending."""
    core = word.rstrip(".,!?…")
    if word[-1] in "!?…":
        return True
    if word[-1] == "." and "." not in core and len(core) > 2 - (core[-1:] >= "가") and not core[-1].isdigit():
        return core.lower() not in SHORT
    return len(core) > 2 and core.endswith(("요", "니다", "죠")) and not core.endswith(NOUNS) and "가" <= core[-3] <= "힣"


def sentences(text):
    out, current = [], []
    for word in text.split(" "):
        current.append(word)
        if ends(word):
            out.append(" ".join(current))
            current = []
    return out + ([" ".join(current)] if current else [])


def words(chat, chosen, rule=RULE):
    """What is said of each chosen message: a sentence whose values are all said already, or unlikely to be kept (below
    `unlikely`), is left out where another stays."""
    rule, chance = of_language(chat, rule), values.chances(tuple(map(tuple, chat)), tuple(trim(t) for _, t in chat))
    told, out = set(), []
    for i in chosen:
        row, parts = dict(chance[i]), sentences(trim(chat[i][1]))
        keys = [{key for key, *_ in values.find(p)} for p in parts]
        idle = lambda key: key in told or row.get(key, 1.0) < rule["unlikely"]
        kept = [n for n, k in enumerate(keys) if not k or not all(map(idle, k))] or range(len(parts))
        told.update(*(keys[n] for n in kept))
        out.append(" ".join(parts[n] for n in kept))
    return out


def render(chat, chosen, words=None):
    """`A: one · two / B: three`: chat order, the name once per run of the same speaker. words: of `words`, else all."""
    out, last = "", None
    for n, i in enumerate(chosen):
        sender, said = chat[i][0], words[n] if words else trim(chat[i][1])
        out += f" · {said}" if sender == last else f"{' / ' if out else ''}{sender}: {said}"
        last = sender
    return out
