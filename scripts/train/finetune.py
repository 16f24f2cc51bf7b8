"""Stage 3: the tasks. Points: keep or skip for each message; headline, summary and replies as text that follows.

One sequence per chat: prompt, second pass, and every answer as a branch of it (or of the prompt alone), so that all tasks of
a chat cost one pass. People are renamed and chats joined at random in every round.
"""
import json
import os
import re

import torch
import torch.nn.functional as F

from common import WORK, Text, arguments, load, settings, split
from quotes import render
from rouge import Reference, oracle, tokens
from trainer import train

KIN = set("엄마 아빠 언니 오빠 누나 이모 삼촌 고모 할매 남편 아내 아들 딸 막내 첫째 둘째 셋째 형님 할배 사장 점장 총무 회장 반장 원장 팀장 과장 대리 부장 실장 선배 후배".split())


def closed(name):
    """Whether a Hangul name ends in a consonant, and so takes 은/이/을/과/아."""
    return (ord(name[-1]) - 0xAC00) % 28 > 0


class Tasks:
    figures = ["points", "text"]

    def __init__(self, a):
        self.text, self.s = Text(), settings()["finetune"]
        rows = split(a.shared)[0]
        self.rows = self.labels(rows)
        self.weights = [1.3 if r["lang"] == "en" else 1.0 for r in rows]
        self.long = [self.pointed(r) for r in load(a.shared / "corpus/long.jsonl")]
        senders = {s for r in rows for _, s, _ in r["chat"]}
        given = sorted(s for s in senders if re.fullmatch("[가-힣]{2}", s) and s not in KIN)
        self.pool = {True: [n for n in given if closed(n)], False: [n for n in given if not closed(n)]}
        self.latin = sorted(s for s in senders if re.fullmatch("[A-Z][a-z]{2,6}", s) and s not in ("Mum", "Mom", "Dad"))

    def labels(self, rows):
        """Kept beside the tokenizer, since the oracle takes a minute."""
        path = WORK / "labels.json"
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
        return dict(chat=chat, target=target, texts=texts, me=r["me"])

    def pointed(self, r):
        stale = {x["message"] for x in r["superseded"]}
        cited = {m for p in r["points"] for m in p["messages"]} - stale
        return dict(chat=[(s, t) for _, s, t in r["chat"]], texts=[], me=r["me"],
                    target=[0.95 if i in cited else 0.03 for i in range(len(r["chat"]))])

    def rename(self, rng, r):
        """New names for the people of a chat, of the same kind and with the same kind of last letter, everywhere in it."""
        swap = {}
        for s in dict.fromkeys(s for s, _ in r["chat"]):
            pool = self.latin if s in self.latin else self.pool[closed(s)] if re.fullmatch("[가-힣]{2}", s) else []
            free = [n for n in pool if n not in swap.values()]
            if s not in KIN and free:
                swap[s] = rng.choice(free)
        if not swap:
            return r
        find = re.compile("|".join(map(re.escape, sorted(swap, key=len, reverse=True))))
        new = lambda text: find.sub(lambda m: swap[m[0]], text)
        return dict(r, chat=[(swap.get(s, s), new(t)) for s, t in r["chat"]],
                    texts=[(k, new(t)) for k, t in r["texts"]], me=swap.get(r["me"], r["me"]))

    def example(self, rng):
        if rng.random() < 0.06:
            r = rng.choice(self.long)
            n = min(len(r["chat"]), rng.randint(24, 48))
            at = rng.randint(0, len(r["chat"]) - n)
            r = dict(r, chat=r["chat"][at: at + n], target=r["target"][at: at + n])
        else:
            r = rng.choices(self.rows, self.weights)[0]
        if rng.random() < 0.7:
            r = self.rename(rng, r)
        if rng.random() < 0.08 and r["texts"]:
            other = rng.choices(self.rows, self.weights)[0]
            r = dict(r, chat=r["chat"] + other["chat"], target=r["target"] + other["target"], texts=[])
        return r

    def add(self, rng, r, ids, pieces, marks):
        t, first = self.text, len(ids)
        lines = t.lines(r["chat"])
        head = t.head(lines)
        second, at = t.pass_two(lines)
        ids += head + second
        pieces.append((first, len(ids), first, 0))
        for i, p in zip(at, r["target"]):
            marks["points"].append((first + len(head) + i, p))
        for kind, text in r["texts"]:
            if kind == "reply" and rng.random() < 0.5:
                continue
            answer = t(f"{r['me']}: {text}" if kind == "reply" else text)
            parent = len(head) if rng.random() < 0.4 else len(head) + len(second)
            start = len(ids)
            ids += [getattr(t, kind)] + answer + [t.stop]
            pieces.append((start, len(ids), first, parent))
            marks["text"] += range(start, len(ids) - 1)

    def batch(self, rng, size):
        ids, pieces, marks = [], [], dict(points=[], text=[])
        while len(ids) < size * 0.9:
            self.add(rng, self.example(rng), ids, pieces, marks)
        return torch.tensor(ids), pieces, marks

    def loss(self, model, batch):
        ids, pieces, marks = batch
        h = model.hidden(ids, pieces)
        at = torch.tensor([i for i, _ in marks["points"]])
        want = torch.tensor([p for _, p in marks["points"]])
        e = model.embed.weight
        points = F.binary_cross_entropy_with_logits(h[at] @ (e[self.text.keep] - e[self.text.skip]), want)
        text = points * 0
        if marks["text"]:
            at = torch.tensor(marks["text"])
            text = F.cross_entropy(model.logits(h[at]), ids[at + 1])
        total = self.s["point_weight"] * points + self.s["lm_weight"] * text
        return total, {"points": points.item(), "text": text.item()}


if __name__ == "__main__":
    train("finetune", Tasks, WORK / "pretrain.pt", arguments(__doc__).parse_args())
