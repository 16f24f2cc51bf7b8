#!/usr/bin/env python3
"""Fits the weights of `Sources/Plans/PlanWeightTable.swift`, those of Korean chats.

usage: fit_events.py CHATS.jsonl … [--command ondevice] > PlanWeightTable.swift

Takes the facts of every candidate from `ondevice events --explain` and fits a logistic regression
(L2 6 on the weights, facts seen eight times at least): one weight for each fact, one more where the
candidate is a day alone, one more for English, whose chats are fitted with it and left out of the table:
`PlanWeightTable+English.swift` is of a fit before the facts of today, which cost English. The thresholds
are the best of a four-fold cross-validation that give at most 7 of 100 chats without events one; those of
the table are of the training chats alone.
"""
import collections
import hashlib
import sys
from pathlib import Path

import numpy
import torch

from command import arguments, load
from events import answered

PENALTY, RARE, FALSE, SLIGHT = 6.0, 8, 0.07, 0.05
LEXICAL = ("_then_", "_then2_", "_word_", "_end2_", "_end3_", "_next_")


def columns(facts):
    """The weights that a candidate's facts use."""
    for name, value in facts.items():
        yield ("all", name), value
        if any(part in name for part in LEXICAL):
            continue
        if "day_only" in facts:
            yield ("dayOnly", name), value
        if "english" in facts:
            yield ("english", name), value * 0.6


def fit(rows):
    seen = collections.Counter(key for row in rows for key, _ in columns(row["facts"]))
    index = {key: i for i, key in enumerate(sorted(k for k, n in seen.items() if n >= RARE))}
    matrix = torch.zeros(len(rows), len(index))
    for i, row in enumerate(rows):
        for key, value in columns(row["facts"]):
            if key in index:
                matrix[i, index[key]] = value
    truth = torch.tensor([row["right"] for row in rows])
    weights = torch.zeros(len(index), requires_grad=True)
    solver = torch.optim.LBFGS([weights], max_iter=80, line_search_fn="strong_wolfe")

    def loss():
        solver.zero_grad()
        logits = matrix @ weights
        value = torch.nn.functional.binary_cross_entropy_with_logits(logits, truth, reduction="sum")
        value = value + PENALTY * (weights**2).sum()
        value.backward()
        return value

    solver.step(loss)
    found = weights.detach().tolist()
    return {key: found[i] for key, i in index.items()}


def score(weights, row):
    return sum(weights.get(key, 0) * value for key, value in columns(row["facts"]))


def minutes(text):
    return int(text[:2]) * 60 + int(text[3:])


def excludes(a, b):
    if a[0] != b[0]:
        return False
    return not a[1] or not b[1] or abs(minutes(a[1]) - minutes(b[1])) == 720


def choose(scored, first, further):
    """As `PlanTracker.plans` does, but for two readings of one mention, which the facts do not tell."""
    chosen = []
    if scored and max(s for _, s in scored) >= first:
        for key, value in sorted(scored, key=lambda pair: -pair[1]):
            if value < further:
                break
            if not any(excludes(other, key) for other in chosen):
                chosen.append(key)
    return chosen


def thresholds(records, scored):
    best = (-1, 0, 0)
    for first in numpy.arange(-1.2, 0.61, 0.1):
        for gap in (0, 0.2, 0.4, 0.6, 0.8, 1.0):
            both = ours = right = empty = false = 0
            for record in records:
                found = collections.Counter(choose(scored[record["id"]], first, first - gap))
                truth = collections.Counter((e["date"], e["time"]) for e in record["events"])
                both += sum((found & truth).values())
                ours += sum(found.values())
                right += sum(truth.values())
                if not truth:
                    empty += 1
                    false += bool(found)
            if false <= FALSE * empty:
                best = max(best, (2 * both / max(1, ours + right), first, first - gap))
    return best


def swift(weights, first, further):
    lines = ["enum PlanWeightTable {"]
    for part in ("all", "dayOnly"):
        lines.append(f"  static let {part}: [String: Float] = [")
        line = "   "
        for (kind, name), value in sorted(weights.items()):
            if kind != part or abs(value) < SLIGHT:
                continue
            name = name.replace("\\", "\\\\").replace('"', '\\"')
            item = f' "{name}": {value:.2f},'
            if len(line) + len(item) > 98:
                lines.append(line)
                line = "   "
            line += item
        lines += [line, "  ]"]
    lines.append(f"  static let thresholds = (first: {first:.2f}, further: {further:.2f})")
    return "\n".join(lines + ["}"]) + "\n"


def main():
    parser = arguments(__doc__)
    parser.add_argument("more", nargs="*", type=Path, help="further files of chats")
    a = parser.parse_args()
    records, rows = [], []
    for record in (record for path in [a.gold, *a.more] for record in load(path)):
        truth = {(e["date"], e["time"]) for e in record["events"]}
        records.append(record)
        for found in answered(a, record, "--explain"):
            key = (found["date"], found["time"] or "")
            rows.append({"id": record["id"], "key": key, "facts": found["facts"], "right": float(key in truth)})
    fold = lambda name: int(hashlib.md5(name.encode()).hexdigest(), 16) % 4
    scored = collections.defaultdict(list)
    for part in range(4):
        weights = fit([row for row in rows if fold(row["id"]) != part])
        for row in rows:
            if fold(row["id"]) == part:
                scored[row["id"]].append((row["key"], score(weights, row)))
    f1, first, further = thresholds([r for r in records if r["lang"] == "ko"], scored)
    print(f"cross-validated F1 {f1:.3f}, thresholds {first:.1f} {further:.1f}", file=sys.stderr)
    sys.stdout.write(swift(fit(rows), first, further))


if __name__ == "__main__":
    main()
