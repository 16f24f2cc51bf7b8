#!/usr/bin/env python3
"""Whether the released command knows when no reply is due, per language.

usage: due.py TASKS.jsonl [--command ondevice] [--split train|dev] [--chats TRAIN.jsonl] [--wrong]

Right is a reply where one is due and none where none is; "with reason" also asks for the right reason. --chats adds chats with
hand-written replies, whose presence means that one was due.
"""
import collections
from pathlib import Path

from command import arguments, load, run


def answered(a, r):
    """What the command says; a refusal counts as a wrong answer of its own kind."""
    try:
        return run(a, "suggest", {"date": "2026-03-02", **r}, "--me", r["me"])
    except SystemExit as refusal:
        print(refusal)
        return {"replies": not r["due"], "reason": "refused"}


def main():
    p = arguments(__doc__)
    p.add_argument("--split", default="train")
    p.add_argument("--chats", type=Path)
    p.add_argument("--wrong", action="store_true", help="print the wrong ones")
    a = p.parse_args()
    rows = [r for r in load(a.gold) if r["kind"] == "reply_due" and r["split"] == a.split]
    sets = {"tasks": rows}
    if a.chats:
        sets["chats"] = [{**r, "due": True, "reason": ""} for r in load(a.chats)]
    for name, rows in sets.items():
        answers = [answered(a, r) for r in rows]
        c = collections.Counter()
        for r, answer in zip(rows, answers):
            due, reason = bool(answer["replies"]), answer["reason"] or ""
            c[r["lang"], "cases"] += 1
            c[r["lang"], "due or not"] += due == r["due"]
            c[r["lang"], "with reason"] += due == r["due"] and reason == r["reason"]
            kind = r["reason"] or "due"
            c[r["lang"], kind + " cases"] += 1
            c[r["lang"], kind] += due == r["due"]
            if a.wrong and reason != r["reason"]:
                print(r["id"], "expected", r["reason"] or "a reply", "found", reason or "a reply")
                for m in r["chat"][-4:]:
                    print("    ", m[1] + ("*" if m[1] == r["me"] else ""), ":", m[2])
        for lang in ("ko", "en"):
            n = max(1, c[lang, "cases"])
            print(f"{name} {lang}: {c[lang, 'cases']} cases, due or not {100 * c[lang, 'due or not'] / n:.1f} %, "
                  f"with reason {100 * c[lang, 'with reason'] / n:.1f} %")
            for kind in ("due", "waiting", "ended", "not_addressed", "sensitive", "phishing"):
                if c[lang, kind + " cases"]:
                    print(f"   {kind:14s} {c[lang, kind]}/{c[lang, kind + ' cases']}")


if __name__ == "__main__":
    main()
