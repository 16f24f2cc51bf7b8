"""The exported file as a model and a tokenizer, and what it says about a chat. Needs nothing but the GGUF."""
import gguf
import numpy as np
import torch
from tokenizers import models

from common import SPECIALS, Text, byte_level
from export import gguf_name
from model import Decoder


class Released:
    def __init__(self, path):
        file = gguf.GGUFReader(str(path))
        value = lambda key: file.fields[key].contents()
        shape = {name: value(f"qwen3.{key}") for name, key in (
            ("vocab", "vocab_size"), ("width", "embedding_length"), ("layers", "block_count"), ("ffn", "feed_forward_length"),
            ("heads", "attention.head_count"), ("kv_heads", "attention.head_count_kv"),
            ("head_size", "attention.key_length"), ("eps", "attention.layer_norm_rms_epsilon"), ("theta", "rope.freq_base"))}
        self.model = Decoder(shape).eval()
        tensors = {t.name: gguf.quants.dequantize(t.data, t.tensor_type) for t in file.tensors}
        self.model.load_state_dict({n: torch.from_numpy(np.array(tensors[gguf_name(n)])) for n in self.model.state_dict()})
        words = value("tokenizer.ggml.tokens")
        raw = byte_level(models.BPE({w: i for i, w in enumerate(words)},
                                    [tuple(m.split(" ")) for m in value("tokenizer.ggml.merges")]))
        raw.add_special_tokens(SPECIALS)
        self.text = Text(raw)

    @torch.no_grad()
    def points(self, chat):
        """logit(keep) - logit(skip) of every message."""
        lines = self.text.lines(chat)
        head = self.text.head(lines)
        second, at = self.text.pass_two(lines)
        h = self.model.hidden(torch.tensor(head + second))[[len(head) + i for i in at]]
        e = self.model.embed.weight
        return (h @ (e[self.text.keep] - e[self.text.skip])).tolist()

    @torch.no_grad()
    def headline(self, chat, most=16):
        """Greedy, without the app's constraint."""
        t = self.text
        ids = t.head(t.lines(chat)) + [t.headline]
        start = len(ids)
        while len(ids) - start < most:
            h = self.model.hidden(torch.tensor(ids))[-1]
            ids.append(int(self.model.logits(h).argmax()))
            if ids[-1] == t.stop:
                break
        return t.raw.decode(ids[start:])
