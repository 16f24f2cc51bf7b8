#!/usr/bin/env python3
"""Writes the tiny random checkpoints of Tests/Fixtures/models, with what a float64 reference says about them.

    python3 -m pip install torch transformers gguf numpy
    python3 scripts/make_fixtures.py [--out Tests/Fixtures/models]

Per family one `transformers` model with random weights is rounded to each element type, and the
reference runs in float64 on the *rounded* weights, so that a difference is the decoder's alone.
`reference.json` lists per file the prompt, the positions whose logits `NAME.logits` holds (float32,
little-endian, [positions, vocabulary]) and the greedy continuation. A seed is kept only if every
greedy choice is clear (`CLEAR` deviations), so that tests may ask for equal ids.
"""
import argparse
import json
import pathlib

import gguf
import numpy as np
import torch
from gguf import GGMLQuantizationType as Type
from transformers import LlamaConfig, LlamaForCausalLM, Qwen3Config, Qwen3ForCausalLM
from transformers.models.llama import modeling_llama
from transformers.models.qwen3 import modeling_qwen3

VOCABULARY = 259
PROMPT, CONTINUATION = 96, 32
CLEAR = 2e-3  # smallest gap between the two best logits, in deviations of the logits
CONTEXT = 512

# Heads times head width differs from the width everywhere, so that no reader can derive it.
FAMILIES = {
    "llama": dict(
        family="llama", heads=4, kv=2, head=24, ffn=64, tied=False, theta=1e4, eps=1e-5,
        types=["f32", "f16", "bf16", "q8_0", "q4_0"]),
    "llama3-rope": dict(
        family="llama", heads=4, kv=1, head=32, ffn=32, tied=True, theta=5e5, eps=1e-5,
        rope=dict(rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
                  original_max_position_embeddings=32),
        types=["f16"]),
    "llama-bias-linear": dict(
        family="llama", heads=2, kv=1, head=48, ffn=32, tied=True, theta=1e4, eps=1e-6, bias=True,
        rope=dict(rope_type="linear", factor=4.0), types=["f16"]),
    "qwen3": dict(
        family="qwen3", heads=4, kv=2, head=32, ffn=64, tied=True, theta=1e6, eps=1e-6,
        types=["f32", "f16", "bf16", "q8_0", "q4_0"]),
}
WIDTH, LAYERS = 64, 2
TYPES = {"f32": Type.F32, "f16": Type.F16, "bf16": Type.BF16, "q8_0": Type.Q8_0, "q4_0": Type.Q4_0}
FILE_TYPES = {"f32": 0, "f16": 1, "bf16": 32, "q8_0": 7, "q4_0": 2}


def norm_in_double(self, x):
    """RMSNorm without the detour through float32 that the library takes."""
    return self.weight * (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.variance_epsilon))


def rotary_in_double(shape):
    """The rotary tables in float64, frequencies included."""
    frequencies = shape["theta"] ** (-np.arange(0, shape["head"], 2) / shape["head"])
    rope = shape.get("rope")
    if rope and rope["rope_type"] == "linear":
        frequencies = frequencies / rope["factor"]
    elif rope:
        frequencies = frequencies / llama3_factors(shape).astype(np.float64)
    frequencies = torch.tensor(frequencies, dtype=torch.float64)

    def forward(self, x, position_ids):
        angles = position_ids[..., None].double() * frequencies
        angles = torch.cat((angles, angles), dim=-1)
        return angles.cos(), angles.sin()

    return forward


def llama3_factors(shape):
    """What `rope_freqs.weight` holds: each frequency's divisor, from Llama 3.1's published rule."""
    rope = shape["rope"]
    original = rope["original_max_position_embeddings"]
    factors = []
    for i in range(0, shape["head"], 2):
        wavelength = 2 * np.pi * shape["theta"] ** (i / shape["head"])
        if wavelength < original / rope["high_freq_factor"]:
            factors.append(1.0)
        elif wavelength > original / rope["low_freq_factor"]:
            factors.append(rope["factor"])
        else:
            smooth = (original / wavelength - rope["low_freq_factor"]) / (
                rope["high_freq_factor"] - rope["low_freq_factor"])
            factors.append(1 / ((1 - smooth) / rope["factor"] + smooth))
    return np.array(factors, np.float32)


