#!/usr/bin/env python3
"""Whether the default model holds a true summary for likelier than one that is nearly right.

The contrasts are made by `scripts/train/contrasts.py`: another actor, another value of the chat, a value of another chat, the
decision turned round. Two figures each: by the model's judgement of the whole answer after the chat, less its judgement after
an empty chat (a contrast must not be known by its looks alone), and by the likelihood of its tokens.
"""
import argparse
import random
import re
import sys
from pathlib import Path

import torch

from command import ROOT, load, table
from contrasts import contrasts
from released import Released


def pairs(rows, rng):
    """(record, kind, true summary, contrast) of every contrast that a record allows."""
    numbers = [n for r in rows for n in re.findall(r"\d+", r["summary"])]
    for r in rows:
        made = contrasts(rng, [(s, t) for _, s, t in r["chat"]], r["summary"], rng.sample(numbers, 20))
        yield from ((r, kind, r["summary"], text) for kind, text in made.items())


def scores(model, context, text):
    """(judgement, mean log-likelihood) of a summary after a context."""
    t = model.text
    ids = [t.summary] + t(text) + [t.stop]
    h = model.model.hidden(torch.tensor(context + ids))[len(context):]
    e = model.model.embed.weight
    logits = model.model.logits(h[:-1]).log_softmax(-1)
    likely = logits[torch.arange(len(ids) - 1), torch.tensor(ids[1:])].mean()
    return (h[-1] @ (e[t.keep] - e[t.skip])).item(), likely.item()


@torch.no_grad()
def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("gold", type=Path)
    p.add_argument("--model", type=Path, default=ROOT / "models/default.gguf")
    a = p.parse_args()
    model, won = Released(a.model), {}
    for r, kind, true, false in pairs(load(a.gold), random.Random(11)):
        chat = model.text.head(model.text.lines([(s, t) for _, s, t in r["chat"]]))
        empty = model.text.head([])
        got = []
        for text in (true, false):
            (fit, likely), (alone, _) = scores(model, chat, text), scores(model, empty, text)
            got.append((fit, fit - alone, likely))
        for key in ((r["lang"], kind), (r["lang"], "all")):
            won.setdefault(key, []).append([x > y for x, y in zip(*got)])
    share = lambda rows, i: f"{100 * sum(x[i] for x in rows) / len(rows):.0f}"
    table(["", "pairs", "judgement", "judgement above the empty chat", "likelihood"],
          [[" ".join(k), str(len(v)), *(share(v, i) for i in range(3))] for k, v in sorted(won.items())])


if __name__ == "__main__":
    sys.exit(main())
