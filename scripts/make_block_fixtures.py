#!/usr/bin/env python3
"""Blocks of every quantised type and the numbers that the `gguf` package reads from them.

    pip install gguf==0.19.0 numpy
    python3 scripts/make_block_fixtures.py

Writes Tests/Fixtures/blocks/blocks.bin: for each type its number, a count of blocks, the blocks, and
float32 numbers, all little endian. Quants are random bits; scales in half precision are drawn from
all signs and from subnormal to 8, so that every bit of the formats is exercised.
"""

import pathlib

import numpy as np
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType as T
from gguf.quants import dequantize

HALVES = {T.Q4_1: [0, 2], T.Q5_1: [0, 2], T.Q4_K: [0, 2], T.Q5_K: [0, 2], T.Q2_K: [80, 82],
          T.Q3_K: [108], T.Q6_K: [208], T.MXFP4: []}
TYPES = [T.Q4_0, T.Q4_1, T.Q5_0, T.Q5_1, T.Q8_0, T.Q2_K, T.Q3_K, T.Q4_K, T.Q5_K, T.Q6_K,
         T.IQ4_NL, T.IQ4_XS, T.MXFP4]

random = np.random.default_rng(20)
out = bytearray()
for kind in TYPES:
    length, size = GGML_QUANT_SIZES[kind]
    count = 1024 // length
    blocks = random.integers(0, 256, (count, size), dtype=np.uint8)
    for offset in HALVES.get(kind, [0]):
        scales = random.integers(0, 0x4800, count) | random.integers(0, 2, count) << 15
        blocks[:, offset:offset + 2] = scales.astype("<u2").view(np.uint8).reshape(count, 2)
    if kind == T.MXFP4:
        blocks[:, 0] = random.integers(0, 255, count)
    numbers = dequantize(blocks.reshape(1, -1), kind).astype("<f4")
    assert numbers.size == 1024 and np.isfinite(numbers).all()
    out += np.array([int(kind), count], dtype="<u4").tobytes() + blocks.tobytes() + numbers.tobytes()
target = pathlib.Path(__file__).parent.parent / "Tests/Fixtures/blocks/blocks.bin"
target.write_bytes(out)
