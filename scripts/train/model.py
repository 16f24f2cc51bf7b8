"""The decoder: `qwen3` shape (RMSNorm, QK-norm, NEOX rotary pairs, SwiGLU, tied head), in plain PyTorch.

Rows are packed: a batch is one long row of pieces, so no token is spent on padding. A piece is (start, end, first, parent):
its tokens see the `parent` tokens from `first` on, then themselves causally, and their positions go on from there. A document
is a piece without parent; several answers to one prompt are pieces with the same parent, so the prompt is computed once.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F


class Norm(nn.Module):
    def __init__(self, width, eps):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.eps = eps

    def forward(self, x):
        return F.rms_norm(x, (x.shape[-1],), self.weight, self.eps)


def rotate(x, cos, sin):
    """NEOX pairing: element i turns with element i + half. x is [tokens, heads, size]."""
    a, b = x.chunk(2, -1)
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


def attend(q, k, v, pieces):
    out = []
    for start, end, first, parent in pieces:
        one, mask = q[start:end], None
        keys, values = k[start:end], v[start:end]
        if parent:
            keys, values = torch.cat([k[first: first + parent], keys]), torch.cat([v[first: first + parent], values])
            mask = torch.ones(end - start, parent + end - start, dtype=torch.bool).tril(parent)
        one, keys, values = (t.transpose(0, 1).unsqueeze(0) for t in (one, keys, values))
        got = F.scaled_dot_product_attention(one, keys, values, attn_mask=mask, is_causal=mask is None)
        out.append(got.squeeze(0).transpose(0, 1))
    return torch.cat(out)


class Layer(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.heads, self.kv, self.size = c["heads"], c["kv_heads"], c["head_size"]
        self.attn_norm, self.ffn_norm = Norm(c["width"], c["eps"]), Norm(c["width"], c["eps"])
        self.q_norm, self.k_norm = Norm(self.size, c["eps"]), Norm(self.size, c["eps"])
        line = lambda o, i: nn.Linear(i, o, bias=False)
        self.q = line(self.heads * self.size, c["width"])
        self.k = line(self.kv * self.size, c["width"])
        self.v = line(self.kv * self.size, c["width"])
        self.o = line(c["width"], self.heads * self.size)
        self.gate, self.up = line(c["ffn"], c["width"]), line(c["ffn"], c["width"])
        self.down = line(c["width"], c["ffn"])

    def forward(self, x, cos, sin, pieces):
        n = x.shape[0]
        h = self.attn_norm(x)
        q = rotate(self.q_norm(self.q(h).view(n, self.heads, self.size)), cos, sin)
        k = rotate(self.k_norm(self.k(h).view(n, self.kv, self.size)), cos, sin)
        v = self.v(h).view(n, self.kv, self.size)
        if self.kv < self.heads:
            k, v = (t.repeat_interleave(self.heads // self.kv, 1) for t in (k, v))
        x = x + self.o(attend(q, k, v, pieces).reshape(n, -1))
        h = self.ffn_norm(x)
        return x + self.down(F.silu(self.gate(h)) * self.up(h))


class Decoder(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c = c
        self.embed = nn.Embedding(c["vocab"], c["width"])
        self.layers = nn.ModuleList(Layer(c) for _ in range(c["layers"]))
        self.norm = Norm(c["width"], c["eps"])
        for name, p in self.named_parameters():
            if p.dim() == 2:
                small = 0.5 if name.endswith(("o.weight", "down.weight")) else 1.0
                nn.init.normal_(p, 0, 0.02 if "embed" in name else small * p.shape[1] ** -0.5)

    def angles(self, pieces):
        at = torch.cat([torch.arange(parent, parent + end - start) for start, end, _, parent in pieces]).float()
        size = self.c["head_size"]
        turn = torch.outer(at, self.c["theta"] ** (-torch.arange(0, size, 2).float() / size))
        return turn.cos().unsqueeze(1), turn.sin().unsqueeze(1)

    def hidden(self, ids, pieces=None):
        """ids: one packed row, which the pieces cover in order; without pieces it is one document."""
        pieces = pieces or [(0, len(ids), 0, 0)]
        cos, sin = self.angles(pieces)
        x = self.embed(ids)
        for layer in self.layers:
            x = layer(x, cos, sin, pieces)
        return self.norm(x)

    def logits(self, hidden):
        return hidden @ self.embed.weight.T


class Muon(torch.optim.Optimizer):
    """Momentum whose update is made orthogonal by five Newton-Schulz steps (Jordan et al. 2024), for hidden matrices.

    Every worker keeps every momentum, orthogonalises its share of the matrices, and `share` adds the updates of all.
    """

    def __init__(self, params, lr, momentum=0.95, decay=0.01, rank=0, workers=1, share=lambda flat: None):
        super().__init__(params, dict(lr=lr, momentum=momentum, decay=decay))
        self.rank, self.workers, self.share = rank, workers, share

    @torch.no_grad()
    def step(self):
        (g,) = self.param_groups
        updates = []
        for i, p in enumerate(g["params"]):
            m = self.state[p].setdefault("m", torch.zeros_like(p))
            m.lerp_(p.grad, 1 - g["momentum"])
            mine = i % self.workers == self.rank
            updates.append(orthogonal(p.grad.lerp(m, g["momentum"])) if mine else torch.zeros_like(p))
        flat = torch.cat([u.flatten() for u in updates])
        self.share(flat)
        for p, u in zip(g["params"], flat.split([p.numel() for p in g["params"]])):
            p.mul_(1 - g["lr"] * g["decay"])
            p.add_(u.view_as(p), alpha=-g["lr"] * max(1, p.shape[0] / p.shape[1]) ** 0.5)


def orthogonal(x):
    x = x / (x.norm() + 1e-7)
    tall = x.shape[0] > x.shape[1]
    x = x.T if tall else x
    for _ in range(5):
        a = x @ x.T
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
    return x.T if tall else x


def optimizers(model, muon, adam, **workers):
    hidden = lambda n, p: p.dim() == 2 and "embed" not in n
    a = [p for n, p in model.named_parameters() if hidden(n, p)]
    b = [p for n, p in model.named_parameters() if not hidden(n, p)]
    return [Muon(a, muon, **workers), torch.optim.AdamW(b, lr=adam, betas=(0.9, 0.95), weight_decay=0.0)]
