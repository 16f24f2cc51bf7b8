#!/usr/bin/env python3
"""Scores the summary in quotes of the default model against the plain baselines, per language.

usage: eval_quotes.py GOLD.jsonl [--model FILE] [--out PRED.jsonl] [--show N]
ROUGE-1/2/L (F1, percent) over Hangul syllables, Latin words and numbers; the numbers that the chat holds; and the 95 %
interval of the difference to longest-3 with names, by paired bootstrap over chats.
"""
import argparse
import json
import re
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts/train"))
import quotes
from common import load
from released import Released
from rouge import Reference


def baselines(chat):
    texts = [t for _, t in chat]
    longest = sorted(texts, key=len)[-3:]
    kept = [i for i, t in enumerate(texts) if t in longest][:3]
    return {"lead-3": " ".join(texts[:3]), "longest-3": " ".join(texts[i] for i in kept),
            "longest-3 with names": " ".join(f"{chat[i][0]}: {chat[i][1]}" for i in kept)}


def grounded(text, r):
    """(numbers that the chat holds, numbers) of a text."""
    source = set(re.findall(r"\d+", r["date"] + " ".join(f" {t} {s} {x}" for t, s, x in r["chat"])))
    source |= {str(int(n)) for n in source}
    numbers = re.findall(r"\d+", text)
    return sum(n in source for n in numbers), len(numbers)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("gold", type=Path)
    p.add_argument("--model", type=Path, default=ROOT / "models/default.gguf")
    p.add_argument("--out", type=Path)
    p.add_argument("--show", type=int, default=0, help="print this many chats' answers")
    a = p.parse_args()
    rows, model = load(a.gold), Released(a.model)
    texts, out = {}, []
    for r in rows:
        chat = [(s, t) for _, s, t in r["chat"]]
        points = model.points(chat)
        chosen = quotes.choose(chat, points)
        answers = baselines(chat)
        plain = quotes.choose(chat, [0.0] * len(chat))
        answers["quotes, rule without the model"] = quotes.render(chat, plain)
        answers["quotes"] = quotes.render(chat, chosen)
        for name, text in answers.items():
            texts.setdefault(name, []).append(text)
        out.append({"id": r["id"], "summary": answers["quotes"]})
    if a.out:
        a.out.write_text("".join(json.dumps(o, ensure_ascii=False) + "\n" for o in out), encoding="utf8")
    refs = [Reference(r["summary"]) for r in rows]
    scores = {n: 100 * np.array([ref.scores(t) for ref, t in zip(refs, ts)]) for n, ts in texts.items()}
    draw = np.random.default_rng(1)
    for lang in ("ko", "en", "all"):
        at = np.array([i for i, r in enumerate(rows) if lang in (r["lang"], "all")])
        print(f"{lang}, {len(at)} chats")
        for name, s in scores.items():
            held = np.sum([grounded(texts[name][i], rows[i]) for i in at], 0)
            print("  {:32s} {:5.1f} {:5.1f} {:5.1f}   numbers {}/{}".format(name, *s[at].mean(0), *held))
        gap = scores["quotes"][at] - scores["longest-3 with names"][at]
        means = gap[draw.integers(0, len(at), (2000, len(at)))].mean(1)
        low, high = np.percentile(means, [2.5, 97.5], axis=0)
        print("  above longest-3 with names:      ", ", ".join(f"{m:+.1f} [{x:+.1f}, {y:+.1f}]" for m, x, y in zip(gap.mean(0), low, high)))
    for i in np.linspace(0, len(rows) - 1, a.show).astype(int):
        chat = [(s, t) for _, s, t in rows[i]["chat"]]
        print(f"\n{rows[i]['id']}, {len(chat)} messages, R1/R2/RL " + " / ".join(f"{v:.0f}" for v in scores["quotes"][i]))
        print("  headline:", model.headline(chat), "| written:", rows[i]["headline"])
        print("  quotes:  ", out[i]["summary"])
        print("  written: ", rows[i]["summary"])


if __name__ == "__main__":
    main()
