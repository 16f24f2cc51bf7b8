"""What the evaluations share: the released command on a record's chat, the baselines, intervals, and how a table is printed."""
import argparse
import json
import subprocess
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts/train"))


def arguments(doc):
    p = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("gold", type=Path, help="chats with right answers, one JSON record a line")
    p.add_argument("--command", type=Path, default=ROOT / ".build/release/ondevice")
    p.add_argument("--model", help="another model than the one inside the command")
    return p


def load(path):
    with open(path, encoding="utf8") as file:
        return [json.loads(line) for line in file if line.strip()]


def moment(r, stamp):
    """The time of a message, HH:MM of the chat's day or MM-DD HH:MM from its first day on, in ISO form."""
    if " " not in stamp:
        return f"{r['date']}T{stamp}:00"
    day, time = stamp.split()
    start = r["start"]
    return f"{int(start[:4]) + (day < start[5:])}-{day}T{time}:00"


def as_input(r):
    """The chat as JSON lines, which every chat command reads from standard input."""
    lines = ({"time": moment(r, t), "sender": s, "text": x} for t, s, x in r["chat"])
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def run(a, task, r, *more):
    """The JSON that a chat command prints for a record; ends the program where it fails."""
    made = subprocess.run([a.command, task, "-", "--json", *(["--model", a.model] if a.model else []), *more],
                          input=as_input(r), capture_output=True)
    if made.returncode:
        sys.exit(f"{r['id']}: {task} ended with {made.returncode}: {made.stderr.decode()}")
    return json.loads(made.stdout)


def baselines(chat):
    """Summaries that need no model, of [(sender, text)]."""
    texts = [t for _, t in chat]
    longest = sorted(texts, key=len)[-3:]
    kept = [i for i, t in enumerate(texts) if t in longest][:3]
    return {"lead-3": " ".join(texts[:3]), "longest-3": " ".join(texts[i] for i in kept),
            "longest-3 with names": " ".join(f"{chat[i][0]}: {chat[i][1]}" for i in kept)}


def interval(differences, seed=7, rounds=10_000):
    """The 95 % interval of the mean of paired differences, by bootstrap over chats; per column."""
    d = np.asarray(differences, float)
    rng = np.random.default_rng(seed)
    means = np.stack([d[rng.integers(0, len(d), len(d))].mean(0) for _ in range(rounds)])
    return np.percentile(means, [2.5, 97.5], 0)


def table(header, rows):
    print("| " + " | ".join(header) + " |")
    print("|" + "---|" * len(header))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()
