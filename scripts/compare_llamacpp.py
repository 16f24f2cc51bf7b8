#!/usr/bin/env python3
"""Compares our logits with llama.cpp's on the same token ids, position by position.

    python3 -m pip install llama-cpp-python numpy
    python3 scripts/compare_llamacpp.py MODEL.gguf --prompts FILE [--ondevice .build/release/ondevice]
    python3 scripts/compare_llamacpp.py --fixtures Tests/Fixtures/models

llama.cpp reads each prompt (a line of FILE, which may be a JSON list of ids), continues it
greedily, and both engines then see all of these ids. An argmax must be equal wherever llama.cpp's
two best logits are more than 0.1 of the logits' deviation apart; the mean KL divergence from
llama.cpp's distribution to ours must be at most 1e-3. With --fixtures llama.cpp itself is compared
with the float64 reference of the fixtures, which says whether the files mean what we think.
Exits with 1 when a bound is missed.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from llama_cpp import Llama

APART, DIVERGENCE = 0.1, 1e-3
F16, F32 = 1, 0  # ggml's numbers of the cache types


def open_model(path, cache, context=2048):
    return Llama(str(path), n_ctx=context, n_batch=512, logits_all=True, verbose=False,
                 type_k=cache, type_v=cache, n_threads=1, n_threads_batch=1)


def theirs(model, ids):
    model.reset()
    model.eval(ids)
    return np.array(model.scores[:len(ids)], dtype=np.float64)


def ours(binary, path, ids, extra):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "logits.npy"
        subprocess.run(
            [binary, "logits", "--model", str(path), "--ids", ",".join(map(str, ids)), "--all",
             "--npy", str(out), *extra], check=True, stdout=subprocess.DEVNULL)
        return np.load(out).astype(np.float64)


def log_softmax(x):
    x = x - x.max(-1, keepdims=True)
    return x - np.log(np.exp(x).sum(-1, keepdims=True))


def compare(base, other):
    """Argmax disagreements at clear positions, clear positions, KL per position, largest error."""
    top = np.sort(base, -1)[:, -2:]
    clear = top[:, 1] - top[:, 0] > APART * base.std(-1)
    wrong = clear & (base.argmax(-1) != other.argmax(-1))
    p, q = log_softmax(base), log_softmax(other)
    divergence = (np.exp(p) * (p - q)).sum(-1)
    return wrong.sum(), clear.sum(), divergence, np.abs(base - other).max() / base.std()


def read_prompts(path, model):
    for line in pathlib.Path(path).read_text().splitlines():
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError:
            value = None
        ids = isinstance(value, list) and all(isinstance(i, int) for i in value)
        yield value if ids else model.tokenize(line.encode(), add_bos=True, special=False)


def compare_prompts(options):
    model = open_model(options.model, F16)
    wrong = clear = 0
    divergences, errors = [], []
    for number, prompt in enumerate(read_prompts(options.prompts, model)):
        ids = list(prompt)
        for _ in range(options.continue_by):
            ids.append(int(theirs(model, ids)[-1].argmax()))
        result = compare(theirs(model, ids), ours(options.ondevice, options.model, ids,
                                                  options.extra))
        wrong, clear = wrong + result[0], clear + result[1]
        divergences.append(result[2])
        errors.append(result[3])
        print(f"prompt {number}: {len(ids)} ids, {result[0]} of {result[1]} clear argmaxes differ, "
              f"mean KL {result[2].mean():.2e}, largest error {result[3]:.2e} deviations")
    divergence = float(np.concatenate(divergences).mean())
    print(json.dumps(dict(prompts=len(errors), wrong=int(wrong), clear=int(clear),
                          mean_kl=divergence, largest_error=float(max(errors)))))
    return wrong == 0 and divergence <= DIVERGENCE


def compare_fixtures(folder):
    """llama.cpp rounds activations to the weights' type, so only f32 files agree to 1e-4."""
    good = True
    for entry in json.loads((folder / "reference.json").read_text()):
        base = np.fromfile(folder / f"{entry['name']}.logits", "<f4").astype(np.float64)
        base = base.reshape(len(entry["positions"]), entry["vocabulary"])
        model = open_model(folder / f"{entry['name']}.gguf", F32, 512)
        other = theirs(model, entry["prompt"])[entry["positions"]]
        wrong, clear, divergence, error = compare(base, other)
        limit = 1e-4 if entry["name"].endswith("-f32") else 0.25
        good = good and wrong == 0 and error <= limit and divergence.mean() <= DIVERGENCE
        print(f"{entry['name']}: {wrong} of {clear} clear argmaxes differ, "
              f"mean KL {divergence.mean():.2e}, largest error {error:.2e} deviations")
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model", nargs="?", type=pathlib.Path)
    parser.add_argument("--prompts", type=pathlib.Path)
    parser.add_argument("--continue-by", type=int, default=32)
    parser.add_argument("--ondevice", default=".build/release/ondevice")
    parser.add_argument("--fixtures", type=pathlib.Path)
    parser.add_argument("extra", nargs="*", help="after --: more options for `ondevice logits`")
    options = parser.parse_args()
    if options.fixtures:
        return compare_fixtures(options.fixtures)
    if not (options.model and options.prompts):
        parser.error("MODEL and --prompts are needed, or --fixtures")
    return compare_prompts(options)


sys.exit(0 if main() else 1)
