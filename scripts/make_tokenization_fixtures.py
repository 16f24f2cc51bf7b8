#!/usr/bin/env python3
"""Writes the vocabularies and vectors that the tests of Tokenization read.

    python3 -m pip install gguf llama-cpp-python
    scripts/make_tokenization_fixtures.py FOLDER [Tests/Fixtures/tokenization]

FOLDER holds llama.cpp's `models/ggml-vocab-*.gguf` with their .inp and .out files. The ids come from
llama.cpp itself, which must first give its own .out files for its own .inp files.

Whole vocabularies would take 15 MB. A vocabulary is cut to the tokens whose bytes occur somewhere in
the test's texts, and to the merges among them: no other token can come up while these texts are
encoded, so the ids are those of the whole vocabulary. They keep their numbers; the gaps stay empty.
"""
import json
import pathlib
import sys

import gguf
import llama_cpp

# Name of the fixture, of the vocabulary, and the pre-tokenizer if it is not the vocabulary's own.
FIXTURES = [
    ("gpt-2", "gpt-2", None),
    ("default", "gpt-2", "default"),
    ("llama-bpe", "llama-bpe", None),
    ("qwen2", "qwen2", None),
    ("llama-spm", "llama-spm", None),
    ("phi-3", "phi-3", None),
]
# One name of each group of pre-tokenizers; the lines are encoded with the tokens of llama-bpe.
GROUPS = [
    "qwen2", "gpt-2", "default", "qwen35", "smollm", "gpt-4o", "granite-embed-multi-97m",
    "deepseek-llm", "deepseek-coder", "deepseek-v3", "spark2_5", "youtu", "falcon", "bloom", "viking",
    "tekken", "chameleon", "tiny_aya", "kimi-k2", "superbpe", "bailingmoe", "seed-coder", "ufakzeka",
    "afmoe", "laguna", "exaone-moe", "minicpm5", "jais-2", "glm4", "dbrx",
]
# No token is longer, in bytes.
LONGEST = 256
KOREAN_NFD = "\u1112\u1161\u11ab\u1100\u1173\u11af \u110b\u116e\u1105\u1175 \u1106\u1161\u11af"
LINES = [
    # Contractions, in both cases, cut short, and after letters that are not ASCII.
    "I'm you're WE'LL they'Ve it'S don't'd 're 'x 'l 'r ' '", "é's ſ's 's'S'll'LL'RE", "don’t we’ll",
    # Runs of white space of many kinds, before and after text and line ends.
    " ", "  ", "   a", "a   ", "a \n", "a \n b", "\n\n\n a", " \n \n ", "\t\t\tx", "\r\n\r\nx\r\n  y\r",
    "a\u00a0\u00a0b\u2003c\u3000\u3000d\u0085e\u2028f\u200bg\ufeffh", "x \u00a0 y  \u3000z", "\x0b\x0c \x1c\x1f",
    "end of line   \n   begin", "a\n \n\t\nb", "  \r", "tab\tand  two   three    four",
    # Digits: groups of three, other scripts' digits, numbers that are letters or symbols elsewhere.
    "1", "12", "123", "1234", "1234567890", "1 22 333 4444", "٣٤٥٦٧ ۱۲۳ १२३४५ ４５６７８", "½¾ Ⅷ ①②③④ ²³",
    "12٣456٤٥٦7 8", "3.14159, 1,000,000원 2026-11-27T15:18", "010-1234-5678", "x1y22z333w4444",
    # Punctuation and symbols with and without spaces and line ends.
    "!!!??? ...\n\n", " ...\r\n\r\nx", "$1+2=3<4>5^6~7|8`9", "a_b-c/d\\e@f#g%h&i*j(k)l[m]n{o}p;q:r\"s",
    "“quoted” «text» ‹x› 、。・「」", "€5 £6 ₩7 ¥8", "-- — – … ‥", "a.b.c...d", "?.\n!\r\n", " =\n=",
    # Korean, precomposed and decomposed, compatibility letters, honorifics, laughter.
    "안녕하세요! 내일 오후 3시에 만나요 ㅎㅎㅋㅋㅋㅋ", "ㅇㅋ ㄱㄱ ㅠㅠ…", KOREAN_NFD, KOREAN_NFD.replace(" ", "") + "1",
    "한글과English섞어쓰기123가나다", "[오후 3:05] 김민수: 네네 알겠습니다~", "뷁쀍믜 힣가", "대한민국의국민이되는요건은법률로정한다",
    # Other scripts, marks, case, characters that combine.
    "naïve café cafe\u0301 Å A\u030a", "Привет, мир! Как дела?", "日本語のテキストと漢字かな交じり文。", "中文没有空格的句子很长",
    "สวัสดีครับ ไทย", "हिन्दी में कुछ", "ქართული Հայերեն ελληνικά", "مرحبا بالعالم ١٢٣", "עברית שלום", "ǅ ǆ ʰ ª º ⅰ",
    "x\u0301\u0302y \u0301z", "\U0001d400\U0001d7d8\U0001d7ff 𝒳 \U00020000\U0002ebf0", "\u0378\u0e00\ue000\U000f0000 unassigned",
    # Emoji with joiners, skin tones, flags, keycaps.
    "👩‍👩‍👧‍👦👍🏽🇰🇷🇺🇸1️⃣ ❤️‍🔥", "😀😃😄 😁", "ok👍ok", "🫠🫡",
    # Long runs.
    "a" * 70, "=" * 40, " " * 35 + "x", "\n" * 40, "ㅋ" * 60, "ab" * 50, "0" * 50, "가나다라" * 20,
    # Text that spells special tokens, or what looks like one.
    "<|im_end|>", "a<|im_start|>user\nhi<|im_end|>\n", "<s>x</s>", "<unk> <0x41>", "▁a▁ b ▁", "<|eot_id|> <|begin_of_text|>",
    "<|end|> \n x<|user|>\n\n y<|assistant|>", "<|endoftext|>  z<|endoftext|>", "<|im_<|im_end|>end|>", "[PAD151936]",
    # Code and addresses.
    "def f(x):\n    return x**2  # ok\n", "https://example.com/a?b=c&d=%20#e", "{\"key\": [1, 2.5e-3, null]}", "if(a&&b||!c){}\n\t}",
    "", "\x00\x01\x7f", "A", "é", "한", "😀",
]


