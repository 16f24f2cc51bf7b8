#!/usr/bin/env python3
"""Measures ondevice beside llama.cpp on the same GGUF files, turn by turn in one run.

    python3 -m pip install --no-binary llama-cpp-python llama-cpp-python      (a native build, with its own fast paths)
    Benchmarks/peers/compare.py MODEL.gguf … [--threads 2] [-p 512] [-n 128] [-r 5] [--out TABLE.md]

Each round runs every engine once on every file; the table holds medians and the ratio of medians. Only ratios of one run
count: machines differ, and shared ones differ from minute to minute. llama.cpp is taken with flash attention on and off,
and the better of both stands in the table.
"""
import argparse, json, os, platform, statistics, subprocess, sys, time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def ondevice(binary, model, a):
    out = subprocess.run([binary, "bench", "--model", model, "--threads", str(a.threads), "-p", str(a.p), "-n", str(a.n),
                          "-r", "1", "--json"], check=True, capture_output=True, text=True).stdout
    return {r["test"][:2]: r["tokens_per_second"]["median"] for r in json.loads(out)}


def llama(model, a, flash):
    """One run in a process of its own, so that neither engine finds the other's threads."""
    code = f"""
import time, json, llama_cpp as l
m = l.Llama({model!r}, n_ctx={a.p + a.n + 64}, n_batch={max(a.p, 32)}, n_ubatch={max(a.p, 32)}, n_threads={a.threads},
            n_threads_batch={a.threads}, flash_attn={flash}, logits_all=False, verbose=False)
ids = [(i * 7919 + 13) % (m.n_vocab() - 8) for i in range({max(a.p, a.n)})]
def prefill():
    m.reset(); t = time.perf_counter(); m.eval(ids[:{a.p}]); return {a.p} / (time.perf_counter() - t)
def decode():
    m.reset(); m.eval(ids[:1]); t = time.perf_counter()
    for i in ids[:{a.n}]: m.eval([i])
    return {a.n} / (time.perf_counter() - t)
prefill(); pp = prefill(); tg = decode()
print(json.dumps(dict(pp=pp, tg=tg)))
"""
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    return json.loads(out.strip().splitlines()[-1])


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("models", nargs="+")
    p.add_argument("--binary", default=str(ROOT / ".build/release/ondevice"))
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("-p", type=int, default=512)
    p.add_argument("-n", type=int, default=128)
    p.add_argument("-r", type=int, default=5)
    p.add_argument("--out")
    a = p.parse_args()
    seen = {m: {"ours": [], "flash": [], "plain": []} for m in a.models}
    for r in range(a.r):
        for m in a.models:
            seen[m]["ours"].append(ondevice(a.binary, m, a))
            seen[m]["flash"].append(llama(m, a, True))
            seen[m]["plain"].append(llama(m, a, False))
            print(f"round {r + 1}, {os.path.basename(m)}", file=sys.stderr)
    cpu = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), platform.machine())
    rows = [f"{cpu}, {a.threads} threads, {time.strftime('%Y-%m-%d')}, medians of {a.r}", "",
            "| file | test | ondevice | llama.cpp | ratio |", "|---|---|---|---|---|"]
    for m in a.models:
        for test, name in (("pp", f"pp{a.p}"), ("tg", f"tg{a.n}")):
            med = {k: statistics.median(x[test] for x in v) for k, v in seen[m].items()}
            peer = max(med["flash"], med["plain"])
            rows.append(f"| {os.path.basename(m)} | {name} | {med['ours']:.1f} | {peer:.1f} | {med['ours'] / peer:.2f} |")
    text = "\n".join(rows) + "\n"
    print(text)
    if a.out:
        Path(a.out).write_text(text, encoding="utf8")


main()
