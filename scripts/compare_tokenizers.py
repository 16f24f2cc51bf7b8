#!/usr/bin/env python3
"""Our tokens beside those of Hugging Face's `tokenizers` and of llama.cpp, on nasty lines.

    python3 -m pip install gguf llama-cpp-python tokenizers
    swift build -c release
    scripts/compare_tokenizers.py [--vocabularies FOLDER] [--folders FOLDER …] [--lines 2000]
                                  [--only NAME …] [--show 3]

The lines are drawn with a seed: Korean, decomposed Hangul, English, code, emoji, zero-width joiners,
long runs of one character, and random bytes with U+FFFD for what is no UTF-8. They are encoded with
and without special tokens

- by every kind of `tokenizer.json` that `make_tokenizer_json_fixtures.py` trains, and by those of
  --folders, beside `tokenizers`;
- by a small vocabulary under every name of `tokenizer.ggml.pre`, and by the `ggml-vocab-*.gguf` of
  --vocabularies (llama.cpp's `models`), beside llama.cpp.

The small vocabularies are trained without cutting text into words, so that a cut that is missing or
too many changes the tokens. Prints a line for each vocabulary, Markdown; ends with status 1 when a
line differs for which the reference is not at fault.
"""
import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unicodedata

import gguf
import llama_cpp
import tokenizers
from tokenizers import models, normalizers, pre_tokenizers, trainers

import make_tokenizer_json_fixtures as kinds

# Every name of `tokenizer.ggml.pre` for byte-level vocabularies.
NAMES = """default llama-bpe falcon3 pixtral midm-2.0 lfm2 jina-v5-nano dbrx smaug-bpe chatglm-bpe glm4
qwen2 deepseek-r1-qwen kormo f2llmv2 megrez stablelm2 hunyuan solar-open grok-2 qwen35 gpt-2 phi-2
jina-v2-es gigachat a.x-4.0 mellum modern-bert exaone4 mpt olmo jais trillion granite-docling
roberta-bpe starcoder refact command-r smollm codeshell exaone minerva-7b gpt-4o llama4 kanana2
minimax-m2 granite-embed-multi-97m deepseek-llm deepseek-coder deepseek-v3 hunyuan-dense joyai-llm
spark2_5 youtu falcon poro-chat bloom gpt3-finnish viking tekken chameleon tiny_aya cohere2moe kimi-k2
superbpe bailingmoe bailingmoe2 llada-moe seed-coder ufakzeka afmoe laguna exaone-moe minicpm5 jais-2
""".split()

# --- Lines ---

WORDS = {
    "Korean": """안녕하세요 내일 오후 3시에 만나요 ㅋㅋㅋ ㅠㅠ 네네 알겠습니다~ 회의는 10:30으로 바꿨어요. 대한민국의 한글날,
    "괜찮아?" 뷁쀍 값없이 읽었습니다! 010-1234-5678 2026년 11월 27일(금) [오후 3:05] 김민수: 그래서… 1,000원""".split(),
    "English": """the quick Brown fox don't WE'LL it's I'M they'Ve e.g., naïve café — "quoted" (well) 3.14 $1,000 U.S.A.
    state-of-the-art camelCase HTTPServer 2nd 10% A/B #tag @name www.example.com/a?b=c&d=%20 ... !?""".split(),
    "code": ["def f(x):", "    return x**2", "\t\tif (a != b) {", "}", "// 주석", "let s = \"a\\n\"", "0x1F", "a[i]->b;", "<div>", "</div>",
             "#include <x.h>", "==", "!==", "&&", "::", "print(f'{x:>10}')", "\r\n", "\n", "\n\n", "   ", "\t"],
    "emoji": ["👩‍👩‍👧‍👦", "👍🏽", "🇰🇷", "1️⃣", "❤️‍🔥", "😀", "🫠", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "✅", "ok👍ok", "👨🏿‍🚀"],
    "other scripts": ["日本語の", "漢字かな", "中文没有空格", "Привет,", "МИР!", "हिन्दी", "สวัสดี", "مرحبا", "עברית", "ΑΣ", "ﬁ", "㍿", "Ⅷ", "½",
                      "٣٤٥", "१२३", "ſ", "İ", "ß", "Å", "A\u030a", "x\u0301\u0302"],
    "joiners": ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u00a0", "\u3000", "\u2028", "\u0085", "a\u200db", "가\u200c나",
                "क\u094d\u200dष", "\ufe0f"],
    "special": ["<|begin|>", "<|end|>", "<s>", "</s>", "<unk>", "[MASK]", "<mask>", "[CLS]", "<0x41>", "▁", "Ġ", "<think>", "tool", "word",
                "<|endoftext|>", "<|im_end|>"],
}


