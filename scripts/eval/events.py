#!/usr/bin/env python3
"""Scores `ondevice events` on chats with right answers.

usage: scripts/eval/events.py BINARY CHATS.jsonl [--split train|held|all] [--errors N]

A pair of date and time counts as found when both are the written ones. Reported per language:
precision, recall and F1 on pairs, F1 on dates alone, and the share of chats without events that get
one. `held` is the quarter of the records by a hash of the id on which nothing was fitted.
"""
import argparse
import collections
import hashlib
import json
import subprocess
import sys


def is_held(record):
    return int(hashlib.sha256(record["id"].encode()).hexdigest(), 16) % 4 == 0


def transcript(record):
    """The chat as JSON Lines, a form that every `import` reads."""
    lines = []
    for stamp, sender, text in record["chat"]:
        if "start" in record:
            year = int(record["start"][:4]) + (stamp[:2] < record["start"][5:7])
            time = f"{year}-{stamp[:5]}T{stamp[6:]}:00"
        else:
            time = f"{record['date']}T{stamp}:00"
        lines.append(json.dumps({"time": time, "sender": sender, "text": text}, ensure_ascii=False))
    return "\n".join(lines) + "\n"


def run(binary, record, *options):
    command = [binary, "events", "-", "--json", "--me", record["me"], *options]
    done = subprocess.run(command, input=transcript(record).encode(), capture_output=True)
    if done.returncode != 0:
        # An owner who never speaks cannot be named.
        command = [binary, "events", "-", "--json", *options]
        done = subprocess.run(command, input=transcript(record).encode(), capture_output=True)
    if done.returncode != 0:
        sys.exit(f"{record['id']}: {done.stderr.decode()}")
    return json.loads(done.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary")
    parser.add_argument("chats")
    parser.add_argument("--split", choices=["train", "held", "all"], default="all")
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    counts = collections.defaultdict(collections.Counter)
    shown = 0
    for line in open(arguments.chats, encoding="utf-8"):
        record = json.loads(line)
        if arguments.split != "all" and is_held(record) != (arguments.split == "held"):
            continue
        found = run(arguments.binary, record)["events"]
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
        if shown < arguments.errors:
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
