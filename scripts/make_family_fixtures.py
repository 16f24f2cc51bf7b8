#!/usr/bin/env python3
"""Writes tiny random checkpoint folders of every family, with what `transformers` says in float64.

    python3 -m pip install torch transformers safetensors numpy
    python3 scripts/make_family_fixtures.py --size small --out Tests/Fixtures/families [NAME…]

Each folder is a published one in miniature (config.json, generation_config.json, tokenizer.json,
model.safetensors) with `reference.json` (prompt, greedy continuation) and `logits.f32` (float32,
little-endian, [positions, vocabulary]). The weights are rounded to the file's element type before
the reference runs. A seed is kept only if every greedy choice is clear, the library's own float32
run of the written folder stays close, and decoding with a cache chooses the same tokens.
"""
import argparse
import json
import pathlib
import shutil
import traceback

import numpy as np
import torch
import transformers

from fixtures import build, folder, tokens, weights
from fixtures.doubles import float64_everywhere
from fixtures.families import FAMILIES, SIZES

PROMPT, CONTINUATION = 96, 32
CLEAR = 2e-3  # smallest gap between the two best logits, in deviations of the logits
CLOSE = 2e-5  # largest error of the library's own float32 run, in deviations


def logits(model, ids):
    with torch.no_grad():
        return model(input_ids=torch.tensor([ids]), use_cache=False).logits[0].double().numpy()


def greedy(model, prompt):
    """Logits of the prompt, the continuation without a cache, and its closest choice."""
    ids, first, closest = list(prompt), None, np.inf
    for _ in range(CONTINUATION):
        now = logits(model, ids)
        first = now if first is None else first
        best = np.sort(now[-1])[-2:]
        closest = min(closest, (best[1] - best[0]) / now[-1].std())
        ids.append(int(now[-1].argmax()))
    return first, ids[len(prompt):], float(closest)


def cached(model, prompt):
    """The continuation as `generate` makes it, one token at a time."""
    settings = transformers.GenerationConfig(
        max_new_tokens=CONTINUATION, do_sample=False, eos_token_id=None, pad_token_id=0)
    settings.output_logits = settings.return_dict_in_generate = True
    with torch.no_grad():
        out = model.generate(torch.tensor([prompt]), generation_config=settings)
    rows = torch.cat(out.logits).double()
    best = rows.topk(2).values
    closest = ((best[:, 0] - best[:, 1]) / rows.std(-1)).min()
    return out.sequences[0, len(prompt):].tolist(), float(closest)


def single(path, family, arguments, prompt):
    """The library's float32 run of the folder as written; None where it cannot open it."""
    if family in folder.NAMES or "mxfp4" in str(path):
        return None  # the library lacks the family, or needs a GPU's package for the type
    kind = (transformers.Gemma3ForConditionalGeneration if family == "gemma3"
            else transformers.AutoModelForCausalLM)
    model = kind.from_pretrained(path, dtype=torch.float32, attn_implementation="eager")
    return logits(model.eval(), prompt)


def make(name, size, out, first_seed):
    family, configure, extra = FAMILIES[name]
    arguments = configure(size)
    dtype = getattr(torch, extra.get("dtype", "bfloat16"))
    for seed in range(first_seed, first_seed + 60):
        with float64_everywhere():
            model = build.build(family, arguments).double()
        weights.randomize(model, family, arguments["tie_word_embeddings"], seed, dtype)
        if extra.get("mxfp4"):
            folder.round_experts(model)
        prompt = np.random.default_rng(seed + 1000).integers(3, size.vocabulary, PROMPT).tolist()
        with float64_everywhere():
            reference, continuation, closest = greedy(model, prompt)
            if closest < CLEAR or len(set(continuation)) < 7 or min(continuation) < 3:
                continue
            logits(model, prompt[:8])  # a rope that grows with the text starts over after a short one
            with_cache, closest_with = cached(model, prompt)
        if "dynamic" in name and closest_with > CLEAR and min(with_cache) > 2:
            # Its frequencies depend on how long the text was when a token came in: what people see
            # is what decoding with a cache gives, earlier keys staying as they were.
            continuation, closest = with_cache, closest_with
        if with_cache != continuation:
            print(f"  {name} seed {seed}: the cache chooses otherwise", flush=True)
            continue
        path = out / name
        if path.exists():
            shutil.rmtree(path)
        deviation = reference.std()
        folder.write(model, path, family, arguments, extra, dtype)
        tokens.write(path, size.vocabulary)
        check = single(path, family, arguments, prompt)
        error = 0.0 if check is None else float(np.abs(check - reference).max() / deviation)
        if error > CLOSE:
            print(f"  {name} seed {seed}: float32 differs by {error:.1e}", flush=True)
            continue
        reference.astype("<f4").tofile(path / "logits.f32")
        (path / "reference.json").write_text(json.dumps(dict(
            name=name, family=family, seed=seed, vocabulary=size.vocabulary, prompt=prompt,
            continuation=continuation, logits="logits.f32", deviation=round(float(deviation), 6),
            closest=round(closest, 6), float32_error=float(f"{error:.2e}")),
            separators=(",", ":")) + "\n")
        print(f"{name}: seed {seed}, closest {closest:.4f}, float32 error {error:.1e}, "
              f"{sum(f.stat().st_size for f in path.iterdir()) // 1000} kB", flush=True)
        return
    raise SystemExit(f"{name}: no seed with clear choices")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("Tests/Fixtures/families"))
    parser.add_argument("--size", choices=list(SIZES), default="small")
    parser.add_argument("--new", action="store_true", help="only what is not there yet")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    failed = []
    for name in options.names or list(FAMILIES):
        if options.new and (options.out / name / "reference.json").exists():
            continue
        try:
            make(name, SIZES[options.size], options.out, SIZES[options.size].seed)
        except (Exception, SystemExit) as error:
            failed.append(name)
            traceback.print_exception(error, limit=-4)
            print(f"{name}: {type(error).__name__}: {error}", flush=True)
    if failed:
        raise SystemExit("failed: " + ", ".join(failed))


main()
