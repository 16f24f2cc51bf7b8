"""Stage 5: fits the constants of the quote rule into quotes.json, on training chats only.

The plain features are fitted to the oracle's choices on the training part; how much the model's points weigh against them is
chosen on the validation part, which the model has not seen. The budget and the weight of values stay as quotes.json has them:
between budgets that score alike, the one was taken that keeps the recall of values (models/README.md).
"""
import json
from pathlib import Path

import numpy as np

import quotes
from common import ROOT, arguments, split
from released import Released
from rouge import Reference, oracle


def logistic(x, y, l2):
    """Weights of the raw columns, fitted by Newton's method on standardised ones."""
    mean, deviation = x.mean(0), x.std(0) + 1e-9
    z = np.c_[(x - mean) / deviation, np.ones(len(x))]
    w = np.zeros(z.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ w))
        w -= np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + l2 * np.eye(len(w)), z.T @ (p - y) + l2 * w)
    return w[:-1] / deviation


def score(rows, points, rule):
    got = []
    for r, p in zip(rows, points):
        chat = tuple((s, t) for _, s, t in r["chat"])
        chosen = quotes.choose(chat, p, rule)
        got.append(Reference(r["summary"]).scores(quotes.render(chat, chosen, quotes.words(chat, chosen, rule))))
    return 100 * np.mean(got, 0)


def main():
    a = arguments(__doc__, seconds=False).parse_args()
    train, held = split(a.shared)
    pick = lambda r: tuple((s, t) for _, s, t in r["chat"])
    best_of = lambda r: set(oracle(pick(r), r["summary"], quotes.render)[0])
    chosen = [[i in best for i in range(len(r["chat"]))] for r in train for best in [best_of(r)]]
    plain = logistic(np.concatenate([quotes.measure(pick(r))[0] for r in train]), np.concatenate(chosen).astype(float), 3.0)

    model = Released(ROOT / "models/default.gguf")
    points = [model.points(pick(r)) for r in held]
    rule, names = dict(quotes.RULE), list(quotes.RULE["weights"])
    make = lambda p, f=1: dict(zip(names, [p, *(f * plain)]))
    results = {}
    for p, f in ((0, 1), (0.2, 1), (0.4, 1), (0.6, 1), (0.8, 1), (1, 1), (1, 0)):
        by = [score([r for r in held if r["lang"] == lang], [p for p, r in zip(points, held) if r["lang"] == lang],
                    rule | dict(weights=make(p, f))) for lang in ("ko", "en")]
        print(f"validation, points {p}, features {f}: ko {by[0].round(1)} en {by[1].round(1)}")
        results[p, f] = np.sum(by)
    best = max((k for k in results if k[1]), key=results.get)
    rule["weights"] = {k: round(float(v), 3) for k, v in make(*best).items()}
    Path(quotes.__file__).with_suffix(".json").write_text(json.dumps(rule, ensure_ascii=False, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
