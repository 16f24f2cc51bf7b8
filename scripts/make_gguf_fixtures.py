#!/usr/bin/env python3
"""Writes the GGUF files that the tests of ModelFiles read, with the gguf package of llama.cpp.

    python3 -m pip install gguf numpy
    scripts/make_gguf_fixtures.py [Tests/Fixtures/gguf]

The values follow rules that the tests repeat in Swift, so the files are evidence that two writers
of the format, and two quantisers, agree.
"""
import pathlib
import sys

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Type

FOLDER = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "Tests/Fixtures/gguf")


def values(count, scale=4.0):
    """Floats that are exact in both languages: 24 bits of a multiplicative hash, in ±scale / 2."""
    hashes = (np.arange(count, dtype=np.uint64) * 2654435761) % 2**32 >> 8
    return ((hashes.astype(np.float32) / np.float32(2**24)) - np.float32(0.5)) * np.float32(scale)


def writer(name, architecture="llama", alignment=None):
    result = gguf.GGUFWriter(FOLDER / name, architecture)
    if alignment:
        result.add_custom_alignment(alignment)
    return result


def finish(w):
    w.write_header_to_file()
    w.write_kv_data_to_file()
    w.write_tensors_to_file()
    w.close()


def quantized(w, name, shape, kind, data):
    w.add_tensor(name, gguf.quants.quantize(data.reshape(shape), kind), raw_dtype=kind)


def every_type():
    w = writer("every-type.gguf")
    w.add_uint8("test.uint8", 255)
    w.add_int8("test.int8", -128)
    w.add_uint16("test.uint16", 65535)
    w.add_int16("test.int16", -32768)
    w.add_uint32("test.uint32", 2**32 - 1)
    w.add_int32("test.int32", -(2**31))
    w.add_uint64("test.uint64", 2**64 - 1)
    w.add_int64("test.int64", -(2**63))
    w.add_float32("test.float32", 0.1)
    w.add_float64("test.float64", 0.1)
    w.add_bool("test.bool", True)
    w.add_string("test.string", "안녕, world")
    w.add_array(
        "test.strings",
        ["", "가", "\u1100\u1161\u11a8", "<|im_end|>", "\u1100\u1161"] + [f"t{i}" for i in range(40)],
    )
    w.add_array("test.integers", [-1, 0, 1, 2**31 - 1])
    w.add_array("test.floats", [0.5, -2.25, 1e6])
    w.add_array("test.bools", [True, False, True])
    wide = values(8 * 64)
    wide[64:96] = 0  # a block of zeros
    w.add_tensor("one.f32", values(3))
    w.add_tensor("two.f16", values(2 * 5).astype(np.float16).reshape(2, 5))
    quantized(w, "three.bf16", (2, 3, 4), Type.BF16, values(24))
    quantized(w, "two.q8_0", (8, 64), Type.Q8_0, wide)
    quantized(w, "four.q4_0", (2, 2, 2, 64), Type.Q4_0, wide)
    finish(w)


def vocabulary():
    w = writer("vocabulary.gguf", "qwen3")
    w.add_tokenizer_model("gpt2")
    w.add_token_list([chr(c) for c in range(0x21, 0x7F)] + ["안", "녕"])
    w.add_token_types([1] * 96)
    w.add_bos_token_id(0)
    finish(w)


def aligned():
    w = writer("aligned-256.gguf", alignment=256)
    w.add_tensor("a", values(5))
    w.add_tensor("b", values(7))
    finish(w)


def version_two():
    """Versions 2 and 3 differ in the number only, for little-endian files."""
    data = bytearray((FOLDER / "aligned-256.gguf").read_bytes())
    data[4] = 2
    (FOLDER / "version-2.gguf").write_bytes(data)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    every_type()
    vocabulary()
    aligned()
    version_two()
