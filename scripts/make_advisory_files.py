#!/usr/bin/env python3
"""Writes one small GGUF file for each public advisory on readers of the format.

    scripts/make_advisory_files.py [Tests/Fixtures/advisories]

Every file must end in an error: no reader may trap, hang, or ask for memory by a number in it. The
names say which report a file stands for; what is wrong with it stands beside it here.
"""
import pathlib
import struct
import sys

FOLDER = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "Tests/Fixtures/advisories")
UINT32, INT32, FLOAT32, STRING, ARRAY, UINT64 = 4, 5, 6, 8, 9, 10
HUGE = 2**64 - 1


def number(value, size=8):
    return (value % 2 ** (8 * size)).to_bytes(size, "little")


def text(value):
    data = value.encode()
    return number(len(data)) + data


def header(tensors=0, pairs=0, version=3):
    return b"GGUF" + number(version, 4) + number(tensors) + number(pairs)


def pair(key, kind, value):
    return text(key) + number(kind, 4) + value


def tensor(name, dimensions, kind=0, offset=0, count=None):
    listed = b"".join(number(d) for d in dimensions)
    return (text(name) + number(len(dimensions) if count is None else count, 4) + listed
            + number(kind, 4) + number(offset))


def array(kind, count, data=b""):
    return number(kind, 4) + number(count) + data


def padded(data, more=64):
    return data + bytes(-len(data) % 32) + bytes(more)


def model(changes=(), tensors=()):
    """A directory that names a small llama, with some of its values replaced."""
    values = {
        "general.architecture": (STRING, text("llama")),
        "llama.block_count": (UINT32, number(1, 4)),
        "llama.context_length": (UINT32, number(64, 4)),
        "llama.embedding_length": (UINT32, number(32, 4)),
        "llama.feed_forward_length": (UINT32, number(32, 4)),
        "llama.attention.head_count": (UINT32, number(2, 4)),
        "llama.attention.layer_norm_rms_epsilon": (FLOAT32, struct.pack("<f", 1e-5)),
    } | dict(changes)
    body = b"".join(pair(key, *value) for key, value in values.items())
    return padded(header(len(tensors), len(values)) + body + b"".join(tensors), 4096)


EMBEDDING = tensor("token_embd.weight", [32, 16])
TOKENS = array(STRING, 2, text("a") + text("b"))

FILES = {
    # Talos's five of January 2024: counts and lengths of the file size allocations unchecked.
    "cve-2024-21802-dimensions-product": header(1) + padded(tensor("t", [2**33, 2**33])),
    "cve-2024-21825-array-count": header(0, 1) + pair("k", ARRAY, array(UINT32, 2**61)),
    "cve-2024-21836-tensor-count": header(HUGE, 0) + bytes(64),
    "cve-2024-23496-string-length": header(0, 1) + number(HUGE) + bytes(64),
    "cve-2024-23605-pair-count": header(0, HUGE // 2) + bytes(64),
    # Sizes whose sum wraps to something small, and the way around the first mend.
    "cve-2025-53630-size-sum": padded(
        header(2) + tensor("a", [2**30, 2**30], offset=0) + tensor("b", [2**30, 2**30, 12],
                                                                   offset=2**62)),
    "cve-2026-27940-padded-sum": padded(
        header(2) + tensor("a", [2**61 - 8], offset=0) + tensor("b", [16], offset=2**63 - 32)),
    "ghsa-96jg-mvhq-q7q7-alignment": padded(
        header(1, 1) + pair("general.alignment", UINT32, number(0xFFFFFFE0, 4))
        + tensor("t", [8])),
    "ghsa-96jg-mvhq-q7q7-alignment-zero": padded(
        header(1, 1) + pair("general.alignment", UINT32, number(0, 4)) + tensor("t", [8])),
    # llama.cpp's pull requests.
    "llama.cpp-18674-offset-outside": padded(header(1) + tensor("t", [8], offset=2**40)),
    "llama.cpp-19856-overlap": padded(
        header(2) + tensor("a", [16], offset=0) + tensor("b", [16], offset=32), 96),
    "llama.cpp-26690-array-element-type": header(0, 1) + pair("k", ARRAY, array(77, 4, bytes(16))),
    "llama.cpp-26690-array-of-arrays": header(0, 1) + pair("k", ARRAY, array(ARRAY, 2, bytes(32))),
    "llama.cpp-26318-allocation-wraps": padded(header(1) + tensor("t", [2**62, 4], kind=8)),
    "ggml-709-null-name": padded(header(1) + tensor("", [8])),
    "ggml-1516-160-bytes": header(0, 0x04000000) + bytes(136),
    # A count of dimensions that a fixed array holds no place for.
    "gguf-tools-25-dimensions": padded(header(1) + tensor("t", [1] * 9)),
    "gguf-tools-25-dimensions-count": padded(header(1) + tensor("t", [1], count=0xFFFFFFFF)),
    # A count of layers beyond what a fixed table, or the file, holds.
    "acestep-98-block-count": model({"llama.block_count": (UINT32, number(2**31, 4))}, [EMBEDDING]),
    "acestep-98-block-count-negative": model(
        {"llama.block_count": (INT32, number(-1, 4))}, [EMBEDDING]),
    "ollama-17042-head-count-zero": model(
        {"llama.attention.head_count": (UINT32, number(0, 4))}, [EMBEDDING]),
    # Lists of the vocabulary that disagree, and sizes that 32 bits do not hold.
    "ghsa-7rxv-5jhh-j6xx-vocabulary-count": model({
        "tokenizer.ggml.model": (STRING, text("llama")),
        "tokenizer.ggml.tokens": (ARRAY, array(STRING, 2**31)),
    }, [EMBEDDING]),
    "ghsa-7rxv-5jhh-j6xx-token-types": model({
        "tokenizer.ggml.model": (STRING, text("llama")),
        "tokenizer.ggml.tokens": (ARRAY, TOKENS),
        "tokenizer.ggml.scores": (ARRAY, array(FLOAT32, 1, bytes(4))),
        "tokenizer.ggml.token_type": (ARRAY, array(INT32, 5, bytes(20))),
    }, [EMBEDDING]),
    "ghsa-7rxv-5jhh-j6xx-special-id": model({
        "tokenizer.ggml.model": (STRING, text("llama")),
        "tokenizer.ggml.tokens": (ARRAY, TOKENS),
        "tokenizer.ggml.scores": (ARRAY, array(FLOAT32, 2, bytes(8))),
        "tokenizer.ggml.bos_token_id": (UINT64, number(2**40)),
    }, [EMBEDDING]),
}


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, data in FILES.items():
        (FOLDER / f"{name}.gguf").write_bytes(data)
    print(f"{len(FILES)} files, {sum(map(len, FILES.values()))} bytes")


main()
