#!/usr/bin/env python3
"""Our quantiser and engine beside llama.cpp's, on one model and one text.

    python3 -m pip install gguf numpy llama-cpp-python
    swift build -c release
    .build/release/ondevice quantize models/default.gguf /tmp/f32.gguf --type f32
    scripts/compare_quantizers.py /tmp/f32.gguf text.txt [--window 256] [--types q4_0 q4_k_m]

Each type is made from the f32 file by both tools, and both files are read by both engines over the
same windows (second half scored). Prints, as Markdown: the mean divergence from f32 of both files
and its ratio (below 1: ours is closer), both engines' perplexity on our file, and the largest
divergence between the engines at any position.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import gguf
import llama_cpp
import numpy as np

TYPES = {"q8_0": 7, "q4_0": 2, "q4_1": 3, "q5_0": 8, "q5_1": 9, "q4_k_m": 15, "q5_k_m": 17, "q6_k": 18}


def ondevice(*arguments):
    return json.loads(subprocess.check_output([OPTIONS.ondevice, *map(str, arguments), "--json"]))


def quantize(source, target, number):
    parameters = llama_cpp.llama_model_quantize_default_params()
    parameters.ftype, parameters.nthread = number, 2
    status = llama_cpp.llama_model_quantize(str(source).encode(), str(target).encode(), parameters)
    if status != 0:
        sys.exit(f"llama.cpp: quantising to {target} failed")


def log_softmax(logits):
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def kept(path):
    """The tokens and log probabilities of a file that `perplexity --save-logits` wrote."""
    data = path.read_bytes()
    window, vocabulary, windows = np.frombuffer(data, "<i4", 3, 8)
    tokens = np.frombuffer(data, "<i4", window * windows, 20).reshape(windows, window)
    words = 4 + (vocabulary + 1) // 2 * 2
    rows = np.frombuffer(data, "<u2", offset=20 + 4 * tokens.size).reshape(-1, words)
    head = np.ascontiguousarray(rows[:, :4]).view("<f4")
    return tokens, head[:, :1] * rows[:, 4:4 + vocabulary] + head[:, 1:2]


def theirs(path, tokens, first):
    """Log probabilities of llama.cpp at the same positions."""
    window = tokens.shape[1]
    model = llama_cpp.Llama(str(path), n_ctx=window, n_batch=window, logits_all=True, n_threads=2,
                            verbose=False)
    rows = []
    for part in tokens:
        ids = part.tolist()
        if first is not None:
            ids[0] = first
        model.reset()
        model.eval(ids)
        rows.append(log_softmax(model.scores[window // 2:window - 1].astype(np.float64)))
    return np.concatenate(rows)


def perplexity(tokens, rows):
    window = tokens.shape[1]
    targets = tokens[:, window // 2 + 1:].reshape(-1)
    return np.exp(-rows[np.arange(len(targets)), targets].mean())


def divergence(p, q):
    return (np.exp(p) * (p - q)).sum(axis=1)


def tensor_types(path):
    return {tensor.name: tensor.tensor_type for tensor in gguf.GGUFReader(path).tensors}


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="quantizers-"))
    base = folder / "base.bin"
    common = ["--context", OPTIONS.window]
    ondevice("perplexity", "--model", OPTIONS.model, OPTIONS.text, "--save-logits", base,
             "--compute", "f32", "--cache-type", "f32", *common)
    reader = gguf.GGUFReader(OPTIONS.model)
    adds = reader.fields.get("tokenizer.ggml.add_bos_token")
    bos = reader.fields.get("tokenizer.ggml.bos_token_id")
    first = int(bos.contents()) if adds is not None and adds.contents() and bos is not None else None
    tokens, exact = kept(base)
    print("| type | bytes | types equal | KL ours | KL llama.cpp | ratio | perplexity ours | "
          "llama.cpp | difference | engines' largest KL | mean |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for name in OPTIONS.types:
        ours, other = folder / f"our-{name}.gguf", folder / f"llama-{name}.gguf"
        ondevice("quantize", OPTIONS.model, ours, "--type", name)
        quantize(OPTIONS.model, other, TYPES[name])
        results = {}
        for label, path in (("ours", ours), ("llama", other)):
            results[label] = ondevice("perplexity", "--model", path, OPTIONS.text, "--kl", base,
                                      "--save-logits", folder / f"{label}.bin", *common)
        _, mine = kept(folder / "ours.bin")
        his = theirs(ours, tokens, first)
        between = divergence(his, mine)
        # What is kept on disk is cut off at e^-16; the command's own figure is not.
        p, q = results["ours"]["perplexity"], perplexity(tokens, his)
        kl = results["ours"]["kl"]["mean"], results["llama"]["kl"]["mean"]
        same = tensor_types(ours) == tensor_types(other)
        print(f"| {name} | {ours.stat().st_size} | {'yes' if same else 'NO'} | {kl[0]:.3e} | "
              f"{kl[1]:.3e} | {kl[0] / kl[1]:.3f} | {p:.4f} | {q:.4f} | "
              f"{100 * (p / q - 1):+.3f} % | {between.max():.2e} | {between.mean():.2e} |", flush=True)
        for path in (ours, other):
            path.unlink()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="an f32 or f16 GGUF file")
    parser.add_argument("text")
    parser.add_argument("--ondevice", default=".build/release/ondevice")
    parser.add_argument("--window", type=int, default=256)
    parser.add_argument("--types", nargs="+", choices=TYPES, default=["q8_0", "q4_0", "q4_k_m", "q6_k"])
    OPTIONS = parser.parse_args()
    main()
