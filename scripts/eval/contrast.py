#!/usr/bin/env python3
"""Whether the default model holds a true summary for likelier than one that is nearly right.

The contrasts are made by `scripts/train/contrasts.py`: another actor, another value of the chat, a value of another chat, the
decision turned round. By the model: its judgement of the whole answer after the chat, the same less its judgement after an empty
chat (a contrast must not be known by its looks alone), and the likelihood of its tokens. By the command's `check`, which has no
model: the evidence of the chat, alone and with the likelihood. `caught` is the share of contrasts one of whose changed sentences
`check` doubts, beside the share of true summaries that have a doubted sentence.
"""
import json
import random
import re
import subprocess
import sys

import torch

from command import ROOT, arguments, as_input, load, table
from contrasts import contrasts
from released import Released


def cases(rows, rng):
    """(record, true summary, {kind: contrast}) of every record that allows a contrast."""
    numbers = [n for r in rows for n in re.findall(r"\d+", r["summary"])]
    for r in rows:
        made = contrasts(rng, [(s, t) for _, s, t in r["chat"]], r["summary"], rng.sample(numbers, 20))
        if made:
            yield r, r["summary"], made


LIKELY = 0.1  # what the log-likelihood of a summary counts beside its evidence; chosen on the validation chats


def checked(a, r, text):
    """What `check` says of a summary: (score, texts of the doubted sentences)."""
    made = subprocess.run([a.command, "check", "-", text, "--json"], input=as_input(r), capture_output=True)
    if made.returncode:
        sys.exit(f"{r['id']}: check ended with {made.returncode}: {made.stderr.decode()}")
    said = json.loads(made.stdout)
    return said["score"], {s["text"] for s in said["sentences"] if not s["supported"]}


def scores(model, context, texts):
    """(judgement, mean log-likelihood, whole log-likelihood) of summaries after a context, which is computed once for all of them."""
    t, ids, pieces = model.text, list(context), [(0, len(context), 0, 0)]
    for text in texts:
        start = len(ids)
        ids += [t.summary] + t(text) + [t.stop]
        pieces.append((start, len(ids), 0, len(context)))
    h, all_ids = model.model.hidden(torch.tensor(ids), pieces), torch.tensor(ids)
    e = model.model.embed.weight
    for start, end, _, _ in pieces[1:]:
        logits = model.model.logits(h[start: end - 1]).log_softmax(-1)
        likely = logits[torch.arange(end - 1 - start), all_ids[start + 1: end]]
        yield (h[end - 1] @ (e[t.keep] - e[t.skip])).item(), likely.mean().item(), likely.sum().item()


@torch.no_grad()
def main():
    a = arguments(__doc__).parse_args()
    model, won, doubted, caught = Released(a.model or ROOT / "models/default.gguf"), {}, {}, {}
    for r, true, made in cases(load(a.gold), random.Random(11)):
        lines = model.text.lines([(s, t) for _, s, t in r["chat"]])
        texts = [true, *made.values()]
        checks = [checked(a, r, t) for t in texts]
        both = zip(scores(model, model.text.head(lines), texts), scores(model, model.text.head([]), texts), checks)
        best, *others = [(fit, fit - alone, likely, evidence, evidence + LIKELY * whole)
                         for (fit, likely, whole), (alone, *_), (evidence, _) in both]
        doubted.setdefault(r["lang"], []).append(bool(checks[0][1]))
        for kind, got, (_, doubts) in zip(made, others, checks[1:]):
            for key in ((r["lang"], kind), (r["lang"], "all")):
                won.setdefault(key, []).append([x > y for x, y in zip(best, got)])
                caught.setdefault(key, []).append(bool(doubts - checks[0][1]))
    share = lambda row: f"{100 * sum(row) / len(row):.0f}"
    body = [[" ".join(k), str(len(v)), *(share([x[i] for x in v]) for i in range(5)), share(caught[k])] for k, v in sorted(won.items())]
    table(["", "pairs", "judgement", "judgement above the empty chat", "likelihood", "evidence", "evidence and likelihood", "caught"], body)
    table(["", "true summaries", "doubted"], [[k, str(len(v)), share(v)] for k, v in sorted(doubted.items())])


if __name__ == "__main__":
    sys.exit(main())
