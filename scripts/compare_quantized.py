#!/usr/bin/env python3
"""The same quantised file read by both engines, position by position, on random shapes.

    python3 -m pip install gguf numpy llama-cpp-python
    swift build -c release
    scripts/compare_quantized.py [--ondevice .build/release/ondevice] [--shapes …] [--types …]

A model of random weights with rows of 256 and its multiples (so that K-quants are K-quants) is
quantised by both tools, and every file is read three ways: by the definition, in float64 from the
blocks as the `gguf` package unpacks them; by this command, in float32 and as it comes; by llama.cpp.
Perplexity hides what happens at one position, so the table has the largest error of a logit at any
position, in deviations of the logits, and the divergences. Both engines round activations to eight
bits, so their distances to the definition are of one size, and in float32 ours is within 1e-4 of it.
The exit status is 1 where it is not, or where our divergence is beyond twice llama.cpp's.
"""
import argparse
import dataclasses
import pathlib
import subprocess
import sys
import tempfile

import gguf
import llama_cpp
import numpy as np

TYPES = {"q8_0": 7, "q4_0": 2, "q4_1": 3, "q5_0": 8, "q5_1": 9, "q4_k_m": 15, "q5_k_m": 17, "q6_k": 18}
VOCABULARY, POSITIONS, EPSILON = 515, 64, 1e-5


@dataclasses.dataclass(frozen=True)
class Shape:
    family: str
    width: int
    heads: int
    groups: int  # heads of keys and values
    head: int
    inner: int
    tied: bool
    layers: int = 3
    experts: int = 0
    chosen: int = 0
    base: float = 1e4


SHAPES = {
    "llama": Shape("llama", 256, 4, 4, 64, 512, tied=False),
    "llama-grouped": Shape("llama", 512, 8, 2, 32, 1024, tied=True, base=5e5),
    "qwen2-biased": Shape("qwen2", 512, 4, 1, 128, 768, tied=True, base=1e6),
    "qwen3-wide-heads": Shape("qwen3", 512, 8, 2, 96, 768, tied=False, base=1e6),
    "qwen3moe": Shape("qwen3moe", 256, 6, 3, 128, 512, tied=True, experts=6, chosen=2, base=1e6),
}


def weights(shape, seed):
    """Norms and biases that are not ones and zeros; layers that add to what they are given, as trained
    ones do, so that an error is not multiplied on its way."""
    random = np.random.default_rng(seed)
    result = {}

    def matrix(name, *size, gain=1.2):
        result[name] = random.standard_normal(size) * gain / np.sqrt(size[-1])

    def vector(name, size, middle=1.0):
        result[name] = middle + 0.2 * random.standard_normal(size)

    spread = 0.05 if shape.tied else 0.5  # a tied head would only see the token that it was given
    matrix("token_embd.weight", VOCABULARY, shape.width, gain=spread * shape.width**0.5)
    if not shape.tied:
        matrix("output.weight", VOCABULARY, shape.width)
    vector("output_norm.weight", shape.width)
    for layer in range(shape.layers):
        block = f"blk.{layer}."
        for norm in ("attn_norm", "ffn_norm"):
            vector(block + norm + ".weight", shape.width)
        for name, heads, gain in (("q", shape.heads, 1.2), ("k", shape.groups, 1.2), ("v", shape.groups, 1.2)):
            matrix(block + f"attn_{name}.weight", heads * shape.head, shape.width, gain=gain)
            if shape.family == "qwen2":
                vector(block + f"attn_{name}.bias", heads * shape.head, 0)
        if shape.family.startswith("qwen3"):
            vector(block + "attn_q_norm.weight", shape.head)
            vector(block + "attn_k_norm.weight", shape.head)
        matrix(block + "attn_output.weight", shape.width, shape.heads * shape.head, gain=0.5)
        many = (shape.experts,) if shape.experts else ()
        kind = "_exps" if shape.experts else ""
        if shape.experts:
            matrix(block + "ffn_gate_inp.weight", shape.experts, shape.width)
        for name in ("gate", "up"):
            matrix(block + f"ffn_{name}{kind}.weight", *many, shape.inner, shape.width)
        matrix(block + f"ffn_down{kind}.weight", *many, shape.width, shape.inner, gain=0.5)
    return {name: value.astype(np.float32) for name, value in result.items()}


