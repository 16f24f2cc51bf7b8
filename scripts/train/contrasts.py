"""Answers that are nearly right: the same sentence with another actor, another value, or the decision turned round.

The model learns to tell them from the true answer (`finetune.py`), and `scripts/eval/contrast.py` asks whether it can.
"""
import re

NUMBER = re.compile(r"\d+")
HANGUL = re.compile("[가-힣]")
# (as written, turned round). The first that is found is turned, one place at a time.
KOREAN = [(r"기로 했", "지 않기로 했"), (r"다고 했", "지 않는다고 했"), (r"수 있", "수 없"), (r"수 없", "수 있"), (r"해야 (한|했)", r"하지 않아도 된"),
          (r"하지 않기로", "하기로"), (r"지 않기로", "기로"), (r"괜찮다고", "안 된다고"), (r"맡기로 했", "맡지 않기로 했"), (r"취소", "확정"),
          (r"있다", "없다"), (r"없다", "있다"), (r"했다\.", "하지 않았다."), (r"한다\.", "하지 않는다."), (r"된다\.", "되지 않는다.")]
ENGLISH = [(r"\bwill not\b|\bwon't\b", "will"), (r"\bwill\b", "will not"), (r"\bcannot\b|\bcan't\b", "can"), (r"\bcan\b", "cannot"),
           (r"\bis not\b|\bisn't\b", "is"), (r"\bis\b", "is not"), (r"\bare\b", "are not"), (r"\bagreed to\b", "refused to"),
           (r"\bhas\b", "has not"), (r"\bwas\b", "was not"), (r"\bneeds\b", "does not need"), (r"\bstill\b", "no longer")]
PARTICLES = [("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("이랑", "랑"), ("으로", "로")]


def closed(word):
    """Whether the last syllable ends in a consonant; None where the word does not end in Hangul."""
    return (ord(word[-1]) - 0xAC00) % 28 > 0 if HANGUL.match(word[-1]) else None


def placed(name, rest):
    """The name before the rest of a text, with the particle at its beginning in the form that the name asks for."""
    for with_consonant, with_vowel in sorted(PARTICLES, key=lambda p: -len(p[0])):
        for form in (with_consonant, with_vowel):
            after = rest[len(form): len(form) + 1]
            if rest.startswith(form) and (not after or not HANGUL.match(after)) and closed(name) is not None:
                return name + (with_consonant if closed(name) else with_vowel) + rest[len(form):]
    return name + rest


def swapped(rng, chat, text):
    """Two people change places, or one who is named gives way to one who is not."""
    people = list(dict.fromkeys(s for s, _ in chat))
    named = [p for p in people if p in text]
    if not named or len(people) < 2:
        return None
    one = rng.choice(named)
    other = rng.choice([p for p in people if p != one])
    if one in other or other in one:
        return None
    parts = re.split(f"({re.escape(one)}|{re.escape(other)})", text)
    out = ""
    for part in reversed(parts):
        out = placed(other if part == one else one, out) if part in (one, other) else part + out
    return out if out != text else None


def other_value(rng, chat, text, strangers=()):
    """A number of the text becomes another one of the chat, of a strange chat, or its neighbour."""
    found = list(NUMBER.finditer(text))
    if not found:
        return None
    m = rng.choice(found)
    near = [n for _, t in chat for n in NUMBER.findall(t) if n != m[0]]
    strange = [n for n in strangers if n != m[0] and len(n) == len(m[0])]
    pool = rng.choice([p for p in (near, strange, [str(int(m[0]) + rng.choice((1, 2, 3)))]) if p])
    return text[: m.start()] + rng.choice(pool) + text[m.end():]


def turned(rng, text):
    """The decision turned round: is becomes is not, 하기로 becomes 하지 않기로."""
    rules = KOREAN if len(HANGUL.findall(text)) * 3 > len(text) else ENGLISH
    hits = [(m, new) for old, new in rules for m in re.finditer(old, text)]
    if not hits:
        return None
    m, new = rng.choice(hits)
    return text[: m.start()] + new + text[m.end():]


def contrasts(rng, chat, text, strangers=()):
    """{kind: text} of those contrasts that this text allows."""
    made = {"actor": swapped(rng, chat, text), "value": other_value(rng, chat, text),
            "strange value": other_value(rng, chat, text, strangers) if strangers else None, "turned": turned(rng, text)}
    return {k: v for k, v in made.items() if v and v != text}
