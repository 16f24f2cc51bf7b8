#!/usr/bin/env python3
"""Trains tiny tokenizers in the configurations that models use, and stores Hugging Face's ids.

    python3 -m pip install tokenizers
    scripts/make_tokenizer_json_fixtures.py [Tests/Fixtures/tokenization/json] [TEXTS SEED]

With TEXTS and SEED the ids are those of as many random texts, for a wide comparison.
"""
import json
import pathlib
import random
import sys
import unicodedata

from tokenizers import (AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers,
                        processors, trainers)

LETTERS = r"[^\r\n\p{L}\p{N}]?\p{L}+"
SPACES = r"\s*[\r\n]+|\s+(?!\S)|\s+"
SYMBOLS = r" ?[^\s\p{L}\p{N}]+[\r\n]*"
SUFFIX = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
UPPER, LOWER = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]", r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"
START = r"[^\r\n\p{L}\p{N}]?"
LLAMA3 = rf"{SUFFIX}|{LETTERS}|\p{{N}}{{1,3}}|{SYMBOLS}|{SPACES}"
QWEN2 = rf"{SUFFIX}|{LETTERS}|\p{{N}}|{SYMBOLS}|{SPACES}"
O200K = (rf"{START}{UPPER}*{LOWER}+{SUFFIX}?|{START}{UPPER}+{LOWER}*{SUFFIX}?|\p{{N}}{{1,3}}|"
         rf" ?[^\s\p{{L}}\p{{N}}]+[\r\n/]*|{SPACES}")
NO_HAN = r"&&[^\p{Han}]]"
KIMI = (rf"[\p{{Han}}]+|{START}{UPPER[:-1]}{NO_HAN}*{LOWER[:-1]}{NO_HAN}+{SUFFIX}?|"
        rf"{START}{UPPER[:-1]}{NO_HAN}+{LOWER[:-1]}{NO_HAN}*{SUFFIX}?|\p{{N}}{{1,3}}|{SYMBOLS}|{SPACES}")
DEEPSEEK = [
    r"\p{N}{1,3}", "[一-龥\u3040-ゟ゠-ヿ]+",
    "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+|"
    rf" ?[\p{{P}}\p{{S}}]+[\r\n]*|{SPACES}",
]
BAILING = (r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]++[\r\n]*|"
           r"\s*[\r\n]|\s+(?!\S)|\s+")
NFD = unicodedata.normalize("NFD", "한글 우리 말 각각 가나다")
LINES = [
    "I'm you're WE'LL they'Ve it'S don't'd 're 'x 'ſ ", "Hello, world! How are you today?  I am   fine.",
    "안녕하세요! 내일 오후 3시에 만나요 ㅎㅎㅋㅋㅋㅋ", "한글과English섞어쓰기123가나다라마바사 네네 알겠습니다~", NFD, NFD.replace(" ", "") + "1",
    "1 22 333 4444 1234567890 ٣٤٥ १२३ ½ Ⅷ ①②", "3.14159, 1,000,000원 2026-11-27T15:18", "日本語のテキストと漢字かな。中文没有空格",
    "naïve café cafe\u0301 Å A\u030a ÀÉ ΑΣ İ ß ﬁ ㍿", "Привет, МИР! हिन्दी สวัสดี مرحبا", "👩‍👩‍👧‍👦👍🏽🇰🇷 1️⃣ ❤️‍🔥 ok👍ok",
    "a\u00a0b\u3000c\u0085d\u2028e\u200bf\ufeffg\u00adh", "a \n b\n\n\n c\r\n\t\tx  ", "x\u0301\u0302y\u0327\u0301z", " ...\r\n!? $1+2=3<4>5^6~7|8`9",
    "def f(x):\n    return x**2  # ok\n", "https://example.com/a?b=c&d=%20#e", "<|begin|>a<|end|> b<|pad|>", "<s>x</s> <unk> [MASK] y",
    "the <think> word keyword word, tool  x", "▁a▁ b ▁ <0x41>", "\x00\x01\x7f\ufffd\ue000", "ㅋ" * 40, "a" * 50, "=" * 30, " " * 20 + "x",
    "camelCase HTTPServer XMLHttp", "각ᆨ ᄀᄀ 뷁쀍믜 힣",
]
SPECIAL = ["<|begin|>", "<|end|>", "<|pad|>"]
BYTES = ["<0x%02X>" % byte for byte in range(256)]
SPM_DECODER = decoders.Sequence([
    decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])


def corpus():
    return [line for line in LINES for _ in range(4)]


def around(first, last=None):
    """A template with one token before a text and perhaps one after."""
    single = f"{first[0]} $A" + (f" {last[0]}" if last else "")
    return processors.TemplateProcessing(
        single=single, pair=f"{single} $B", special_tokens=[first] + ([last] if last else []))


