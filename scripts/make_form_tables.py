#!/usr/bin/env python3
"""Writes the tables of Unicode's normalisation forms and of Hugging Face's character classes.

    python3 -m pip install tokenizers
    scripts/make_form_tables.py Sources/Tokenization/HuggingFace/UnicodeTables

It writes a file for each kind of table.

Every entry is what the library `tokenizers` does with the character, whose Unicode versions differ
from one function to the next; only combining classes come from Python's `unicodedata`.
"""
import contextlib
import pathlib
import sys
import unicodedata

from tokenizers import normalizers, pre_tokenizers

SCALARS = [code for code in range(0x110000) if not 0xD800 <= code < 0xE000]
NFC, NFD, NFKD = (normalizers.NFC(), normalizers.NFD(), normalizers.NFKD())


def packed(scalars):
    """Three scalars in 63 bits, from the left."""
    scalars = (list(scalars) + [0, 0, 0])[:3]
    return scalars[0] << 42 | scalars[1] << 21 | scalars[2]


def canonical():
    for code in SCALARS:
        if 0xAC00 <= code < 0xD7A4:
            continue
        text = chr(code)
        full = NFD.normalize_str(text)
        if full == text:
            continue
        parts = [int(part, 16) for part in unicodedata.decomposition(text).split()]
        assert parts and NFD.normalize_str("".join(map(chr, parts))) == full, hex(code)
        composes = len(parts) == 2 and NFC.normalize_str(text) == text
        yield packed([code] + parts) | composes << 63


def compatibility():
    for code in SCALARS:
        text = chr(code)
        full = NFKD.normalize_str(text)
        if full == NFD.normalize_str(text):
            continue
        scalars = [ord(character) for character in full]
        yield packed([code] + scalars[:2])
        for start in range(2, len(scalars), 3):
            yield packed(scalars[start:start + 3]) | 1 << 63


def classes():
    previous = 0
    for code in range(0x110000):
        value = unicodedata.combining(chr(code)) if not 0xD800 <= code < 0xE000 else 0
        if value != previous:
            yield code << 8 | value
        previous = value


def bounds(inside):
    inside = set(inside)
    for code in sorted(inside):
        if code - 1 not in inside:
            yield code
        if code + 1 not in inside:
            yield code


def table(name, comment, words, digits, per_row, kind):
    words = list(words)
    for line in comment:
        print("  /// " + line)
    print(f"  static let {name}: [{kind}] = [")
    for start in range(0, len(words), per_row):
        print("    " + ", ".join(f"0x{word:0{digits}x}" for word in words[start:start + per_row]) + ",")
    print("  ]")


@contextlib.contextmanager
def extension(name):
    """What is printed inside becomes a file with an extension of UnicodeForm."""
    path = pathlib.Path(sys.argv[1]) / f"{name}.swift"
    with path.open("w") as file, contextlib.redirect_stdout(file):
        print("// Made by scripts/make_form_tables.py; not edited by hand.\n\nextension UnicodeForm {")
        yield
        print("}")


def main():
    bert = normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=False, strip_accents=False, lowercase=False)
    accents = normalizers.StripAccents()
    bert_accents = normalizers.BertNormalizer(
        clean_text=False, handle_chinese_chars=False, strip_accents=True, lowercase=False)
    digits = pre_tokenizers.Digits(True)
    punctuation = pre_tokenizers.Punctuation("removed")
    with extension("UnicodeTables+Canonical"):
        table("canonical", ["A character and the one or two that it is canonically equal to, 21 bits each; the",
                            "highest bit is set where the two compose into it."], canonical(), 16, 4, "UInt64")
        table("combiningRuns", ["Where a combining class begins, shifted left by eight bits, and the class."],
              classes(), 8, 8, "UInt32")
    with extension("UnicodeTables+Compatibility"):
        table("compatibility", ["A character and the beginning of its compatibility decomposition, 21 bits each; the",
                                "highest bit marks a word that goes on with the one before."],
              compatibility(), 16, 4, "UInt64")
    with extension("UnicodeTables+Classes"):
        table("marks", ["First and last members of the ranges that StripAccents takes away."],
              bounds(c for c in SCALARS if accents.normalize_str(chr(c)) == ""), 5, 10, "UInt32")
        table("nonSpacingMarks", ["Those that BertNormalizer takes away as accents."],
              bounds(c for c in SCALARS if bert_accents.normalize_str(chr(c)) == ""), 5, 10, "UInt32")
        table("controls", ["The ranges that BertNormalizer takes away."],
              bounds(c for c in SCALARS if bert.normalize_str(chr(c)) == ""), 5, 10, "UInt32")
        table("punctuation", ["The ranges that Punctuation cuts at."],
              bounds(c for c in SCALARS if c != 0x20 and not punctuation.pre_tokenize_str(chr(c))), 5, 10, "UInt32")
        # Digits cuts a letter off a number, and not off a letter.
        table("numbers", ["The ranges that Digits cuts at."],
              bounds(c for c in SCALARS if len(digits.pre_tokenize_str("a" + chr(c))) == 2), 5, 10, "UInt32")


if __name__ == "__main__":
    main()