def load(path, pre):
    overrides = {"tokenizer.ggml.pre": pre} if pre else None
    return llama_cpp.Llama(
        str(path), vocab_only=True, verbose=False, kv_overrides=overrides)


def encode(model, text, add_special=False, parse_special=False):
    data = text.encode()
    buffer = (llama_cpp.llama_token * (4 * len(data) + 16))()
    count = llama_cpp.llama_tokenize(
        model._model.vocab, data, len(data), buffer, len(buffer), add_special, parse_special)
    assert count >= 0, "more ids than expected"
    return list(buffer[:count])


def alphabet():
    """GPT-2's characters for bytes, by character."""
    same = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in same]
    return {chr(b): b for b in same} | {chr(0x100 + n): b for n, b in enumerate(others)}


ALPHABET = alphabet()


def piece(spelling, is_byte_level):
    if not is_byte_level:
        return spelling.replace("▁", " ").encode()
    if all(character in ALPHABET for character in spelling):
        return bytes(ALPHABET[character] for character in spelling)
    return spelling.encode()


class Vocabulary:
    def __init__(self, path):
        fields = gguf.GGUFReader(path).fields

        def value(key):
            return fields[key].contents() if key in fields else None

        self.value = value
        self.model = value("tokenizer.ggml.model")
        self.tokens = value("tokenizer.ggml.tokens")
        self.kinds = value("tokenizer.ggml.token_type") or [1] * len(self.tokens)
        self.scores = value("tokenizer.ggml.scores") or []
        self.merges = value("tokenizer.ggml.merges") or []

    def cut(self, texts, pre):
        """The fixture's form of what these texts can need; everything for None."""
        is_byte_level = self.model == "gpt2"
        # SentencePiece puts a space before a text, and takes `▁` for a space.
        data = [
            text.encode() if is_byte_level else b" " + text.replace("▁", " ").encode()
            for text in texts or []
        ]
        substrings = {
            line[start:end]
            for line in data for start in range(len(line))
            for end in range(start + 1, min(start + LONGEST, len(line)) + 1)
        }
        assert max(len(piece(token, is_byte_level)) for token in self.tokens) <= LONGEST
        kept = [
            number for number, (spelling, kind) in enumerate(zip(self.tokens, self.kinds))
            if texts is None or kind != 1 or len(piece(spelling, is_byte_level)) == 1
            or piece(spelling, is_byte_level) in substrings
        ]
        if texts is not None:  # of the tokens that are mere padding a few suffice
            padding = [n for n in kept if "PAD" in self.tokens[n] or "reserved" in self.tokens[n]]
            kept = sorted(set(kept) - set(padding[4:-4]))
        spellings = {self.tokens[number] for number in kept}
        merges = [
            merge for merge in self.merges
            if all(part in spellings for part in (*merge.split(" ", 1), merge.replace(" ", "", 1)))
        ]
        value = self.value
        return {
            "model": self.model,
            "pre": pre or value("tokenizer.ggml.pre"),
            "name": value("general.name"),
            "count": len(self.tokens),
            "bos": value("tokenizer.ggml.bos_token_id"),
            "eos": value("tokenizer.ggml.eos_token_id"),
            "unknown": value("tokenizer.ggml.unknown_token_id"),
            "addBOS": value("tokenizer.ggml.add_bos_token"),
            "addEOS": value("tokenizer.ggml.add_eos_token"),
            "addSpacePrefix": value("tokenizer.ggml.add_space_prefix"),
            "ids": kept,
            "spellings": [self.tokens[number] for number in kept],
            "kinds": [self.kinds[number] for number in kept],
            "scores": [self.scores[number] for number in kept] if self.scores else [],
            "merges": merges,
        }


