"""What the stages share: settings, the chats and their split, the tokenizer, prompt pieces, checkpoints, the log."""
import argparse
import csv
import hashlib
import json
import os
import random
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORK = HERE / "work"
ROOT = HERE.parent.parent
SPECIALS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|points|>", "<|keep|>", "<|skip|>", "<|headline|>",
            "<|summary|>", "<|reply|>"]

# The pre-tokenizer of Qwen2, which every GGUF engine knows as `qwen2`.
SPLIT = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")


def settings():
    with open(HERE / "settings.toml", "rb") as f:
        return tomllib.load(f)


def arguments(doc, seconds=True):
    p = argparse.ArgumentParser(description=doc)
    p.add_argument("--shared", type=Path, default=ROOT / settings()["shared"])
    if seconds:
        p.add_argument("--seconds", type=float, help="stop (and save) after this long; a later call goes on")
        p.add_argument("--workers", type=int, default=2, help="processes of one thread each")
    return p


def load(path):
    with open(path, encoding="utf8") as f:
        return [json.loads(line) for line in f if line.strip()]


def split(shared):
    """(train, validation) of train.jsonl: the records with the lowest hashes of their ids are the validation part."""
    rows = load(shared / "corpus/train.jsonl")
    order = sorted(rows, key=lambda r: hashlib.sha256(r["id"].encode()).hexdigest())
    kept = {r["id"] for r in order[: settings()["validation"]]}
    return [r for r in rows if r["id"] not in kept], [r for r in rows if r["id"] in kept]


def byte_level(model):
    """A byte-level tokenizer around a BPE model."""
    from tokenizers import Regex, Tokenizer, decoders, pre_tokenizers
    t = Tokenizer(model)
    t.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(SPLIT), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    t.decoder = decoders.ByteLevel()
    return t


class Text:
    """The tokenizer and the prompt format. Each piece is encoded by itself; chat text is never parsed for specials."""

    def __init__(self, raw=None):
        from tokenizers import Tokenizer
        self.raw = raw or Tokenizer.from_file(str(WORK / "tokenizer.json"))
        self.raw.encode_special_tokens = True
        ids = [self.raw.token_to_id(s) for s in SPECIALS]
        (self.end, self.start, self.stop, self.points, self.keep, self.skip, self.headline, self.summary,
         self.reply) = ids
        self.newline = self("\n")
        self.user, self.assistant = self("user\n"), self("assistant\n")

    def __call__(self, text):
        return self.raw.encode(text, add_special_tokens=False).ids

    def lines(self, chat):
        """One list of ids per message of [(sender, text)]; white space inside a message becomes one space."""
        return [self(f"{' '.join(s.split())}: {' '.join(t.split())}") for s, t in chat]

    def head(self, lines):
        ids = [self.start] + self.user
        for line in lines:
            ids += line + self.newline
        return ids + [self.stop] + self.newline + [self.start] + self.assistant

    def pass_two(self, lines):
        """The chat again, a constant token after each message; (ids, positions of those tokens)."""
        ids, at = [self.points], []
        for line in lines:
            ids += line
            at.append(len(ids))
            ids += [self.points] + self.newline
        return ids, at


def save(path, state):
    import torch
    torch.save(state, f"{path}.part")
    os.replace(f"{path}.part", path)


class Log:
    """A CSV of step, seconds, tokens, losses; drawn by plot.py."""

    def __init__(self, path, names):
        new = not path.exists()
        self.file = open(path, "a", newline="")
        self.out = csv.writer(self.file)
        if new:
            self.out.writerow(names)

    def row(self, *values):
        self.out.writerow([f"{v:.4f}" if isinstance(v, float) else v for v in values])
        self.file.flush()


def generator(seed, *parts):
    return random.Random(":".join(map(str, (seed, *parts))))
