"""Draws the logs of both training stages into models/loss.png."""
import csv

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

from common import ROOT, WORK


def smooth(values, keep=0.9):
    out, at = [], values[0]
    for v in values:
        at = keep * at + (1 - keep) * v
        out.append(at)
    return out


def main():
    shown = [s for s in ("pretrain", "finetune") if (WORK / f"{s}.csv").exists()]
    figure, axes = plt.subplots(1, len(shown), figsize=(4.5 * len(shown), 3), squeeze=False)
    for ax, stage in zip(axes[0], shown):
        with open(WORK / f"{stage}.csv", newline="") as f:
            rows = list({r["step"]: r for r in csv.DictReader(f)}.values())  # a run that went on repeats steps
        x = [float(r["tokens"]) / 1e6 for r in rows]
        for name in list(rows[0])[4:]:
            ax.plot(x, smooth([float(r[name]) for r in rows]), label=name)
        ax.set_title(f"{stage}: {len(rows)} steps, {float(rows[-1]['tokens_per_second']):.0f} tokens/s", fontsize=9)
        ax.set_xlabel("million tokens")
        ax.legend(fontsize=8)
        ax.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(ROOT / "models/loss.png", dpi=80)


if __name__ == "__main__":
    main()
