#!/usr/bin/env python3
"""Replays checkpoint folders with references through the built command, and says what differs.

    python3 scripts/check_families.py .build/release/ondevice [FOLDER… | --gguf FILE FOLDER]

FOLDER is one of make_family_fixtures.py's, or a directory of such. In float32 the largest error at
any of the 96 positions may be 1e-4 of the logits' deviation and the greedy continuation must be
equal; with default settings the mean KL divergence may be 1e-3. The exit status is 1 on a miss.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

EXACT = ["--compute", "f32", "--cache-type", "f32"]
ERROR, DIVERGENCE = 1e-4, 1e-3


class Failed(Exception):
    pass


def run(binary, *arguments):
    done = subprocess.run([binary, *arguments], capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise Failed((done.stderr.strip() or f"status {done.returncode}").replace("\n", "; ")[:300])
    return done.stdout


def logits(binary, model, ids, *options):
    with tempfile.TemporaryDirectory() as folder:
        out = folder + "/logits.npy"
        run(binary, "logits", "--model", str(model), "--ids", ids, "--all", "--npy", out, *options)
        return np.load(out).astype(np.float64)


def log_softmax(x):
    x = x - x.max(-1, keepdims=True)
    return x - np.log(np.exp(x).sum(-1, keepdims=True))


def divergence(reference, ours):
    p, q = log_softmax(reference), log_softmax(ours)
    return float((np.exp(p) * (p - q)).sum(-1).mean())


def check(binary, folder, model=None, error_bound=ERROR):
    """What stands in the line for a folder, and whether it is good."""
    reference = json.loads((folder / "reference.json").read_text())
    model = model or folder
    vocabulary, prompt = reference["vocabulary"], reference["prompt"]
    expected = np.fromfile(folder / reference["logits"], "<f4").reshape(-1, vocabulary)
    expected = expected.astype(np.float64)
    ids = ",".join(map(str, prompt))
    ours = logits(binary, model, ids, *EXACT)
    if ours.shape != expected.shape:
        raise Failed(f"logits of shape {ours.shape}, not {expected.shape}")
    errors = np.abs(ours - expected).max(-1) / expected.std()
    out = json.loads(run(binary, "generate", "--model", str(model), "--ids", ids, "-n",
                         str(len(reference["continuation"])), "--json", *EXACT))
    same = out["ids"] == reference["continuation"]
    kl = divergence(expected, logits(binary, model, ids))
    worst = int(errors.argmax())
    over = np.flatnonzero(~(errors <= error_bound))
    text = f"error {errors[worst]:.1e} at {worst}"
    if over.size:
        text += f" ({over.size} positions over, first {over[0]})"
    text += f", continuation {'equal' if same else 'differs'}, KL {kl:.1e}"
    return text, not over.size and same and kl <= DIVERGENCE


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary")
    parser.add_argument("folders", nargs="*", type=pathlib.Path,
                        default=[pathlib.Path("Tests/Fixtures/families")])
    parser.add_argument("--gguf", type=pathlib.Path, help="this file in place of the folder's weights")
    options = parser.parse_args()
    folders = []
    for given in options.folders:
        inside = sorted(path.parent for path in given.glob("*/reference.json"))
        folders += [given] if (given / "reference.json").exists() else inside
    missed = 0
    for folder in folders:
        try:
            text, good = check(options.binary, folder, options.gguf)
        except (Failed, subprocess.TimeoutExpired, ValueError, KeyError) as error:
            text, good = str(error), False
        missed += not good
        print(f"{'ok  ' if good else 'MISS'} {folder.name}: {text}", flush=True)
    print(f"{len(folders) - missed} of {len(folders)} hold")
    sys.exit(1 if missed or not folders else 0)


main()
