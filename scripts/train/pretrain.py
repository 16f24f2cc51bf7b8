"""Stage 2: the language itself, and copying, from open text and the training chats in the app's own prompt format."""
import json

import torch
import torch.nn.functional as F

from common import ROOT, WORK, Text, arguments, load, settings, split
from trainer import train

KOREAN = ("민서 지훈 서연 하준 도윤 수아 예린 현우 지민 태희 유나 준호 소희 민재 은지 승현 다은 재윤 가영 성민 윤아 보람 "
          "도일 유건 세아 강우 엄마 아빠 언니 오빠 누나 형 이모 할머니 총무 팀장님 김대리 박과장 선생님 사장님").split()
ENGLISH = "Mina Jake Rosa Tom Priya Leo Nora Sam Ellie Omar Grace Hal Kit Dana Mum Dad Ben Ivy Zoe Max Lena Dom".split()


def begin():
    """The file whose weights training goes on from, or None for a model that knows nothing yet."""
    path = settings()["pretrain"]["begin"]
    return ROOT / path if path else None


class Reader:
    figures = ["loss", "fit"]

    def __init__(self, a):
        self.text = Text()
        self.kinds = json.loads((WORK / "text.json").read_text(encoding="utf8"))
        chats = split(a.shared)[0]
        self.chats = [[(s, t) for _, s, t in r["chat"]] for r in chats]
        self.long = [[(s, t) for _, s, t in r["chat"]] for r in load(a.shared / "corpus/long.jsonl") if r["split"] == "train"]
        mix = settings()["pretrain"]["mix"]
        self.names, self.weights = list(mix), list(mix.values())

    def talk(self, rng, kind):
        turns = rng.choice(self.kinds[kind])
        names = rng.sample(KOREAN if kind.startswith("ko") else ENGLISH, max(w for w, _ in turns) + 1)
        n = rng.randint(4, 16)
        at = rng.randint(0, max(0, len(turns) - n))
        return [(names[w], t) for w, t in turns[at: at + n]]

    def chat(self, rng):
        """Half of them real training chats; the rest open dialogues and lines put into mouths at random."""
        r = rng.random()
        if r < 0.5:
            return rng.choice(self.chats)
        if r < 0.6:
            c = rng.choice(self.long)
            at = rng.randint(0, len(c) - 12)
            return c[at: at + rng.randint(6, 20)]
        if r < 0.75:
            names = rng.sample(KOREAN, rng.randint(2, 4))
            return [(rng.choice(names), rng.choice(self.kinds["ko_line"])[:60]) for _ in range(rng.randint(4, 12))]
        return self.talk(rng, "ko_dialog" if r < 0.9 else "en_dialog")

    def turn(self, rng):
        """A dialogue in the app's format, its next turn as a reply, and three turns of other dialogues that do not fit."""
        t, kind = self.text, "ko_dialog" if rng.random() < 0.6 else "en_dialog"
        talk = self.talk(rng, kind)
        at = rng.randint(1, len(talk) - 1)
        who, said = talk[at]
        wrong = []
        while len(wrong) < 3:
            wrong.append(rng.choice(rng.choice(self.kinds[kind]))[1])
        head = t.head(t.lines(talk[max(0, at - 8): at]))
        answers = [([t.reply] + t(f"{who}: {x}") + [t.stop], float(i == 0)) for i, x in enumerate([said, *wrong])]
        return head, answers

    def sequence(self, rng):
        """(ids, answers): the answers follow the ids each by itself, as (ids, whether it fits)."""
        t, kind = self.text, rng.choices(self.names, self.weights)[0]
        if kind == "turn":
            return self.turn(rng)
        if kind in ("copy", "chat"):
            lines = t.lines(self.chat(rng))
            ids = t.head(lines)
            return ids + t.pass_two(lines)[0] if kind == "copy" else ids, []
        if kind == "gist":
            said, gist = rng.choice(self.kinds["gist"])
            return t.head(t.lines([(rng.choice(KOREAN), said)])) + [t.headline] + t(gist) + [t.stop], []
        if kind == "reply":
            (q, r), (you, me) = rng.choice(self.kinds["reply"]), rng.sample(KOREAN, 2)
            return t.head(t.lines([(you, q)])) + [t.reply] + t(f"{me}: {r}") + [t.stop], []
        if kind.endswith("dialog"):
            return t("\n".join(f"{s}: {x}" for s, x in self.talk(rng, kind))), []
        return t("\n".join(rng.choice(self.kinds[kind]) for _ in range(6))), []

    def batch(self, rng, tokens):
        row, ids, pieces, fit, silent = settings()["pretrain"]["row"], [], [], [], []
        while len(ids) < tokens:
            one, answers = self.sequence(rng)
            first = len(ids)
            ids += one[: 2 * row] + ([] if answers else [self.text.end])
            pieces.append((first, len(ids), first, 0))
            parent = len(ids) - first
            for answer, fits in answers:
                start = len(ids)
                ids += answer[:96]
                pieces.append((start, len(ids), first, parent))
                if answer[-1] == ids[-1]:
                    fit.append((len(ids) - 1, fits))
                if not fits:
                    silent += range(start, len(ids))
        return torch.tensor(ids), pieces, fit, silent

    def loss(self, model, batch):
        ids, pieces, fit, silent = batch
        h = model.hidden(ids, pieces)
        targets = torch.cat([ids[1:], ids[:1]])
        targets[[end - 1 for _, end, _, _ in pieces] + silent] = -100
        loss = F.cross_entropy(model.logits(h), targets, ignore_index=-100)
        judged = loss * 0
        if fit:
            at, want = torch.tensor([i for i, _ in fit]), torch.tensor([p for _, p in fit])
            e = model.embed.weight
            judged = F.binary_cross_entropy_with_logits(h[at] @ (e[self.text.keep] - e[self.text.skip]), want)
        return loss + settings()["pretrain"]["fit_weight"] * judged, {"loss": loss.item(), "fit": judged.item()}


if __name__ == "__main__":
    train("pretrain", Reader, begin(), arguments(__doc__).parse_args())
