#!/usr/bin/env python3
"""Writes the table of character classes that the pre-tokenizers read.

    python3.13 scripts/make_unicode_table.py > Sources/Tokenization/UnicodeClassTable.swift

The classes come from this Python's unicodedata, so its version decides; 15.1, of Python 3.13, is
the one that llama.cpp's table equals at every code point.
"""
import sys
import unicodedata

# The order is UnicodeClass's in Swift.
CLASSES = {"L": 1, "N": 2, "P": 3, "M": 4, "S": 5}
# `\s` of the pre-tokenizers' regular expressions is the property White_Space, not a category.
WHITE_SPACE = [
    *range(0x09, 0x0E), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F,
    0x205F, 0x3000,
]
SPACE, OTHER = 6, 0


def class_of(code_point):
    if code_point in WHITE_SPACE:
        return SPACE
    return CLASSES.get(unicodedata.category(chr(code_point))[0], OTHER)


def runs():
    previous = None
    for code_point in range(0x110000):
        current = class_of(code_point)
        if current != previous:
            yield code_point << 3 | current
        previous = current


def main():
    words = [f"0x{run:06x}" for run in runs()]
    print("// Made by scripts/make_unicode_table.py; not edited by hand.\n")
    print("extension UnicodeClasses {")
    print(f"  /// Where a class begins in Unicode {unicodedata.unidata_version}: the first code point "
          "of each run")
    print("  /// shifted left by three bits, and the class of the run below it.")
    print("  static let runs: [UInt32] = [")
    for start in range(0, len(words), 9):
        print("    " + ", ".join(words[start:start + 9]) + ",")
    print("  ]\n}")


if __name__ == "__main__":
    sys.exit(main())
