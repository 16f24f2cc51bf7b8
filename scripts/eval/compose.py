#!/usr/bin/env python3
"""What the released command composes for the fixed orders, as the table that the card shows.

usage: compose.py compose_asks.jsonl [--command ondevice] [--model FILE] [--verdicts FILE]

Each message was read by a person, who judged whether it does what is asked and whether it invents nothing; a verdict
belongs to one text and is void for another (shown as ?).
- compose_verdicts.jsonl: {"id","text","does","invents_nothing","why"}
"""
import json
import subprocess
from pathlib import Path

from command import arguments, load


def composed(a, r):
    """The message, or the error line where there is none."""
    chat = "".join(json.dumps({"time": f"2026-03-14T{t}:00", "sender": s, "text": x}, ensure_ascii=False) + "\n"
                   for t, s, x in r.get("chat", []))
    made = subprocess.run([a.command, "compose", *(["-"] if chat else []), "--ask", r["ask"], "--json",
                           *(["--me", r["me"]] if r.get("me") else []), *(["--tone", r["tone"]] if r["tone"] else []),
                           *(["--model", a.model] if a.model else [])], input=chat.encode(), capture_output=True)
    if made.returncode == 69:
        return None
    made.check_returncode()
    return json.loads(made.stdout)["text"]


def main():
    p = arguments(__doc__)
    p.add_argument("--verdicts", type=Path, default=Path(__file__).with_name("compose_verdicts.jsonl"))
    a = p.parse_args()
    verdicts = {(v["id"], v["text"]): v for v in load(a.verdicts)} if a.verdicts.exists() else {}
    counts = {}
    print("| | order | tone | message | does it | invents nothing | |\n|---|---|---|---|---|---|---|")
    for r in load(a.gold):
        text = composed(a, r)
        verdict = verdicts.get((r["id"], text), {})
        if text is None:
            verdict = {"does": False, "invents_nothing": True, "why": "not understood, and said so"}
        does, sober = verdict.get("does"), verdict.get("invents_nothing")
        for name, value in (("does the ask", does), ("invents nothing", sober)):
            row = counts.setdefault((name, r["lang"]), [0, 0])
            row[0] += value is True
            row[1] += 1
        mark = {True: "yes", False: "no", None: "?"}
        cells = [r["id"], r["ask"], r["tone"] or "", text or "–", mark[does], mark[sober], verdict.get("why", "")]
        print("| " + " | ".join(c.replace("|", "\\|").replace("\n", " ") for c in cells) + " |")
    print()
    for (name, lang), (yes, all_) in sorted(counts.items()):
        print(f"{lang} {name}: {yes} of {all_} ({100 * yes / all_:.0f} %)")


if __name__ == "__main__":
    main()
