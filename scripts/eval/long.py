#!/usr/bin/env python3
"""Scores `summarize` of the released command on long chats with cited points and superseded messages.

A written point is covered when one of ours cites one of its messages, or holds 60 % of its content stems. A superseded
message is stated as current when a point or the summary quotes it and the message that replaced it is nowhere cited.
"""
import re
import sys

import numpy as np

from command import arguments, load, run, table
from summaries import stems


def covered(point, ours):
    cites = set(point["messages"])
    words = stems(point["text"])
    return any(cites & set(o["messages"]) or len(words & stems(o["text"])) >= 0.6 * len(words) for o in ours)


def stale(r, ours):
    cited = {m for o in ours for m in o["messages"]}
    return [s for s in r["superseded"] if s["message"] in cited and s["by"] not in cited]


def main():
    p = arguments(__doc__)
    p.add_argument("--split", choices=("train", "dev"), default="dev")
    p.add_argument("--points", default="12")
    a, body = p.parse_args(), []
    for r in (r for r in load(a.gold) if r["split"] == a.split):
        answer = run(a, "summarize", r, "--points", a.points)
        ours = answer["points"]
        body.append([r["id"], str(len(r["chat"])), str(len(ours)), f"{np.mean([covered(q, ours) for q in r['points']]) * 100:.0f}",
                     str(len(stale(r, ours))), f"{len(re.findall(r'[가-힣]|[A-Za-z]+|[0-9]+', answer['summary']))}"])
    mean = lambda i: f"{np.mean([float(row[i]) for row in body]):.1f}"
    body.append(["mean", *(mean(i) for i in range(1, 6))])
    table(["chat", "messages", "points", "written points covered, %", "superseded and current", "length of the summary"], body)


if __name__ == "__main__":
    sys.exit(main())
