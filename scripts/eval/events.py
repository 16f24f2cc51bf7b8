#!/usr/bin/env python3
"""Scores `ondevice events` on chats with right answers.

usage: events.py CHATS.jsonl [--command ondevice] [--model FILE] [--split train|held|all] [--errors N]

A pair of date and time counts as found when both are the written ones. Reported per language:
precision, recall and F1 on pairs, F1 on dates alone, and the share of chats without events that get
one. `held` is the quarter of the records by a hash of the id on which nothing was fitted.
"""
import collections
import hashlib
import json

from command import arguments, load, run


def is_held(record):
    return int(hashlib.sha256(record["id"].encode()).hexdigest(), 16) % 4 == 0


def answered(a, record, *options):
    """What the command says; an owner who never speaks cannot be named."""
    speaks = any(sender == record["me"] for _, sender, _ in record["chat"])
    return run(a, "events", record, *(["--me", record["me"]] if speaks else []), *options)


def main():
    parser = arguments(__doc__)
    parser.add_argument("--split", choices=["train", "held", "all"], default="all")
    parser.add_argument("--errors", type=int, default=0)
    a = parser.parse_args()
    counts = collections.defaultdict(collections.Counter)
    shown = 0
    for record in load(a.gold):
        if a.split != "all" and is_held(record) != (a.split == "held"):
            continue
        found = answered(a, record)["events"]
        count = counts[record["lang"]]
        for name, key in [
            ("pair", lambda e: (e["date"], e["time"] or "")),
            ("date", lambda e: e["date"]),
        ]:
            right = collections.Counter(map(key, record["events"]))
            ours = collections.Counter(map(key, found))
            both = sum((right & ours).values())
            count[name + "_both"] += both
            count[name + "_ours"] += sum(ours.values())
            count[name + "_right"] += sum(right.values())
        if "message" in (record["events"] or [{}])[0]:
            for event in record["events"]:
                same = [f for f in found if (f["date"], f["time"] or "") == (event["date"], event["time"])]
                count["message_right"] += any(f["message"] == event["message"] for f in same)
                count["message_all"] += bool(same)
        if not record["events"]:
            count["empty"] += 1
            count["false"] += bool(found)
        if shown < a.errors:
            pairs = lambda events: sorted((e["date"], e["time"] or "") for e in events)
            if pairs(record["events"]) != pairs(found):
                shown += 1
                print(record["id"], record["date"] if "date" in record else record["start"])
                print("  written", [(e["date"], e["time"], e["title"]) for e in record["events"]])
                print("  found  ", [(e["date"], e["time"], e["title"]) for e in found])
    for language, count in sorted(counts.items()):
        f1 = lambda name: 2 * count[name + "_both"] / max(1, count[name + "_ours"] + count[name + "_right"])
        report = {
            "language": language,
            "precision": round(count["pair_both"] / max(1, count["pair_ours"]), 3),
            "recall": round(count["pair_both"] / max(1, count["pair_right"]), 3),
            "f1": round(f1("pair"), 3),
            "date_f1": round(f1("date"), 3),
            "false": round(count["false"] / max(1, count["empty"]), 3),
            "events": count["pair_right"],
            "empty": count["empty"],
        }
        if count["message_all"]:
            report["settling_message"] = round(count["message_right"] / count["message_all"], 3)
        print(json.dumps(report))


if __name__ == "__main__":
    main()
