#!/usr/bin/env python3
"""Does the app know the right reply? The hand-written reply of a chat against those of the nearest chats, per language.

usage: reply_ranking.py GOLD.jsonl [--part held|fit|all] [--negatives 7] [--model FILE] [--recent 12] [--most N] [--wrong N]

The negatives are the first replies of the chats whose words are nearest (cosine of character bigrams, inverse chat frequency)
and, in Korean, of the same speech level. A score is right where the hand-written reply has the highest. Scores: the share of a
reply's bigrams that the last six messages hold, plain and weighed by how rare they are; the rule of the app (`reply_facts.py` with
the weights that `fit_replies.py` wrote; a test replays cases of it on the app's own); and, with --model, the mean log-likelihood
that the model gives, alone and over its likelihood after an empty chat, and the rule with what it adds.
A quarter of the chats, with the lowest sha256 of their ids, is "held".
"""
import argparse
import collections
import math
import sys
from pathlib import Path

import numpy as np

from command import ROOT, interval, load
from replies import level, part

sys.path.insert(0, str(ROOT / "scripts/train"))
import reply_facts as facts


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
        holders = collections.defaultdict(list)
        for j, v in enumerate(vs):
            for g, x in v.items():
                holders[g].append((j, x))
        for i, r in enumerate(mine):
            like = np.zeros(len(mine))
            for g, x in vs[i].items():
                for j, y in holders[g]:
                    like[j] += x * y
            kept = []
            for j in np.argsort(-like, kind="stable"):
                text = mine[j]["replies"][0]
                if j != i and text not in (r["replies"][0], *kept) and (lang == "en" or level(text) == level(r["replies"][0])):
                    kept.append(text)
                if len(kept) == count:
                    break
            found[r["id"]] = kept
    return found


def overlaps(chat, texts, rarity, recent=6):
    """For each text the share of its bigrams that the last messages hold: plain, and weighed by how rare each is."""
    held = bigrams(" ".join(m[-1] for m in chat[-recent:]))
    share = lambda x, w: sum(w(g) * min(n, held[g]) for g, n in x.items()) / max(1e-9, sum(w(g) * n for g, n in x.items()))
    mine = [bigrams(t) for t in texts]
    return [share(x, lambda g: 1) for x in mine], [share(x, rarity) for x in mine]


def likelihoods(model, chat, me, texts):
    """The mean log-likelihood of each text as the reply."""
    import torch
    t = model.text
    head = t.head(t.lines(chat)) + [t.reply] + t(f"{me}: ")
    ids, pieces = list(head), [(0, len(head), 0, 0)]
    answers = []
    for text in texts:
        answer = t(text) + [t.stop]
        answers.append(answer)
        pieces.append((len(ids), len(ids) + len(answer), 0, len(head)))
        ids += answer
    out = []
    with torch.no_grad():
        h = model.model.hidden(torch.tensor(ids), pieces)
        for (start, end, _, _), answer in zip(pieces[1:], answers):
            rows = torch.cat([h[len(head) - 1: len(head)], h[start: end - 1]])
            log = torch.log_softmax(model.model.logits(rows).float(), -1)
            out.append(log[torch.arange(len(answer)), torch.tensor(answer)].mean().item())
    return out


def rarity_of(rows):
    """How rare a bigram is among the chats, as the logarithm of its inverse share."""
    spread = collections.Counter(g for r in rows for g in bigrams(" ".join(m[-1] for m in r["chat"])))
    return lambda g: math.log(len(rows) / max(1, spread[g]))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("gold", type=Path)
    p.add_argument("--model", type=Path)
    p.add_argument("--part", default="all", choices=("held", "fit", "all"))
    p.add_argument("--negatives", type=int, default=7)
    p.add_argument("--recent", type=int, default=12)
    p.add_argument("--most", type=int, default=10 ** 9)
    p.add_argument("--wrong", type=int, default=0, help="print so many chats whose reply the rule does not put first")
    a = p.parse_args()
    everything = load(a.gold)
    others, rarity = negatives(everything, a.negatives), rarity_of(everything)
    chosen = part(everything, a.part)
    if a.model:
        import torch
        from released import Released
        torch.set_num_threads(1)
        model = Released(a.model)
    for name, lang in (("korean", "ko"), ("english", "en")):
        rows = [r for r in chosen if r["lang"] == lang and len(others[r["id"]]) == a.negatives][: a.most]
        rule, wrong = facts.Rule(name), a.wrong
        right = collections.defaultdict(list)
        for r in rows:
            texts = [r["replies"][0], *others[r["id"]]]
            chat = [(s, x) for _, s, x in r["chat"]]
            plain, rare = overlaps(r["chat"], texts, rarity)
            scores = {"bigram overlap": plain, "rare bigram overlap": rare, "rule": rule.scores(chat, r["me"], texts)}
            if a.model:
                after, alone = (np.array(likelihoods(model, c, r["me"], texts)) for c in (chat[-a.recent:], []))
                scores |= {"log-likelihood": after, "likelihood gained": after - alone,
                           "rule + likelihood gained": np.array(scores["rule"]) + after - alone}
            for kind, s in scores.items():
                right[kind].append(s[0] > max(s[1:]))
            if wrong and not right["rule"][-1]:
                wrong -= 1
                print("", *(f"{s}: {x}" for s, x in chat[-4:]), sep="\n    ")
                for s, x in sorted(zip(scores["rule"], texts), reverse=True):
                    print(f"  {s:6.2f} {'*' if x == texts[0] else ' '} {x}")
        print(f"{lang}: {len(rows)} chats, chance {100 / (a.negatives + 1):.1f} %")
        for kind, hits in sorted(right.items(), key=lambda x: -sum(x[1])):
            above = np.array(hits, float) - np.array(right["rare bigram overlap"], float)
            low, high = interval(above[:, None])[:, 0] if rows else (0, 0)
            print(f"  {kind:26s} {100 * np.mean(hits):5.1f} %   above rare bigrams {100 * above.mean():+5.1f} [{100 * low:.1f}, {100 * high:.1f}]")


if __name__ == "__main__":
    main()
