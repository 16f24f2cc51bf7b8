"""Stage 3: the tasks. Points: keep or skip for each message; headline, summary and replies as text that follows; and
whether a summary or a reply fits the chat, told from others that nearly do.

One sequence per chat: prompt, second pass, and every answer as a branch of it (or of the prompt alone), so that all tasks of
a chat cost one pass. People are renamed, numbers shifted and chats joined at random in every round.
"""
import datetime
import hashlib
import json
import os

import torch
import torch.nn.functional as F

from common import WORK, Text, arguments, settings
from compose_chats import composed, interleaved, situations
from contrasts import contrasts
from quotes import render
from records import NUMBER, Names, long_chats, neighbours, shift, training
from rouge import Reference, oracle, tokens
from trainer import train


class Tasks:
    figures = ["points", "text", "fit"]

    def __init__(self, a):
        self.text, self.s = Text(), settings()["finetune"]
        rows = training(a.shared)
        self.rows = self.labels(rows)
        for r, near in zip(self.rows, neighbours(rows, [" ".join(t for _, t in r["chat"]) for r in self.rows])):
            r["near"] = near
        self.weights = [1.3 if r["lang"] == "en" else 1.0 for r in rows]
        self.long = [self.pointed(r) for r in long_chats(a.shared)]
        self.names = Names(rows)
        self.situations = situations(held=False)
        self.numbers = [n for r in rows for n in NUMBER.findall(r["summary"])]

    def labels(self, rows):
        """Kept beside the tokenizer under the chats' digest."""
        digest = hashlib.sha256(json.dumps([r["id"] for r in rows]).encode()).hexdigest()[:12]
        path = WORK / f"labels-{digest}.json"  # the targets take a minute
        if not path.exists():
            made = json.dumps([self.labelled(r) for r in rows], ensure_ascii=False)
            part = path.with_suffix(f".{os.getpid()}")
            part.write_text(made, encoding="utf8")
            part.replace(path)
        return json.loads(path.read_text(encoding="utf8"))

    def labelled(self, r):
        """Soft targets: mostly the oracle's choice, partly each message's share of the summary's pairs of tokens."""
        chat, ref = [(s, t) for _, s, t in r["chat"]], Reference(r["summary"])
        chosen = set(oracle(chat, r["summary"], render)[0])
        gain = [sum(p in ref.two for p in zip(x, x[1:])) for x in (tokens(t) for _, t in chat)]
        top = max(gain) or 1
        target = [0.7 * (i in chosen) + 0.3 * g / top for i, g in enumerate(gain)]
        texts = [("headline", r["headline"]), ("summary", r["summary"]), *(("reply", x) for x in r["replies"])]
        return dict(chat=chat, target=target, texts=texts, me=r["me"], lang=r["lang"])

    def pointed(self, r):
        stale = {x["message"] for x in r["superseded"]}
        cited = {m for p in r["points"] for m in p["messages"]} - stale
        return dict(chat=[(s, t) for _, s, t in r["chat"]], texts=[], me=r["me"],
                    target=[0.95 if i in cited else 0.03 for i in range(len(r["chat"]))])

    def composed(self, rng):
        """A chat of one situation, or of several that go on at once."""
        one = rng.choice(self.situations)
        made = composed(rng, one)
        if rng.random() < 0.3:
            like = [s for s in self.situations if s["lang"] == one["lang"]]
            today = datetime.date.fromisoformat(made["date"])
            made = interleaved(rng, [made, *(composed(rng, rng.choice(like), today=today) for _ in range(rng.randint(1, 3)))])
        target = [0.95 if i in made["keep"] else 0.02 if i in made["stale"] else 0.1 for i in range(len(made["chat"]))]
        texts = [("headline", made["headline"]), ("summary", made["summary"]), *(("reply", x) for x in made["replies"])]
        near = rng.sample([i for i, r in enumerate(self.rows) if r["lang"] == made["lang"]], 8)
        return dict(chat=[(s, t) for _, s, t in made["chat"]], target=target, texts=texts, me=made["me"], near=near)

    def example(self, rng):
        """A chat with its answers, and with answers that do not fit: (kind, text) of each."""
        if self.situations and rng.random() < self.s["composed"]:
            r = self.composed(rng)
            return dict(r, wrong=self.wrong(rng, r))
        if rng.random() < 0.05:
            r = rng.choice(self.long)
            n = min(len(r["chat"]), rng.randint(24, 48))
            at = rng.randint(0, len(r["chat"]) - n)
            r = dict(r, chat=r["chat"][at: at + n], target=r["target"][at: at + n])
        else:
            r = rng.choices(self.rows, self.weights)[0]
        if rng.random() < 0.7:
            r = self.names.change(rng, r)
        if rng.random() < 0.5:
            r = shift(rng, r)
        if rng.random() < 0.06 and r["texts"]:
            other = rng.choices(self.rows, self.weights)[0]
            r = dict(r, chat=r["chat"] + other["chat"], target=r["target"] + other["target"], texts=[])
        return dict(r, wrong=self.wrong(rng, r) if r["texts"] else [])

    def wrong(self, rng, r):
        true = dict(r["texts"])["summary"]
        made = list(contrasts(rng, r["chat"], true, rng.sample(self.numbers, 20)).values())
        out = [("summary", x) for x in rng.sample(made, min(3, len(made)))]
        near = [self.rows[i] for i in rng.sample(r["near"], 3)]
        out.append(("summary", dict(near[0]["texts"])["summary"]))
        replies = [x for n in near for x in [t for k, t in n["texts"] if k == "reply"]]
        return out + [("reply", x) for x in rng.sample(replies, min(4, len(replies)))]

    def add(self, rng, r, ids, pieces, marks):
        t, first = self.text, len(ids)
        lines = t.lines(r["chat"])
        head = t.head(lines)
        second, at = t.pass_two(lines)
        ids += head + second
        pieces.append((first, len(ids), first, 0))
        for i, p in zip(at, r["target"]):
            marks["points"].append((first + len(head) + i, p))
        for kind, text, fits in [(k, x, 1.0) for k, x in r["texts"]] + [(k, x, 0.0) for k, x in r["wrong"]]:
            answer = t(f"{r['me']}: {text}" if kind == "reply" else text)
            start = len(ids)
            ids += [getattr(t, kind)] + answer + [t.stop]
            pieces.append((start, len(ids), first, len(head)))
            if fits:
                marks["text"] += range(start, len(ids) - 1)
            if kind != "headline":
                marks["fit"].append((len(ids) - 1, fits))

    def batch(self, rng, size):
        ids, pieces, marks = [], [], dict(points=[], text=[], fit=[])
        while len(ids) < size * 0.9:
            self.add(rng, self.example(rng), ids, pieces, marks)
        return torch.tensor(ids), pieces, marks

    def judged(self, h, marks):
        """Cross-entropy of keep or skip at the marked positions."""
        if not marks:
            return h.sum() * 0
        at = torch.tensor([i for i, _ in marks])
        want = torch.tensor([p for _, p in marks])
        e = self.embed.weight
        return F.binary_cross_entropy_with_logits(h[at] @ (e[self.text.keep] - e[self.text.skip]), want)

    def loss(self, model, batch):
        ids, pieces, marks = batch
        h, self.embed = model.hidden(ids, pieces), model.embed
        points, fit, text = self.judged(h, marks["points"]), self.judged(h, marks["fit"]), h.sum() * 0
        if marks["text"]:
            at = torch.tensor(marks["text"])
            text = F.cross_entropy(model.logits(h[at]), ids[at + 1])
        s = self.s
        total = s["point_weight"] * points + s["lm_weight"] * text + s["fit_weight"] * fit
        return total, {"points": points.item(), "text": text.item(), "fit": fit.item()}


if __name__ == "__main__":
    train("finetune", Tasks, WORK / "pretrain.pt", arguments(__doc__).parse_args())