def build(shape, seed):
    """A model with random weights whose attention is peaked and whose logits spread."""
    rope = dict(shape.get("rope") or dict(rope_type="default"), rope_theta=shape["theta"])
    arguments = dict(
        vocab_size=VOCABULARY, hidden_size=WIDTH, intermediate_size=shape["ffn"],
        num_hidden_layers=LAYERS, num_attention_heads=shape["heads"],
        num_key_value_heads=shape["kv"], head_dim=shape["head"], max_position_embeddings=CONTEXT,
        rms_norm_eps=shape["eps"], tie_word_embeddings=shape["tied"], rope_parameters=rope,
        attention_bias=shape.get("bias", False), attn_implementation="sdpa")
    if shape["family"] == "llama":
        model = LlamaForCausalLM(LlamaConfig(**arguments))
    else:
        model = Qwen3ForCausalLM(Qwen3Config(**arguments))
    random = np.random.default_rng(seed)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            size = tuple(weight.shape)
            if "norm" in name:
                value = 1 + 0.2 * random.standard_normal(size)
            elif name.endswith("bias"):
                value = 0.2 * random.standard_normal(size)
            elif "embed_tokens" in name:
                value = random.standard_normal(size) * (0.2 if shape["tied"] else 1)
            else:
                value = random.standard_normal(size) * 1.2 / np.sqrt(size[1])
            weight.copy_(torch.tensor(value))
    return model.double().eval()


def round_weights(model, kind):
    """Rounds the matrices to the element type in place; returns the bytes for the file by name."""
    stored = {}
    with torch.no_grad():
        for name, weight in model.named_parameters():
            value = weight.detach().numpy().astype(np.float32)
            # Norms and biases stay in float32, as every converter leaves them.
            target = TYPES[kind] if value.ndim == 2 else Type.F32
            data = gguf.quants.quantize(value, target)
            weight.copy_(torch.tensor(gguf.quants.dequantize(data, target).astype(np.float64)))
            stored[name] = (value, target)
    return stored


def permuted(value, heads):
    """The order of rows in which GGUF files of the llama family keep q and k: pairs side by side."""
    rest = value.shape[1:]
    return value.reshape(heads, 2, value.shape[0] // heads // 2, *rest).swapaxes(1, 2).reshape(
        value.shape)


NAMES = {
    "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm",
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "self_attn.q_norm": "attn_q_norm",
    "self_attn.k_norm": "attn_k_norm", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}


def file_name(name):
    """`model.layers.0.self_attn.q_proj.weight` as GGUF calls it."""
    stem, _, kind = name.rpartition(".")
    top = {"model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output"}
    if stem in top:
        return f"{top[stem]}.{kind}"
    _, _, layer, rest = stem.split(".", 3)
    return f"blk.{layer}.{NAMES[rest]}.{kind}"


def add_tokenizer(writer, family):
    """259 tokens without learned merges, so that the file opens in every engine."""
    if family == "llama":
        writer.add_tokenizer_model("llama")
        writer.add_token_list(["<unk>", "<s>", "</s>"] + [f"<0x{b:02X}>" for b in range(256)])
        writer.add_token_scores([0.0] * VOCABULARY)
        writer.add_token_types([2, 3, 3] + [6] * 256)
        writer.add_bos_token_id(1)
        writer.add_eos_token_id(2)
        writer.add_unk_token_id(0)
        writer.add_add_bos_token(True)
    else:
        # The printable alphabet of byte-level BPE: visible Latin-1 stands for itself, the other
        # bytes move up from U+0100 in order.
        plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
        moved = iter(range(256, 512))
        letters = [chr(b) if b in plain else chr(next(moved)) for b in range(256)]
        writer.add_tokenizer_model("gpt2")
        writer.add_tokenizer_pre("qwen2")
        writer.add_token_list(letters + ["th", "<|im_start|>", "<|im_end|>"])
        writer.add_token_types([1] * 257 + [3, 3])
        writer.add_token_merges(["t h"])
        writer.add_eos_token_id(258)
        writer.add_add_bos_token(False)


