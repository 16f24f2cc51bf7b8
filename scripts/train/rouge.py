"""ROUGE-1/2/L (F1) over Hangul syllables, Latin words and numbers, as the project's score uses it, and the oracle.

The longest common subsequence is counted bit-parallel (Hyyrö 2004), so that a rule can be fitted on all chats at once.
"""
import re
from collections import Counter

TOKEN = re.compile(r"[가-힣]|[A-Za-z]+|\d+")


def tokens(text):
    return TOKEN.findall(text.lower())


def f1(both, a, b):
    return 2 * both / (a + b) if both else 0.0


class Reference:
    def __init__(self, text):
        self.tokens = tokens(text)
        self.one = Counter(self.tokens)
        self.two = Counter(zip(self.tokens, self.tokens[1:]))
        self.mask = {}
        for i, t in enumerate(self.tokens):
            self.mask[t] = self.mask.get(t, 0) | 1 << i

    def common(self, a):
        n = len(self.tokens)
        full = (1 << n) - 1
        v = full
        for t in a:
            u = v & self.mask.get(t, 0)
            v = ((v + u) | (v - u)) & full
        return n - v.bit_count()

    def scores(self, text):
        a, n = tokens(text), len(self.tokens)
        two = Counter(zip(a, a[1:]))
        return (f1((Counter(a) & self.one).total(), len(a), n),
                f1((two & self.two).total(), len(a) - 1, n - 1),
                f1(self.common(a), len(a), n))

    def total(self, text):
        return sum(self.scores(text))


def oracle(chat, summary, render, most=14):
    """Greedy choice of messages whose rendered quotes score best; ([chosen], score). Swaps repair early greed."""
    ref = Reference(summary)
    chosen, best = [], 0.0
    while len(chosen) < most:
        tries = [(ref.total(render(chat, sorted(chosen + [i]))), i) for i in range(len(chat)) if i not in chosen]
        if not tries or max(tries)[0] <= best + 1e-6:
            break
        best, i = max(tries)
        chosen.append(i)
        for j in chosen[:-1]:
            without = [k for k in chosen if k != j]
            value = ref.total(render(chat, sorted(without)))
            if value > best:
                chosen, best = without, value
    return sorted(chosen), best
