#!/usr/bin/env python3
"""Compares what llama.cpp reads out of a converted folder with what we read out of the folder.

    python3 -m pip install torch transformers tokenizers llama-cpp-python numpy
    python3 scripts/compare_convert.py [--ondevice .build/release/ondevice] [--seed 0] [FAMILY...]

For each family a tiny random checkpoint is made with transformers, with a tokenizer trained on this
repository's texts, converted to f32, and opened by llama.cpp. Its scores of the same random tokens
must have the argmax of ours wherever the two best are clearly apart, with a mean KL divergence of at
most 1e-3; its tokens of some lines must be those of the tokenizers library. Exits with 1 when a
bound is missed.
"""
import argparse
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import torch
from llama_cpp import Llama
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers
from tokenizers import processors, trainers
from transformers import AutoModelForCausalLM, CONFIG_MAPPING, PreTrainedTokenizerFast

APART, DIVERGENCE = 0.1, 1e-3
ROOT = pathlib.Path(__file__).resolve().parent.parent
REST = r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
LETTERS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|"
UPPER = r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]"
LOWER = r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"
SUFFIX = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
PATTERNS = {
    "llama3": LETTERS + r"\p{N}{1,3}" + REST,
    "qwen2": LETTERS + r"\p{N}" + REST,
    "gpt4o": rf"{UPPER}*{LOWER}+{SUFFIX}|{UPPER}+{LOWER}*{SUFFIX}|\p{{N}}{{1,3}}"
             + r"| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
}
LINES = [
    "Hello, world! It's 2026, isn't it?", "안녕하세요, 내일 오후 3시에 만나요 ㅎㅎ",
    "  two  spaces\n\nand lines\t", "x = {1: 'a', 22: 'b', 333: 'c', 4444: 'd'}", "😀👍🏽 ok",
    "한국어와 English가 섞인 문장 12345", "ABCdef GHIjkl",
]
SMALL = dict(
    hidden_size=128, intermediate_size=160, num_hidden_layers=4, num_attention_heads=4,
    num_key_value_heads=2, max_position_embeddings=512, bos_token_id=0, eos_token_id=1,
    pad_token_id=1)
FAMILIES = {
    "llama": ("llama", "llama3", dict(head_dim=48, rope_parameters=dict(
        rope_type="llama3", rope_theta=500000.0, factor=8.0, low_freq_factor=1.0,
        high_freq_factor=4.0, original_max_position_embeddings=32))),
    "qwen2": ("qwen2", "qwen2", dict()),
    "qwen3": ("qwen3", "qwen2", dict(head_dim=64, tie_word_embeddings=True)),
    "gemma3": ("gemma3_text", "spm", dict(head_dim=48, sliding_window=24,
                                          query_pre_attn_scalar=40)),
    "phi3": ("phi3", "gpt4o", dict(
        original_max_position_embeddings=32, max_position_embeddings=128,
        rope_parameters=dict(
            rope_type="longrope", rope_theta=10000.0, partial_rotary_factor=0.75,
            original_max_position_embeddings=32,
            short_factor=[1 + 0.03 * i for i in range(12)],
            long_factor=[1.2 + 0.9 * i for i in range(12)]))),
    "smollm3": ("smollm3", "llama3", dict(tie_word_embeddings=True)),
}


def corpus():
    for path in sorted(ROOT.glob("*.md")) + sorted((ROOT / "examples").glob("*.txt")):
        yield from path.read_text(encoding="utf-8", errors="replace").splitlines()