def byte_level(cuts, normalizer=None, post=None, model=None, added=(), last=None):
    tokenizer = Tokenizer(model or models.BPE())
    if normalizer:
        tokenizer.normalizer = normalizer
    last = last or [pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(cut), "isolated") for cut in cuts] + last)
    tokenizer.train_from_iterator(corpus(), trainers.BpeTrainer(
        vocab_size=420, special_tokens=SPECIAL, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    tokenizer.post_processor = post or processors.ByteLevel()
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_tokens(list(added))
    return tokenizer


def characters(normalizer, cuts, decoder):
    """SentencePiece's BPE: characters, then bytes where they are not known."""
    tokenizer = Tokenizer(models.BPE(byte_fallback=True, unk_token="<unk>", fuse_unk=True))
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.train_from_iterator(corpus(), trainers.BpeTrainer(
        vocab_size=560, limit_alphabet=120, show_progress=False,
        special_tokens=["<unk>", "<s>", "</s>"] + BYTES))
    parts = json.loads(tokenizer.to_str())
    parts["added_tokens"] = [token for token in parts["added_tokens"] if token["content"] not in BYTES]
    parts["pre_tokenizer"] = None
    tokenizer = Tokenizer.from_str(json.dumps(parts))
    tokenizer.normalizer = normalizer
    if cuts:
        tokenizer.pre_tokenizer = cuts
    tokenizer.decoder = decoder
    tokenizer.post_processor = around(("<s>", 1))
    return tokenizer


def word_piece(normalizer):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.train_from_iterator(corpus(), trainers.WordPieceTrainer(
        vocab_size=400, show_progress=False, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]))
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.decoder = decoders.WordPiece()
    return tokenizer


def unigram(normalizer, cuts, decoder, with_bytes=False):
    tokenizer = Tokenizer(models.Unigram())
    if normalizer:
        tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = cuts
    tokenizer.train_from_iterator(corpus(), trainers.UnigramTrainer(
        vocab_size=560 if with_bytes else 320, unk_token="<unk>", show_progress=False,
        special_tokens=["<s>", "<pad>", "</s>", "<unk>"] + (BYTES if with_bytes else [])))
    parts = json.loads(tokenizer.to_str())
    parts["model"]["byte_fallback"] = with_bytes
    parts["added_tokens"] = [token for token in parts["added_tokens"] if token["content"] not in BYTES]
    tokenizer = Tokenizer.from_str(json.dumps(parts))
    tokenizer.decoder = decoder
    tokenizer.post_processor = around(("<s>", 0), ("</s>", 2))
    return tokenizer


def configurations():
    p, n = pre_tokenizers, normalizers
    begin = around(("<|begin|>", 0))
    added = [AddedToken("<think>", normalized=False), AddedToken(" tool ", lstrip=True, rstrip=True),
             AddedToken("word", single_word=True)]
    yield "llama3", byte_level([LLAMA3], post=processors.Sequence([processors.ByteLevel(), begin]),
                               model=models.BPE(ignore_merges=True))
    yield "qwen2", byte_level([QWEN2], n.NFC(), added=added)
    yield "o200k", byte_level([O200K])
    yield "kimi", byte_level([KIMI])
    yield "deepseek3", byte_level(DEEPSEEK, added=added)
    yield "bailing", byte_level([BAILING], n.NFC())
    yield "falcon", byte_level([], last=[
        p.Punctuation("contiguous"), p.ByteLevel(add_prefix_space=False), p.Digits(False),
        p.Split(Regex("[0-9][0-9][0-9]"), "isolated")])
    yield "roberta", byte_level([], last=[p.Digits(True), p.ByteLevel(add_prefix_space=True)],
                                post=processors.RobertaProcessing(("<|end|>", 1), ("<|begin|>", 0)))
    yield "gemma", characters(n.Replace(" ", "▁"), p.Split(" ", "merged_with_previous"), SPM_DECODER)
    yield "llama2", characters(n.Sequence([n.Prepend("▁"), n.Replace(" ", "▁")]), None, SPM_DECODER)
    yield "mistral", characters(n.Sequence([]), p.Metaspace("▁", "first", split=False), SPM_DECODER)
    yield "bert", word_piece(n.BertNormalizer())
    yield "bert-cased", word_piece(n.Sequence([n.NFKD(), n.StripAccents(), n.Strip()]))
    metaspace = (p.Metaspace("▁", "always"), decoders.Metaspace("▁", "always"))
    spaces = n.Sequence([n.Nmt(), n.NFKC(), n.Replace(Regex(" {2,}"), " ")])
    yield "xlm-r", unigram(spaces, *metaspace)
    yield "unigram-bytes", unigram(n.Lowercase(), *metaspace, with_bytes=True)


def random_texts(count, seed):
    random.seed(seed)

    def character():
        while True:
            code = random.choice([
                random.randrange(0x80), random.randrange(0x800), random.randrange(0x10000),
                random.randrange(0x30000), random.randrange(0x110000), random.randrange(0xAC00, 0xD7A4)])
            if not 0xD800 <= code < 0xE000:
                return chr(code)

    pool = [line[start:start + 4] for line in LINES for start in range(0, len(line), 3)]
    return ["".join(random.choice(pool) if random.random() < 0.8 else character()
                    for _ in range(random.randrange(1, 30))) for _ in range(count)]


def main():
    target = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "Tests/Fixtures/tokenization/json")
    target.mkdir(parents=True, exist_ok=True)
    texts = LINES + (random_texts(int(sys.argv[2]), int(sys.argv[3])) if len(sys.argv) > 3 else [])
    (target / "texts.json").write_text(json.dumps(texts, ensure_ascii=True) + "\n")
    for name, tokenizer in configurations():
        path = target / f"{name}.tokenizer.json"
        tokenizer.save(str(path), pretty=False)
        tokenizer = Tokenizer.from_file(str(path))
        ids = [tokenizer.encode(text).ids for text in texts]
        decoded = [tokenizer.decode(row) for row in ids]
        (target / f"{name}.expected.json").write_text(json.dumps(
            {"ids": ids, "decoded": decoded}, ensure_ascii=True, separators=(",", ":")) + "\n")
        print(name, path.stat().st_size)


if __name__ == "__main__":
    main()