def write(path, shape, tensors):
    writer = gguf.GGUFWriter(str(path), shape.family)
    writer.add_context_length(512)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.inner)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.groups)
    writer.add_key_length(shape.head)
    writer.add_value_length(shape.head)
    writer.add_rope_dimension_count(shape.head)
    writer.add_rope_freq_base(shape.base)
    writer.add_layer_norm_rms_eps(EPSILON)
    writer.add_vocab_size(VOCABULARY)
    if shape.experts:
        writer.add_expert_count(shape.experts)
        writer.add_expert_used_count(shape.chosen)
        writer.add_expert_feed_forward_length(shape.inner)
    # A vocabulary of no meaning: tokens go in as numbers.
    pieces = ["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)]
    pieces += [f"w{number}" for number in range(VOCABULARY - len(pieces))]
    writer.add_tokenizer_model("llama")
    writer.add_token_list(pieces)
    writer.add_token_scores([-float(number) for number in range(VOCABULARY)])
    kinds = [2, 3, 3] + [6] * 256
    writer.add_token_types(kinds + [1] * (VOCABULARY - len(kinds)))
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    for name, value in tensors.items():
        writer.add_tensor(name, value)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def unpacked(path):
    """The weights that a file stands for, in float64."""
    result = {}
    for tensor in gguf.GGUFReader(path).tensors:
        size = tuple(int(number) for number in reversed(tensor.shape))
        value = gguf.quants.dequantize(tensor.data, tensor.tensor_type).astype(np.float64)
        result[tensor.name] = value.reshape(size)
    return result


def norm(x, weight):
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + EPSILON) * weight


def turned(x, shape):
    """Rotary positions: llama files have neighbours as pairs, the others halves."""
    count, half = len(x), shape.head // 2
    angles = np.arange(count)[:, None] * shape.base ** (-np.arange(half) / half)
    cosine, sine = np.cos(angles)[:, None], np.sin(angles)[:, None]
    if shape.family == "llama":
        a, b = x[..., 0::2], x[..., 1::2]
        return np.stack([a * cosine - b * sine, a * sine + b * cosine], -1).reshape(x.shape)
    a, b = x[..., :half], x[..., half:]
    return np.concatenate([a * cosine - b * sine, a * sine + b * cosine], -1)


def softmax(x):
    x = np.exp(x - x.max(-1, keepdims=True))
    return x / x.sum(-1, keepdims=True)


def gated(x, gate, up, down):
    inner = x @ gate.T
    return (inner / (1 + np.exp(-inner)) * (x @ up.T)) @ down.T