def write(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(path, path.stat().st_size)


def main():
    source = pathlib.Path(sys.argv[1])
    target = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "Tests/Fixtures/tokenization")
    target.mkdir(parents=True, exist_ok=True)
    for name, vocabulary, pre in FIXTURES:
        path = source / f"ggml-vocab-{vocabulary}.gguf"
        model = load(path, pre)
        inputs = pathlib.Path(f"{path}.inp").read_bytes().decode().split("\n__ggml_vocab_test__\n")
        outputs = pathlib.Path(f"{path}.out").read_text().split("\n")
        own = [(text, [int(word) for word in line.split()]) for text, line in zip(inputs, outputs)]
        if pre is None:
            assert all(encode(model, text) == ids for text, ids in own), f"{name}: not its own ids"
        texts = [text for text, _ in own] + LINES
        vectors = [{"text": text, "ids": encode(model, text)} for text in texts]
        special = [
            {"text": text, "ids": encode(model, text, True, True)}
            for text in texts if "<" in text or len(text) < 3
        ]
        write(target / f"{name}.vocabulary.json", Vocabulary(path).cut(texts, pre))
        write(target / f"{name}.vectors.json", {"plain": vectors, "special": special})
    write_groups(source, target)


def write_groups(source, target):
    """The ids of each group where they differ from those of llama-bpe."""
    path = source / "ggml-vocab-llama-bpe.gguf"
    lines = [line for line in LINES if len(line) < 60][::2]
    usual = [encode(load(path, None), line) for line in lines]
    groups = {}
    for name in GROUPS:
        model = load(path, name)
        found = [encode(model, line) for line in lines]
        groups[name] = [
            {"text": line, "ids": ids} for line, ids, other in zip(lines, found, usual) if ids != other
        ]
    same = [{"text": line, "ids": ids} for line, ids in zip(lines, usual)]
    write(target / "pre-tokenizers.vectors.json", {"usual": same, "groups": groups})


if __name__ == "__main__":
    main()