def tokenizer(kind):
    if kind == "spm":
        made = Tokenizer(models.BPE(byte_fallback=True, unk_token="<unk>"))
        made.normalizer = normalizers.Replace(" ", "▁")
        made.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
        made.decoder = decoders.Sequence([
            decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
        trainer = trainers.BpeTrainer(
            vocab_size=900, special_tokens=["<bos>", "<eos>", "<unk>"]
            + [f"<0x{byte:02X}>" for byte in range(256)], show_progress=False)
    else:
        made = Tokenizer(models.BPE(ignore_merges=kind == "llama3"))
        made.pre_tokenizer = pre_tokenizers.Sequence([
            pre_tokenizers.Split(Regex(PATTERNS[kind]), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
        made.decoder = decoders.ByteLevel()
        trainer = trainers.BpeTrainer(
            vocab_size=900, special_tokens=["<bos>", "<eos>"], show_progress=False,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    made.train_from_iterator(corpus(), trainer)
    if kind == "spm":
        # The training marks byte tokens as special; in published files they are not.
        made = unmarked(made)
    made.post_processor = processors.TemplateProcessing(
        single="<bos> $A", special_tokens=[("<bos>", made.token_to_id("<bos>"))])
    made.add_tokens([AddedToken("<|end|>", special=True)])
    return made


def unmarked(made):
    import json
    text = json.loads(made.to_str())
    text["added_tokens"] = [t for t in text["added_tokens"] if not t["content"].startswith("<0x")]
    return Tokenizer.from_str(json.dumps(text))


def checkpoint(folder, model_type, kind, options, seed):
    torch.manual_seed(seed)
    words = tokenizer(kind)
    config = CONFIG_MAPPING[model_type](
        **{**SMALL, **options, "vocab_size": words.get_vocab_size() + 3})
    model = AutoModelForCausalLM.from_config(config).float()
    for name, parameter in model.named_parameters():
        spread = 0.3 if parameter.dim() == 1 else 1.6 * parameter.shape[-1] ** -0.5
        parameter.data = parameter.data + spread * torch.randn_like(parameter)
    model.save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_object=words, bos_token="<bos>", eos_token="<eos>").save_pretrained(folder)
    return words, config.vocab_size


def ours(binary, folder, ids):
    out = folder / "ours.npy"
    subprocess.run(
        [binary, "logits", "--model", str(folder), "--ids", ",".join(map(str, ids)), "--all",
         "--npy", str(out), "--compute", "f32", "--cache-type", "f32"],
        check=True, stdout=subprocess.DEVNULL)
    return np.load(out).astype(np.float64)


def log_softmax(x):
    x = x - x.max(-1, keepdims=True)
    return x - np.log(np.exp(x).sum(-1, keepdims=True))


def compare(family, binary, seed):
    model_type, kind, options = FAMILIES[family]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        words, count = checkpoint(folder, model_type, kind, options, seed)
        file = folder / "converted.gguf"
        subprocess.run([binary, "convert", str(folder), str(file), "--type", "f32"], check=True)
        ids = np.random.default_rng(seed).integers(0, count, 96).tolist()
        base = ours(binary, folder, ids)
        model = Llama(str(file), n_ctx=128, n_batch=128, logits_all=True, verbose=False,
                      type_k=0, type_v=0, n_threads=1, n_threads_batch=1)
        model.eval(ids)
        other = np.array(model.scores[:len(ids)], dtype=np.float64)
        top = np.sort(base, -1)[:, -2:]
        clear = top[:, 1] - top[:, 0] > APART * base.std(-1)
        wrong = int((clear & (base.argmax(-1) != other.argmax(-1))).sum())
        p, q = log_softmax(base), log_softmax(other)
        divergence = (np.exp(p) * (p - q)).sum(-1).mean()
        lines = sum(
            words.encode(line).ids != model.tokenize(line.encode(), add_bos=True, special=True)
            for line in LINES)
        print(f"{family:8} {clear.sum():3} clear positions, {wrong} other argmax, "
              f"KL {divergence:.2e}, {lines} of {len(LINES)} lines with other tokens", flush=True)
        return wrong == 0 and divergence <= DIVERGENCE and lines == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("families", nargs="*", metavar="FAMILY")
    parser.add_argument("--ondevice", default=".build/release/ondevice")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    results = [compare(f, given.ondevice, given.seed) for f in given.families or FAMILIES]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
