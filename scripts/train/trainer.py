"""The loop of both training stages: workers of one thread each, gradients averaged, a rate that falls with the time.

One thread per process and one exchange per step, because threads that wait for each other inside every product lose far
more than that on a machine that also does other work. Step n of worker r always sees the same batch (its generator is
seeded with both); how many steps fit into the time is the machine's.
"""
import os
import time

import torch
import torch.distributed as dist
import torch.multiprocessing as mp

from common import WORK, Log, generator, save, settings
from model import Decoder, optimizers


def rate(fraction, step, s):
    """Warm-up over steps, then flat, then linear to zero at the end of the stage's time."""
    fall = 1.0 if fraction < s["flat"] else (1 - fraction) / (1 - s["flat"])
    return min(1.0, (step + 1) / s["warmup"]) * max(0.0, fall)


def weights(path, shape):
    """The weights of a checkpoint of another stage, or of a released GGUF."""
    if path.suffix == ".gguf":
        from export import read
        return read(path, shape).state_dict()
    return torch.load(path)["model"]


def train(stage, task, start_from, a):
    """task(): an object with `batch(rng, tokens)` and `loss(model, batch)` -> (loss, dict of figures)."""
    os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
    os.environ.setdefault("MASTER_PORT", "29511")
    if a.workers == 1:
        worker(0, stage, task, start_from, a)
    else:
        mp.spawn(worker, (stage, task, start_from, a), nprocs=a.workers)


def worker(rank, stage, task, start_from, a):
    torch.set_num_threads(1)
    dist.init_process_group("gloo", rank=rank, world_size=a.workers)
    s, c = settings()[stage], settings()
    torch.manual_seed(c["seed"])
    model, job = Decoder(c["model"]), task(a)
    if start_from:
        model.load_state_dict(weights(start_from, c["model"]))
    opts = optimizers(model, s["muon"], s["adam"], rank=rank, workers=a.workers, share=dist.all_reduce)
    groups = [(g, g["lr"]) for o in opts for g in o.param_groups]
    path, step, used, seen = WORK / f"{stage}.pt", 0, 0.0, 0
    if path.exists():
        state = torch.load(path)
        model.load_state_dict(state["model"])
        for o, kept in zip(opts, state["opts"]):
            o.load_state_dict(kept)
        step, used, seen = state["step"], state["used"], state["seen"]
    log = Log(WORK / f"{stage}.csv", ["step", "seconds", "tokens", "tokens_per_second", *job.figures]) if rank == 0 else None
    begin, before, kept_at = time.time(), used, time.time()

    def keep():
        save(path, dict(model=model.state_dict(), opts=[o.state_dict() for o in opts], step=step, used=used, seen=seen))

    while True:
        clock = torch.tensor([used, time.time() - begin], dtype=torch.float64)
        dist.broadcast(clock, 0)
        used_now, here = clock.tolist()
        if used_now >= s["seconds"] or (a.seconds and here >= a.seconds):
            break
        scale = rate(used_now / s["seconds"], step, s)
        for g, base in groups:
            g["lr"] = base * scale
        loss, figures = job.loss(model, job.batch(generator(c["seed"], stage, step, rank), s["tokens"] // a.workers))
        model.zero_grad(set_to_none=True)
        loss.backward()
        flat = torch.cat([p.grad.flatten() for p in model.parameters()] + [torch.tensor([*figures.values()]).float()])
        dist.all_reduce(flat)
        flat /= a.workers
        at = 0
        for p in model.parameters():
            p.grad.copy_(flat[at: at + p.numel()].view_as(p))
            at += p.numel()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for o in opts:
            o.step()
        step, seen, used = step + 1, seen + s["tokens"], before + time.time() - begin
        if rank == 0:
            row = flat[at:].tolist()
            log.row(step, used, seen, seen / used, *row)
            if step % 10 == 0:
                print(step, f"{used:.0f} s, {seen} tokens, {seen / used:.0f} per second,",
                      ", ".join(f"{n} {v:.3f}" for n, v in zip(job.figures, row)), flush=True)
            if time.time() - kept_at > 90:
                keep()
                kept_at = time.time()
    if rank == 0:
        keep()
        print(stage, "ends at step", step, f"after {used:.0f} s", flush=True)
    dist.barrier()
    dist.destroy_process_group()
