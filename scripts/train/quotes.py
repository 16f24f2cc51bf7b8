"""The summary in quotes: which messages are chosen, and how their own words are put together. Reference of the app's rule.

Everything here is plain enough to be written again in another language, number by number: `quotes.json` holds the constants,
Tests/Fixtures/assistant/quotes.json holds cases. See models/README.md for the rule in words.
"""
import json
import math
from pathlib import Path

from rouge import tokens

RULE = json.loads((Path(__file__).parent / "quotes.json").read_text(encoding="utf8"))
LAUGHS = set("ㅋㅎㅠㅜㅡ~^")
OPENERS = set(RULE["openers"])
PLACEHOLDERS = tuple(RULE["placeholders"])


def picture(c):
    """Emoji, dingbats, joiners and variation selectors."""
    n = ord(c)
    return 0x1F000 <= n <= 0x1FAFF or 0x2600 <= n <= 0x27BF or n in (0x200D, 0xFE0F)


def trim(text):
    """The words of a message without laughs, crying, pictures, repeated marks and opening interjections."""
    kept = []
    for c in " ".join(text.split()):
        if c in LAUGHS or picture(c):
            c = " "
        if c in "!?." and kept and kept[-1] == c:
            continue
        kept.append(c)
    words = "".join(kept).split()
    while len(words) > 2 and words[0].strip(",.!?").lower() in OPENERS:
        words = words[1:]
    return " ".join(words).rstrip(" ,")


def placeholder(text):
    """A message that only stands for something else: a photo, a sticker, a file."""
    return text in RULE["placeholders_whole"] or text.startswith(PLACEHOLDERS)


def render(chat, chosen):
    """`A: one · two / B: three`: chat order, the name once per run of the same speaker."""
    out, last = "", None
    for i in chosen:
        sender, words = chat[i][0], trim(chat[i][1])
        if sender == last:
            out += f" · {words}"
        else:
            out += f"{' / ' if out else ''}{sender}: {words}"
        last = sender
    return out
