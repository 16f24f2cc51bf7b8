#!/usr/bin/env python3
"""Scores `summarize` of the released command, per language and by length of the chat.

ROUGE-1/2/L (F1, percent) beside plain baselines, with the 95 % interval of the difference to the three longest messages
with their senders' names (paired bootstrap over chats); values with their unit against the written summary; values, names
and links that the chat lacks; points whose words are not in the messages that they cite; summaries that are empty, loop, or
end in the middle.
"""
import collections
import json
import re
import sys
import unicodedata
from pathlib import Path

import numpy as np

from command import arguments, baselines, interval, load, run, table
from rouge import Reference

UNITS = "시간|시|분|일|월|년|만원|천원|원|만|천|개|명|장|호|층|번|권|병|잔|kg|km|cm|m|g|%|프로|퍼센트|주|박|회|페이지|박스|인분|살|평|도|점"
VALUE = re.compile(rf"\d[\d,.]*\s?(?:{UNITS})(?![a-z])|\d+[:.]\d\d|[$£€]\d[\d,.]*|\d[\d,.]*\s?(?:am|pm|k|quid|euros?|pounds?)\b|\d+(?:st|nd|rd|th)\b|\d+",
                   re.I)
LINK = re.compile(r"(?:https?://|www\.)[^\s\"'”’]+")
NUMBER = re.compile(r"\d+")
CAPITAL = re.compile(r"(?<![.!?:·/\"“] )(?<!^)\b[A-Z][a-z]+\b")


def values(text):
    return collections.Counter(re.sub(r"[\s,]", "", v.lower()).rstrip(".") for v in VALUE.findall(text))


def strangers(text, r):
    """Numbers, links and Latin names of a text that the chat does not hold."""
    source = " ".join([r.get("date", r.get("start", "")), *(f"{t} {s} {x}" for t, s, x in r["chat"])])
    known = set(NUMBER.findall(source))
    known |= {str(int(n)) for n in known}
    words = set(re.findall(r"[A-Za-z]+", source.lower()))
    return ([n for n in NUMBER.findall(text) if n not in known] + [x for x in LINK.findall(text) if x not in source]
            + [w for w in CAPITAL.findall(text) if w.lower() not in words])


def stems(text):
    """Content words, by their beginning: two syllables of Hangul, four Latin letters."""
    words = re.findall(r"[가-힣]{2,}|[A-Za-z]{4,}", text)
    return {w[:2] if w[0] >= "가" else w[:4].lower() for w in words}


def uncited(point, r):
    """Whether a point says more than its messages: fewer than 60 % of its stems in them, or a number that they lack."""
    said = " ".join(f"{r['chat'][i][1]} {r['chat'][i][2]}" for i in point["messages"])
    words = stems(point["text"])
    inside = len(words & stems(said)) / len(words) if words else 1.0
    return inside < 0.6 or not set(NUMBER.findall(point["text"])) <= set(NUMBER.findall(said))


def loops(text):
    """A run of four words more than twice."""
    t = text.split()
    return max(collections.Counter(zip(t, t[1:], t[2:], t[3:])).values(), default=0) > 2


def cut(text, mode):
    """A summary in sentences that ends in none."""
    return mode == "written" and not re.search(r"[.!?\"”'’)]$", text.strip())


def length(r):
    n = len(r["chat"])
    return "4 to 8" if n <= 8 else "9 to 16" if n <= 16 else "17 and more"


def main():
    p = arguments(__doc__)
    p.add_argument("--out", type=Path, help="writes the answers there, one a line, as scorers read them")
    p.add_argument("--show", type=int, default=0, help="prints this many answers, evenly spread")
    a, out = p.parse_args(), []
    rows = load(a.gold)
    for r in rows:
        r["text"] = [(unicodedata.normalize("NFC", s), unicodedata.normalize("NFC", t)) for _, s, t in r["chat"]]
        r["answer"] = run(a, "summarize", r)
        out.append({"id": r["id"], "summary": r["answer"]["summary"]})
        r["scores"] = {k: np.array(Reference(r["summary"]).scores(t)) * 100
                       for k, t in {**baselines(r["text"]), "ours": r["answer"]["summary"]}.items()}
    if a.out:
        a.out.write_text("".join(json.dumps(o, ensure_ascii=False) + "\n" for o in out), encoding="utf8")
    groups = {"Korean": [r for r in rows if r["lang"] == "ko"], "English": [r for r in rows if r["lang"] == "en"]}
    for name, part in list(groups.items()):
        for size in ("4 to 8", "9 to 16", "17 and more"):
            groups[f"{name}, {size} messages"] = [r for r in part if length(r) == size]
    groups = {k: v for k, v in groups.items() if v}
    shown = lambda x: " / ".join(f"{v:.1f}" for v in x)
    body = []
    for name, part in groups.items():
        mean = {k: np.mean([r["scores"][k] for r in part], 0) for k in part[0]["scores"]}
        gain = [r["scores"]["ours"] - r["scores"]["longest-3 with names"] for r in part]
        low, high = interval(gain)
        body.append([f"{name} ({len(part)})", *(shown(m) for m in mean.values()),
                     "; ".join(f"{g:+.1f} [{x:+.1f}, {y:+.1f}]" for g, x, y in zip(np.mean(gain, 0), low, high))])
    table(["R1 / R2 / RL", *rows[0]["scores"], "ours above longest-3 with names, 95 %"], body)
    body = []
    for name, part in groups.items():
        both = ours = gold = 0
        for r in part:
            x, y = values(r["answer"]["summary"]), values(r["summary"])
            both, ours, gold = both + (x & y).total(), ours + x.total(), gold + y.total()
        points = [(q, r) for r in part for q in r["answer"]["points"]]
        texts = [(t, r) for r in part for t in (r["answer"]["headline"], r["answer"]["summary"])]
        body.append([name, f"{100 * both / max(1, ours):.0f} / {100 * both / max(1, gold):.0f}",
                     str(sum(len(strangers(t, r)) for t, r in texts)),
                     f"{100 * np.mean([not uncited(q, r) for q, r in points]):.1f} of {len(points)}",
                     str(sum(not r["answer"]["summary"].strip() for r in part)), str(sum(loops(r["answer"]["summary"]) for r in part)),
                     str(sum(cut(r["answer"]["summary"], r["answer"]["mode"]) for r in part)),
                     f"{np.mean([Reference(r['headline']).scores(r['answer']['headline'])[0] for r in part]) * 100:.1f}"])
    table(["", "values: precision / recall", "values, names, links that the chat lacks", "points within their messages, %", "empty", "looping",
           "cut", "headline R1"], body)
    for r in rows[:: max(1, len(rows) // a.show)][: a.show] if a.show else []:
        print(f"- **{r['id']}, {len(r['chat'])} messages, {shown(r['scores']['ours'])}** {r['answer']['headline']}: {r['answer']['summary']}")
        print(f"  - written: {r['headline']}: {r['summary']}")


if __name__ == "__main__":
    sys.exit(main())
