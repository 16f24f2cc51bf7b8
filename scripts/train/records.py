"""The chats with right answers: loading, new names for their people, and numbers shifted through chat and answers alike."""
import re

from common import HERE, load, split

KIN = set("엄마 아빠 언니 오빠 누나 이모 삼촌 고모 할매 남편 아내 아들 딸 막내 첫째 둘째 셋째 형님 할배 사장 점장 총무 회장 반장 원장 팀장 과장 대리 부장 실장 선배 후배".split())
NUMBER = re.compile(r"\d+")


def training(shared):
    """The training part of train.jsonl and the short chats of `records/`."""
    return split(shared)[0] + [r for path in sorted((HERE / "records").glob("[!l]*.jsonl")) for r in load(path)]


def long_chats(shared):
    """Those with cited points: the training part of long.jsonl and `records/long.jsonl`."""
    own = HERE / "records/long.jsonl"
    return [r for r in load(shared / "corpus/long.jsonl") + (load(own) if own.exists() else []) if r["split"] == "train"]


def closed(name):
    """Whether a Hangul name ends in a consonant, and so takes 은/이/을/과/아."""
    return (ord(name[-1]) - 0xAC00) % 28 > 0


def everywhere(r, change):
    """The example with every text of it changed; `change` must leave what it does not know as it is."""
    return dict(r, chat=[(change(s), change(t)) for s, t in r["chat"]], texts=[(k, change(t)) for k, t in r["texts"]],
                me=change(r["me"]))


class Names:
    """Gives the people of a chat other names, of the same kind and with the same kind of last letter."""

    def __init__(self, rows):
        senders = {s for r in rows for _, s, _ in r["chat"]}
        given = sorted(s for s in senders if re.fullmatch("[가-힣]{2}", s) and s not in KIN)
        self.pool = {True: [n for n in given if closed(n)], False: [n for n in given if not closed(n)]}
        self.latin = sorted(s for s in senders if re.fullmatch("[A-Z][a-z]{2,6}", s) and s not in ("Mum", "Mom", "Dad"))

    def change(self, rng, r):
        swap = {}
        for s in dict.fromkeys(s for s, _ in r["chat"]):
            pool = self.latin if s in self.latin else self.pool[closed(s)] if re.fullmatch("[가-힣]{2}", s) else []
            free = [n for n in pool if n not in swap.values()]
            if s not in KIN and free:
                swap[s] = rng.choice(free)
        if not swap:
            return r
        find = re.compile("|".join(map(re.escape, sorted(swap, key=len, reverse=True))))
        return everywhere(r, lambda text: find.sub(lambda m: swap[m[0]], text))


def shift(rng, r):
    """Every number of an example becomes another of the same length, the same one everywhere; 0, 00 and years stay."""
    swap = {}

    def other(m):
        n = m[0]
        if int(n) == 0 or len(n) == 4 and n[:2] in ("19", "20"):
            return n
        if n not in swap:
            if len(n) == 1:
                swap[n] = str(rng.randint(1, 9))
            elif len(n) == 2:
                high = 12 if int(n) <= 12 else 28 if int(n) <= 31 else 59 if int(n) <= 59 else 99
                swap[n] = f"{rng.randint(1 if n[0] == '0' else 10, max(10, high)):02d}"
            else:
                zeros = len(n) - len(n.rstrip("0"))
                swap[n] = str(rng.randint(1, 9)) + "".join(str(rng.randint(0, 9)) for _ in n[1: len(n) - zeros]) + "0" * zeros
                swap[n] = swap[n][: len(n)]
        return swap[n]

    return everywhere(r, lambda text: NUMBER.sub(other, text))


def neighbours(rows, texts, most=12):
    """For each row, those of its language whose chats share most character pairs with it: where hard negatives come from."""
    import numpy as np
    index, sets = {}, []
    for t in texts:
        t = "".join(t.split())
        sets.append({index.setdefault(p, len(index)) for p in zip(t, t[1:])})
    x = np.zeros((len(sets), len(index)), np.float32)
    for i, s in enumerate(sets):
        x[i, list(s)] = 1
    x *= np.log(len(sets) / x.sum(0).clip(1))
    x /= np.linalg.norm(x, axis=1, keepdims=True) + 1e-9
    like = x @ x.T
    language = np.array([r["lang"] == "ko" for r in rows])
    like[language[:, None] != language[None]] = -1
    np.fill_diagonal(like, -1)
    return np.argsort(-like, 1)[:, :most].tolist()
