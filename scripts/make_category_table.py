#!/usr/bin/env python3
"""Writes the table of general categories and scripts that the regular expressions read.

    python3 -m pip install tokenizers
    scripts/make_category_table.py Sources/Tokenization/Regex/UnicodeTables

The members of each `\\p{...}` come from the engine inside Hugging Face's `tokenizers` (Oniguruma,
Unicode 16.0 in its version 0.23), so that its Unicode version is ours at every code point.
"""
import contextlib
import pathlib
import sys

from tokenizers import Regex, pre_tokenizers

CATEGORIES = [
    "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe",
    "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Co",
]
SCRIPTS = ["Han", "Hangul", "Hiragana", "Katakana", "Latin", "Cyrillic", "Alphabetic"]
SCALARS = [code for code in range(0x110000) if not 0xD800 <= code < 0xE000]
TEXT = "".join(map(chr, SCALARS))


def members(name):
    split = pre_tokenizers.Split(Regex("\\p{%s}+" % name), "removed")
    found, position = set(), 0
    for _, (start, end) in [*split.pre_tokenize_str(TEXT), ("", (len(SCALARS), 0))]:
        found.update(SCALARS[position:start])
        position = end
    return found


def rows(words):
    for start in range(0, len(words), 8):
        yield "    " + ", ".join(words[start:start + 8]) + ","


@contextlib.contextmanager
def extension(name):
    """What is printed inside becomes a file with an extension of UnicodeProperty."""
    path = pathlib.Path(sys.argv[1]) / f"{name}.swift"
    with path.open("w") as file, contextlib.redirect_stdout(file):
        print("// Made by scripts/make_category_table.py; not edited by hand.\n")
        print("extension UnicodeProperty {")
        yield
        print("}")


def main():
    category = [0] * 0x110000
    for number, name in enumerate(CATEGORIES):
        for code in members(name) if number else ():
            category[code] = number
    runs = [code << 5 | category[code] for code in range(0x110000)
            if code == 0 or category[code] != category[code - 1]]
    with extension("UnicodeTables+Categories"):
        print("  /// Where a general category begins: the first code point of each run shifted left by")
        print("  /// five bits, and below it the category's place in ``categories``.")
        print("  static let categoryRuns: [UInt32] = [")
        print("\n".join(rows(["0x%07x" % run for run in runs])))
        print("  ]\n")
        print("  static let categories = [")
        for start in range(0, len(CATEGORIES), 12):
            print("    " + ", ".join('"%s"' % name for name in CATEGORIES[start:start + 12]) + ",")
        print("  ]")
    with extension("UnicodeTables+Scripts"):
        print("  /// First and last code points of the ranges of scripts and derived properties.")
        print("  static let scripts: [(name: String, bounds: [UInt32])] = [")
        for name in SCRIPTS:
            inside = members(name)
            bounds = [code for code in sorted(inside)
                      for _ in range((code - 1 not in inside) + (code + 1 not in inside))]
            print('    (\n      "%s",\n      [' % name)
            print("\n".join("    " + row for row in rows(["0x%05x" % bound for bound in bounds])))
            print("      ]\n    ),")
        print("  ]")


if __name__ == "__main__":
    main()