def one_line(chance):
    kind = chance.choice(["Korean", "English", "code", "emoji", "other scripts", "NFD", "joiners", "run", "bytes", "mixed", "special"])
    if kind == "run":
        unit = chance.choice(["a", "ㅋ", "가", " ", "=", "\n", "😀", "1", "!", "\t", "\u200d", "é", "漢", "A", "-", "\u0301"])
        return "x" * chance.randrange(2) + unit * chance.randrange(1, 400) + chance.choice(["", " ", "끝", "a"])
    if kind == "bytes":
        return bytes(chance.randrange(256) for _ in range(chance.randrange(1, 60))).decode("utf-8", "replace")
    pools = list(WORDS.values()) if kind == "mixed" else [WORDS["Korean" if kind == "NFD" else kind]]
    separator = "" if kind in ("emoji", "joiners") else " "
    line = ""
    for _ in range(chance.randrange(1, 25)):
        line += chance.choice(chance.choice(pools))
        line += chance.choice([separator, separator, separator, "", "  ", "\n"])
    return unicodedata.normalize("NFD", line) if kind == "NFD" else line


def lines(count, seed):
    chance = random.Random(seed)
    return [one_line(chance) for _ in range(count)]


# --- Ours ---

def ours(model, texts, *flags):
    """The ids of each text, or why there are none."""
    data = "".join(json.dumps(text) + "\n" for text in texts).encode()
    done = subprocess.run([OPTIONS.ondevice, "tokenize", "--model", str(model), "-", "--batch", *flags],
                          input=data, capture_output=True)
    if done.returncode != 0:
        return done.stderr.decode().strip().split("\n")[0]
    rows = done.stdout.decode().split("\n")[:-1]
    return [[int(part) for part in row.split(",") if part] for row in rows]


# --- Theirs ---

class Llama:
    """llama.cpp with a vocabulary alone."""

    def __init__(self, path):
        parameters = llama_cpp.llama_model_default_params()
        parameters.vocab_only = True
        self.model = llama_cpp.llama_load_model_from_file(str(path).encode(), parameters)
        if not self.model:
            raise ValueError("llama.cpp refuses it")
        self.vocabulary = llama_cpp.llama_model_get_vocab(self.model)
        self.apart = None

    def encode(self, text, special):
        data = text.encode()
        room = len(data) + 16
        while True:
            ids = (llama_cpp.llama_token * room)()
            count = llama_cpp.llama_tokenize(self.vocabulary, data, len(data), ids, room, special, special)
            if count >= 0:
                return list(ids[:count])
            room = -count

    def fault(self, own, other):
        """Why llama.cpp's ids are not to be had: its merges make, or go through, tokens that text may
        not become: control tokens, and those of bytes (`<0x41>` in a text is no A)."""
        apart = llama_cpp.LLAMA_TOKEN_ATTR_CONTROL | llama_cpp.LLAMA_TOKEN_ATTR_UNKNOWN | llama_cpp.LLAMA_TOKEN_ATTR_BYTE
        if self.apart is None:
            count = llama_cpp.llama_vocab_n_tokens(self.vocabulary)
            self.apart = [self.text(id) for id in range(count)
                          if llama_cpp.llama_vocab_get_attr(self.vocabulary, id) & apart]
        for id in set(other) - set(own):
            text = self.text(id)
            if any(spelling and spelling in text for spelling in self.apart):
                return "text merges into or through a control or byte token"
        return None

    def text(self, id):
        return llama_cpp.llama_vocab_get_text(self.vocabulary, id)

    def close(self):
        llama_cpp.llama_free_model(self.model)


@llama_cpp.llama_log_callback
def silence(level, text, user):
    pass


# --- Vocabularies ---

def trained(marked, corpus):
    """A BPE vocabulary whose merges know no words: bytes, or characters with marks for spaces."""
    tokenizer = tokenizers.Tokenizer(models.BPE())
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    special = kinds.SPECIAL
    if marked:
        tokenizer.normalizer = normalizers.Replace(" ", "▁")
        # llama.cpp reads a token up to its first zero.
        corpus = [line.replace("\0", "") for line in corpus]
        special = ["<unk>", "<s>", "</s>"] + kinds.BYTES
        alphabet = []
    else:
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer.train_from_iterator(corpus, trainers.BpeTrainer(
        vocab_size=3000, max_token_length=16, special_tokens=special, show_progress=False,
        initial_alphabet=alphabet, **({"limit_alphabet": 400} if marked else {})))
    return json.loads(tokenizer.to_str())["model"]


def write_gguf(path, model, pre, parts, marked):
    tokens = sorted(parts["vocab"], key=parts["vocab"].get)
    kind = {"<unk>": 2, "<s>": 3, "</s>": 3}
    kind.update({token: 3 for token in kinds.SPECIAL})
    if marked:
        kind.update({token: 6 for token in kinds.BYTES})
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_tokenizer_model(model)
    writer.add_tokenizer_pre(pre)
    writer.add_token_list(tokens)
    writer.add_token_types([kind.get(token, 1) for token in tokens])
    writer.add_token_merges([merge if isinstance(merge, str) else " ".join(merge) for merge in parts["merges"]])
    writer.add_bos_token_id(1 if marked else 0)
    writer.add_eos_token_id(2 if marked else 1)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()


