"""Stage 1: unpacks the corpora, scrubs and sorts them into kinds, and trains the tokenizer.

Writes work/text.json (lists per kind: dialogues, lines, film reviews, gists, replies) and work/tokenizer.json.
"""
import collections
import csv
import json
import re
import sys
import tarfile

from common import SPECIALS, WORK, arguments, byte_level, generator, load, settings

PRIVATE = re.compile(r"https?:|www\.|\S@\S|\d{2,4}-\d{3,4}-\d{4}|\d{3}-\d{4}|\d{6,}")
HANGUL = re.compile("[가-힣]")


def clean(text):
    """One line of plain text, or None where it is empty, over-long, or holds a number, address or link of somebody."""
    text = " ".join(re.sub(r"<[^>]+>", " ", text).split()).strip("\ufeff\"")
    return text if 2 <= len(text) <= 300 and not PRIVATE.search(text) else None


def dialogue(turns):
    """[(speaker index, text)] of one conversation; a line that must go takes only itself along."""
    order, out = {}, []
    for who, text in turns:
        text = clean(str(text))
        if text and text != "__SILENCE__":
            out.append((order.setdefault(who, len(order)), text))
    return out[:40] if len(out) >= 2 else None


def turns_of(folder):
    for path in sorted(folder.rglob("*.turns.jsonl")):
        for row in path.open(encoding="utf8"):
            if row.strip():
                row = json.loads(row)
                yield [t[:2] for t in (row["turns"] if isinstance(row, dict) else row)]


def personas(folder, start):
    for path in sorted(folder.glob(f"dataset/{start}*.json")):
        for row in load_json(path):
            yield [(i, text) for pair in row["dialogue"] for i, text in enumerate(pair)]


def load_json(path):
    return json.loads(path.read_text(encoding="utf8"))


def colon_turns(folder):
    for path in sorted(folder.rglob("*.jsonl")):
        for row in load(path):
            for value in row.values():
                if isinstance(value, str) and "\n" in value:
                    yield [t.split(":", 1) for t in value.split("\n") if ":" in t]


def casino(folder):
    for path in sorted(folder.glob("*.json")):
        if path.name != "META.json":
            for row in load_json(path):
                yield [(t["id"], t["text"]) for t in row["chat_logs"]]


def columns(folder, pattern):
    """Every tab-separated cell of the files that match."""
    for path in sorted(folder.glob(pattern)):
        for row in path.open(encoding="utf8"):
            yield from row.rstrip("\n").split("\t")


def main():
    a = arguments(__doc__, seconds=False).parse_args()
    raw, rng = WORK / "raw", generator(settings()["seed"], "prepare")
    WORK.mkdir(exist_ok=True)
    if not raw.exists():
        for name in ("ko-chat", "ko-text", "en-chat"):
            with tarfile.open(a.shared / f"corpora/{name}.tar.xz") as t:
                t.extractall(raw, filter="data")
    kinds = {k: [] for k in ("ko_dialog", "en_dialog", "ko_line", "film", "gist", "reply")}

    talks = [*turns_of(raw / "NLPlab-skku+HG-TODS"), *personas(raw / "HLTCHKUST+Xpersona", "Ko"),
             *colon_turns(raw / "minseye+korean-english-context-aware-translation-dataset")]
    english = [*personas(raw / "HLTCHKUST+Xpersona", "En"), *turns_of(raw / "alexa+Topical-Chat"),
               *turns_of(raw / "google-research-datasets+Taskmaster"), *casino(raw / "kushalchawla+CaSiNo")]
    for t in filter(None, map(dialogue, talks + english)):
        korean = sum(bool(HANGUL.search(x)) for _, x in t) * 2 > len(t)
        kinds["ko_dialog" if korean else "en_dialog"].append(t)

    lines = [*(c.split("\t")[-1] for c in columns(raw / "warnikchow+3i4k", "data/*.txt")),
             *columns(raw / "amazon-science+contrastive-controlled-mt", "IWSLT2023/data/*/en-ko/*.ko"),
             *columns(raw / "kakaobrain+kor-nlu-datasets", "KorSTS/*.tsv"),
             *columns(raw / "jungyeul+korean-parallel-corpora", "korean-english-jhe/*.ko"),
             *columns(raw / "UniversalDependencies+UD_Korean-KSL", "sentences.txt"),
             *columns(raw / "nate-koser+kor-eng-translator", "kor.txt")]
    lines = [x for x in map(clean, lines) if x and HANGUL.search(x) and len(x) >= 6]
    kinds["ko_line"] = list(dict.fromkeys(lines))
    reviews = [x for x in map(clean, columns(raw / "e9t+nsmc", "reviews.tsv")) if x and HANGUL.search(x)]
    kinds["film"] = rng.sample(reviews, 30_000)
    for row in (raw / "warnikchow+sae4k/data/sae4k_v1.txt").open(encoding="utf8"):
        said, gist = map(clean, row.split("\t")[:2])
        if said and gist:
            kinds["gist"].append((said, gist))
    with (raw / "songys+Chatbot_data/ChatbotData.csv").open(encoding="utf8") as f:
        for row in csv.DictReader(f):
            q, r = clean(row["Q"]), clean(row["A"])
            if q and r:
                kinds["reply"].append((q, r))
    for k, rows in kinds.items():
        rng.shuffle(rows)
        print(k, len(rows), "rows,", sum(len(json.dumps(r, ensure_ascii=False)) for r in rows), "characters")
    (WORK / "text.json").write_text(json.dumps(kinds, ensure_ascii=False), encoding="utf8")
    tokenizer(a.shared, kinds)


def tokenizer(shared, kinds):
    from tokenizers import models, pre_tokenizers, trainers

    def texts():
        for r in load(shared / "corpus/train.jsonl") * 3 + load(shared / "corpus/long.jsonl") * 3:
            yield "\n".join(f"{s}: {t}" for _, s, t in r["chat"])
            if "summary" in r:
                yield "\n".join([r["summary"], r["headline"], *r.get("replies", [])])
        for kind, limit in (("ko_dialog", 3e6), ("en_dialog", 3e6), ("ko_line", 4e6), ("film", 1e6)):
            used = 0
            for row in kinds[kind]:
                row = row if isinstance(row, str) else "\n".join(t for _, t in row)
                if (used := used + len(row)) > limit:
                    break
                yield row
        for pair in kinds["gist"] + kinds["reply"]:
            yield "\n".join(pair)

    t = byte_level(models.BPE())
    size = settings()["model"]["vocab"]
    t.train_from_iterator(texts(), trainers.BpeTrainer(
        vocab_size=size - len(SPECIALS), initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    t.add_special_tokens(SPECIALS)
    assert t.get_vocab_size() == size, t.get_vocab_size()
    t.save(str(WORK / "tokenizer.json"))
    counts = collections.Counter()
    for r in load(shared / "corpus/train.jsonl"):
        for _, _, text in r["chat"]:
            counts[r["lang"]] += len(text)
            counts[r["lang"], "tokens"] += len(t.encode(text).ids)
    print("characters per token:", {k: round(counts[k] / counts[k, "tokens"], 2) for k in ("ko", "en")})


if __name__ == "__main__":
    sys.exit(main())