def write(path, shape, stored, kind):
    family = shape["family"]
    writer = gguf.GGUFWriter(path, family)
    writer.add_name(path.stem)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(shape["ffn"])
    writer.add_head_count(shape["heads"])
    writer.add_head_count_kv(shape["kv"])
    writer.add_key_length(shape["head"])
    writer.add_value_length(shape["head"])
    writer.add_layer_norm_rms_eps(shape["eps"])
    writer.add_rope_freq_base(shape["theta"])
    writer.add_rope_dimension_count(shape["head"])
    writer.add_vocab_size(VOCABULARY)
    writer.add_file_type(FILE_TYPES[kind])
    rope = shape.get("rope")
    if rope and rope["rope_type"] == "linear":
        writer.add_rope_scaling_type(gguf.RopeScalingType.LINEAR)
        writer.add_rope_scaling_factor(rope["factor"])
    add_tokenizer(writer, family)
    if rope and rope["rope_type"] == "llama3":
        writer.add_tensor("rope_freqs.weight", llama3_factors(shape))
    for name, (value, target) in stored.items():
        if family == "llama" and ("q_proj" in name or "k_proj" in name):
            value = permuted(value, shape["heads"] if "q_proj" in name else shape["kv"])
        data = gguf.quants.quantize(value, target)
        writer.add_tensor(file_name(name), data, raw_dtype=target)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def run(model, shape, prompt):
    """Logits at every position of the prompt, the greedy continuation, and its closest call."""
    rotary = rotary_in_double(shape)
    for module in (modeling_llama, modeling_qwen3):
        for kind in ("Llama", "Qwen3"):
            if hasattr(module, kind + "RMSNorm"):
                getattr(module, kind + "RMSNorm").forward = norm_in_double
                getattr(module, kind + "RotaryEmbedding").forward = rotary
    ids, closest = list(prompt), np.inf
    with torch.no_grad():
        logits = model(torch.tensor([ids])).logits[0].numpy()
        last = logits[-1]
        for _ in range(CONTINUATION):
            best = np.sort(last)[-2:]
            closest = min(closest, (best[1] - best[0]) / last.std())
            ids.append(int(last.argmax()))
            last = model(torch.tensor([ids])).logits[0, -1].numpy()
    return logits, ids[len(prompt):], closest


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("Tests/Fixtures/models"))
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    listing = []
    for label, shape in FAMILIES.items():
        for kind in shape["types"]:
            # A gap can be too small by chance: take the next seed then, and say which was taken.
            for seed in range(100):
                model = build(shape, seed)
                stored = round_weights(model, kind)
                prompt = np.random.default_rng(seed + 1000).integers(3, 256, PROMPT).tolist()
                logits, continuation, closest = run(model, shape, prompt)
                if closest > (CLEAR if kind[0] != "q" else 10 * CLEAR) and len(set(continuation)) > 8:
                    break
            else:
                raise SystemExit(f"{label}-{kind}: no seed with clear choices")
            name = f"{label}-{kind}"
            write(out / f"{name}.gguf", shape, stored, kind)
            # Quantised files are judged by a mean over positions: every fourth one is enough.
            positions = list(range(3, PROMPT, 4)) if kind[0] == "q" else list(range(PROMPT))
            logits[positions].astype("<f4").tofile(out / f"{name}.logits")
            listing.append(dict(
                name=name, seed=seed, vocabulary=VOCABULARY, prompt=prompt, positions=positions,
                continuation=continuation, closest=round(float(closest), 6)))
            print(name, "seed", seed, "closest", closest, "deviation", logits.std())
    (out / "reference.json").write_text(json.dumps(listing, separators=(",", ":")) + "\n")


main()