# --- Comparison ---

def report(name, texts, mine, reference, excuse=lambda own, other: None):
    """One line of the table; true when nothing differs that is ours to answer for."""
    if isinstance(mine, str):
        print(f"| {name} | – | – | – | ours: {mine} |", flush=True)
        return False
    wrong, excused = [], {}
    for text, own, other in zip(texts, mine, reference, strict=True):
        if own != other:
            reason = excuse(own, other)
            if reason:
                excused[reason] = excused.get(reason, 0) + 1
            else:
                wrong.append((text, own, other))
    note = "; ".join(f"{count}: {reason}" for reason, count in excused.items())
    print(f"| {name} | {len(texts) - len(wrong) - sum(excused.values())} | {len(wrong)} | {sum(excused.values())} | {note} |",
          flush=True)
    for text, own, other in wrong[:OPTIONS.show]:
        place = next((i for i, (a, b) in enumerate(zip(own, other)) if a != b), min(len(own), len(other)))
        print(f"    {text[:120]!r}\n      at {place}: ours {own[place:place + 8]}, theirs {other[place:place + 8]}", file=sys.stderr)
    return not wrong


def compare_folder(name, folder, texts):
    tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    ok = True
    for special in (False, True):
        flags = ["--parse-special"] + (["--add-special"] if special else [])
        wanted = [encoding.ids for encoding in tokenizer.encode_batch(texts, add_special_tokens=special)]
        ok &= report(f"{name}{', special' * special}", texts, ours(folder, texts, *flags), wanted)
    return ok


def compare_file(name, path, texts):
    try:
        llama = Llama(path)
    except ValueError as error:
        mine = ours(path, texts[:1])
        print(f"| {name} | – | – | – | {error}; ours: {mine if isinstance(mine, str) else 'opens it'} |", flush=True)
        return True
    ok = True
    for special in (False, True):
        flags = ["--add-special", "--parse-special"] if special else []
        wanted = [llama.encode(text, special) for text in texts]
        ok &= report(f"{name}{', special' * special}", texts, ours(path, texts, *flags), wanted, llama.fault)
    llama.close()
    return ok


def wanted(name):
    return not OPTIONS.only or name in OPTIONS.only


def main():
    llama_cpp.llama_log_set(silence, None)
    texts = lines(OPTIONS.lines, OPTIONS.seed)
    corpus = lines(3000, OPTIONS.seed + 1)
    ok = True
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        print(f"{len(texts)} lines, {sum(len(text.encode()) for text in texts)} bytes\n")
        print("| vocabulary | equal | different | reference at fault | |\n|---|---|---|---|---|")
        for name, tokenizer in kinds.configurations():
            if wanted(name):
                (scratch / name).mkdir()
                tokenizer.save(str(scratch / name / "tokenizer.json"), pretty=False)
                ok &= compare_folder(f"folder {name}", scratch / name, texts)
        for folder in OPTIONS.folders:
            ok &= compare_folder(f"folder {folder.name}", folder, texts)
        bytes_vocabulary, marked_vocabulary = trained(False, corpus), trained(True, corpus)
        for name in NAMES:
            if wanted(name):
                write_gguf(scratch / "pre.gguf", "gpt2", name, bytes_vocabulary, False)
                ok &= compare_file(f"pre {name}", scratch / "pre.gguf", texts)
        for model, name in [("gemma4", "gemma4"), ("gpt2", "granite-embed-multi-311m"), ("gpt2", "sarvam-moe")]:
            if wanted(name):
                write_gguf(scratch / "pre.gguf", model, name, marked_vocabulary, True)
                ok &= compare_file(f"pre {name}", scratch / "pre.gguf", texts)
        for path in sorted(OPTIONS.vocabularies.glob("ggml-vocab-*.gguf")) if OPTIONS.vocabularies else []:
            name = path.stem.removeprefix("ggml-vocab-")
            if wanted(name):
                ok &= compare_file(f"file {name}", path, texts)
    sys.exit(0 if ok else 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ondevice", default=".build/release/ondevice")
    parser.add_argument("--vocabularies", type=pathlib.Path, help="where llama.cpp's ggml-vocab-*.gguf lie")
    parser.add_argument("--folders", type=pathlib.Path, nargs="*", default=[], help="with a tokenizer.json each")
    parser.add_argument("--lines", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--show", type=int, default=3, help="differing lines to print for each vocabulary")
    OPTIONS = parser.parse_args()
    main()
