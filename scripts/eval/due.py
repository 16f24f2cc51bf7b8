#!/usr/bin/env python3
"""Whether the released command knows when no reply is due, per language.

usage: due.py TASKS.jsonl [--binary ondevice] [--split train|dev] [--chats TRAIN.jsonl] [--wrong]

Right is a reply where one is due and none where none is; "with reason" also asks for the right reason. --chats adds chats with
hand-written replies, whose presence means that one was due.
"""
import argparse
import collections
import json
from pathlib import Path

from command import ROOT, suggest


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("tasks", type=Path)
    p.add_argument("--binary", default=str(ROOT / ".build/release/ondevice"))
    p.add_argument("--model")
    p.add_argument("--split", default="train")
    p.add_argument("--chats", type=Path)
    p.add_argument("--wrong", action="store_true", help="print the wrong ones")
    a = p.parse_args()
    read = lambda path: [json.loads(line) for line in open(path, encoding="utf8")]
    rows = [r for r in read(a.tasks) if r["kind"] == "reply_due" and r["split"] == a.split]
    sets = {"tasks": rows}
    if a.chats:
        sets["chats"] = [{**r, "due": True, "reason": ""} for r in read(a.chats)]
    for name, rows in sets.items():
        answers = suggest(rows, a.binary, a.model)
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
