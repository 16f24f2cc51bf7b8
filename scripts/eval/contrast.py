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


def cases(rows, rng):
    """(record, true summary, {kind: contrast}) of every record that allows a contrast."""
    numbers = [n for r in rows for n in re.findall(r"\d+", r["summary"])]
    for r in rows:
        made = contrasts(rng, [(s, t) for _, s, t in r["chat"]], r["summary"], rng.sample(numbers, 20))
        if made:
            yield r, r["summary"], made


def scores(model, context, texts):
    """(judgement, mean log-likelihood) of summaries after a context, which is computed once for all of them."""
    t, ids, pieces = model.text, list(context), [(0, len(context), 0, 0)]
    for text in texts:
        start = len(ids)
        ids += [t.summary] + t(text) + [t.stop]
        pieces.append((start, len(ids), 0, len(context)))
    h, all_ids = model.model.hidden(torch.tensor(ids), pieces), torch.tensor(ids)
    e = model.model.embed.weight
    for start, end, _, _ in pieces[1:]:
        logits = model.model.logits(h[start: end - 1]).log_softmax(-1)
        likely = logits[torch.arange(end - 1 - start), all_ids[start + 1: end]].mean()
        yield (h[end - 1] @ (e[t.keep] - e[t.skip])).item(), likely.item()


@torch.no_grad()
def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("gold", type=Path)
    p.add_argument("--model", type=Path, default=ROOT / "models/default.gguf")
    a = p.parse_args()
    model, won = Released(a.model), {}
    for r, true, made in cases(load(a.gold), random.Random(11)):
        lines = model.text.lines([(s, t) for _, s, t in r["chat"]])
        texts = [true, *made.values()]
        both = zip(scores(model, model.text.head(lines), texts), scores(model, model.text.head([]), texts))
        best, *others = [(fit, fit - alone, likely) for (fit, likely), (alone, _) in both]
        for kind, got in zip(made, others):
            for key in ((r["lang"], kind), (r["lang"], "all")):
                won.setdefault(key, []).append([x > y for x, y in zip(best, got)])
    share = lambda rows, i: f"{100 * sum(x[i] for x in rows) / len(rows):.0f}"
    table(["", "pairs", "judgement", "judgement above the empty chat", "likelihood"],
          [[" ".join(k), str(len(v)), *(share(v, i) for i in range(3))] for k, v in sorted(won.items())])


if __name__ == "__main__":
    sys.exit(main())