def definition(shape, w, ids):
    """The logits of every position, in float64."""
    x, count = w["token_embd.weight"][ids], len(ids)
    mask = np.triu(np.full((count, count), -np.inf), 1)
    for layer in range(shape.layers):
        block = f"blk.{layer}."
        h = norm(x, w[block + "attn_norm.weight"])
        parts = []
        for name, heads in (("q", shape.heads), ("k", shape.groups), ("v", shape.groups)):
            part = h @ w[block + f"attn_{name}.weight"].T + w.get(block + f"attn_{name}.bias", 0)
            part = part.reshape(count, heads, shape.head)
            if block + f"attn_{name}_norm.weight" in w:
                part = norm(part, w[block + f"attn_{name}_norm.weight"])
            if name != "v":
                part = turned(part, shape)
            parts.append(np.repeat(part, shape.heads // heads, axis=1).transpose(1, 0, 2))
        q, k, v = parts
        scores = softmax(q @ k.transpose(0, 2, 1) / np.sqrt(shape.head) + mask)
        mixed = (scores @ v).transpose(1, 0, 2).reshape(count, -1)
        x = x + mixed @ w[block + "attn_output.weight"].T
        h = norm(x, w[block + "ffn_norm.weight"])
        if not shape.experts:
            x = x + gated(h, *(w[block + f"ffn_{name}.weight"] for name in ("gate", "up", "down")))
            continue
        shares = softmax(h @ w[block + "ffn_gate_inp.weight"].T)
        added = np.zeros_like(x)
        for position in range(count):
            chosen = np.argsort(-shares[position], kind="stable")[:shape.chosen]
            for expert in chosen:
                parts = (w[block + f"ffn_{name}_exps.weight"][expert] for name in ("gate", "up", "down"))
                share = shares[position, expert] / shares[position, chosen].sum()
                added[position] += share * gated(h[position], *parts)
        x = x + added
    return norm(x, w["output_norm.weight"]) @ w.get("output.weight", w["token_embd.weight"]).T


def command(*arguments):
    done = subprocess.run([OPTIONS.ondevice, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"ondevice {arguments[0]}: {done.stderr.strip()}")


def ours(path, ids, *options):
    out = path.with_suffix(".npy")
    command("logits", "--model", path, "--ids", ",".join(map(str, ids)), "--all", "--npy", out, *options)
    return np.load(out).astype(np.float64)


def theirs(path, ids):
    model = llama_cpp.Llama(str(path), n_ctx=len(ids), n_batch=len(ids), logits_all=True, n_threads=2,
                            verbose=False)
    model.eval(ids)
    return model.scores[:len(ids)].astype(np.float64)


def quantize_there(source, target, number):
    parameters = llama_cpp.llama_model_quantize_default_params()
    parameters.ftype, parameters.nthread = number, 2
    if llama_cpp.llama_model_quantize(str(source).encode(), str(target).encode(), parameters):
        sys.exit(f"llama.cpp: quantising to {target} failed")


def divergence(reference, logits):
    p, q = softmax(reference), softmax(logits)
    return (p * np.log(p / q)).sum(-1)


def largest(reference, logits):
    return np.abs(reference - logits).max() / reference.std()


def main():
    print("| shape | type | made by | types equal | f32 to definition | logits ours | logits llama.cpp | "
          "KL ours | KL llama.cpp | KL between, mean | at most | KL of file to f32 |")
    print("|---" * 12 + "|")
    missed = 0
    with tempfile.TemporaryDirectory(prefix="quantized-") as name:
        folder = pathlib.Path(name)
        for label in OPTIONS.shapes:
            shape = SHAPES[label]
            exact = weights(shape, OPTIONS.seed)
            write(folder / "f32.gguf", shape, exact)
            ids = np.random.default_rng(OPTIONS.seed + 1).integers(3, VOCABULARY, POSITIONS).tolist()
            best = definition(shape, {k: v.astype(np.float64) for k, v in exact.items()}, ids)
            for kind in OPTIONS.types:
                paths = dict(ours=folder / "ours.gguf", llama=folder / "llama.gguf")
                command("quantize", folder / "f32.gguf", paths["ours"], "--type", kind)
                quantize_there(folder / "f32.gguf", paths["llama"], TYPES[kind])
                types = [[t.tensor_type for t in sorted(gguf.GGUFReader(path).tensors, key=lambda t: t.name)]
                         for path in paths.values()]
                for maker, path in paths.items():
                    meant = definition(shape, unpacked(path), ids)
                    plain = ours(path, ids, "--compute", "f32", "--cache-type", "f32")
                    mine, his = ours(path, ids), theirs(path, ids)
                    error = largest(meant, plain)
                    own, other = divergence(meant, mine), divergence(meant, his)
                    between = divergence(his, mine)
                    missed += not (error <= 1e-4 and own.mean() <= 2 * other.mean() + 1e-6)
                    print(f"| {label} | {kind} | {maker} | {'yes' if types[0] == types[1] else 'NO'} | {error:.1e} | "
                          f"{largest(meant, mine):.1e} | {largest(meant, his):.1e} | {own.mean():.1e} | "
                          f"{other.mean():.1e} | {between.mean():.1e} | {between.max():.1e} | "
                          f"{divergence(best, meant).mean():.2e} |", flush=True)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ondevice", default=".build/release/ondevice")
    parser.add_argument("--shapes", nargs="+", choices=SHAPES, default=list(SHAPES))
    parser.add_argument("--types", nargs="+", choices=TYPES, default=["q8_0", "q4_0", "q4_k_m", "q6_k"])
    parser.add_argument("--seed", type=int, default=0)
    OPTIONS = parser.parse_args()
    quiet = llama_cpp.llama_log_callback(lambda level, text, data: None)
    llama_cpp.llama_log_set(quiet, None)
    main()
