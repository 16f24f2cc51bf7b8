#!/usr/bin/env python3
"""Does the model know the right reply? The hand-written reply of a chat against those of the nearest chats, per language.

usage: reply_ranking.py TRAIN.jsonl [--part held|fit|all] [--model FILE] [--negatives 7] [--recent 12] [--most N]

The negatives are the first replies of the chats whose words are nearest (cosine of character bigrams, inverse chat frequency)
and, in Korean, of the same speech level. A score is right where the hand-written reply has the highest. Scores: the share of a
reply's bigrams that the last six messages hold, plain and weighed by how rare they are; its mean log-likelihood; that minus a
share of its likelihood after an empty chat, as a mean and as a sum; and with the overlap added. A quarter of the chats, with the lowest sha256 of their ids, is held out; a weight is read off
on "fit" and reported on "held".
"""
import argparse
import collections
import math
import sys
from pathlib import Path

import numpy as np
import torch

from command import ROOT, load

sys.path.insert(0, str(ROOT / "scripts/train"))
from released import Released
from replies import level, part


def bigrams(text):
    plain = "".join(c for c in text.lower() if c.isalnum() or c == " ")
    return collections.Counter(a + b for a, b in zip(plain, plain[1:]) if " " not in (a, b))


def vectors(texts):
    counts = [bigrams(t) for t in texts]
    spread = collections.Counter(g for c in counts for g in c)
    out = []
    for c in counts:
        v = {g: n * math.log(len(texts) / spread[g]) for g, n in c.items()}
        size = math.sqrt(sum(x * x for x in v.values())) or 1
        out.append({g: x / size for g, x in v.items()})
    return out


def negatives(rows, count):
    """The replies of each row's nearest rows, of the same language and level."""
    found = {}
    for lang in ("ko", "en"):
        mine = [r for r in rows if r["lang"] == lang]
        vs = vectors([" ".join(m[-1] for m in r["chat"]) for r in mine])
        for i, r in enumerate(mine):
            near = sorted((-sum(x * vs[j].get(g, 0) for g, x in vs[i].items()), j) for j in range(len(mine)) if j != i)
            kept = []
            for _, j in near:
                text = mine[j]["replies"][0]
                if text not in (r["replies"][0], *kept) and (lang == "en" or level(text) == level(r["replies"][0])):
                    kept.append(text)
                if len(kept) == count:
                    break
            found[r["id"]] = kept
    return found


@torch.no_grad()
def likelihoods(model, chat, me, texts):
    """The mean log-likelihood of each text as the reply, and the numbers of their tokens."""
    t = model.text
    head = t.head(t.lines(chat)) + [t.reply] + t(f"{me}: ")
    ids, pieces = list(head), [(0, len(head), 0, 0)]
    answers = []
    for text in texts:
        answer = t(text) + [t.stop]
        answers.append(answer)
        pieces.append((len(ids), len(ids) + len(answer), 0, len(head)))
        ids += answer
    h = model.model.hidden(torch.tensor(ids), pieces)
    out = []
    for (start, end, _, _), answer in zip(pieces[1:], answers):
        rows = torch.cat([h[len(head) - 1: len(head)], h[start: end - 1]])
        log = torch.log_softmax(model.model.logits(rows).float(), -1)
        out.append(log[torch.arange(len(answer)), torch.tensor(answer)].mean().item())
    return out, [len(x) for x in answers]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("gold", type=Path)
    p.add_argument("--model", type=Path, default=ROOT / "models/default.gguf")
    p.add_argument("--part", default="held", choices=("held", "fit", "all"))
    p.add_argument("--negatives", type=int, default=7)
    p.add_argument("--recent", type=int, default=12)
    p.add_argument("--most", type=int, default=10 ** 9)
    a = p.parse_args()
    everything = load(a.gold)
    others = negatives(everything, a.negatives)
    chosen = part(everything, a.part)
    model = Released(a.model)
    torch.set_num_threads(1)
    spread = collections.Counter(g for r in everything for g in bigrams(" ".join(m[-1] for m in r["chat"])))
    rarity = lambda g: math.log(len(everything) / max(1, spread[g]))
    for lang in ("ko", "en"):
        rows = [r for r in chosen if r["lang"] == lang and len(others[r["id"]]) == a.negatives][: a.most]
        right = collections.Counter()
        for r in rows:
            texts = [r["replies"][0], *others[r["id"]]]
            chat = [(s, x) for _, s, x in r["chat"]][-a.recent:]
            held = bigrams(" ".join(x for _, x in chat[-6:]))
            share = lambda x, w: sum(w(g) * min(n, held[g]) for g, n in bigrams(x).items()) / max(1, sum(w(g) * n for g, n in bigrams(x).items()))
            overlap = np.array([share(x, lambda g: 1) for x in texts])
            rare = np.array([share(x, rarity) for x in texts])
            after, length = map(np.array, likelihoods(model, chat, r["me"], texts))
            alone, _ = map(np.array, likelihoods(model, [], r["me"], texts))
            scores = {"bigram overlap": overlap, "rare bigram overlap": rare, "log-likelihood": after}
            for w in (0.7, 0.85, 1.0, 1.15):
                gain = after - w * alone
                scores[f"after - {w} alone"] = gain
                scores[f"(after - {w} alone), summed"] = gain * length
                for v in (2, 4, 8):
                    scores[f"after - {w} alone + {v} rare overlap"] = gain + v * rare
            for name, s in scores.items():
                right[name] += s[0] > s[1:].max()
        print(f"{lang}: {len(rows)} chats, chance {100 / (a.negatives + 1):.1f} %")
        for name, n in sorted(right.items(), key=lambda x: -x[1]):
            print(f"  {name:38s} {100 * n / max(1, len(rows)):5.1f} %")


if __name__ == "__main__":
    main()
