#!/usr/bin/env python3
"""What `transformers` makes of the committed tiny checkpoints beside logits.

    make_adapter_fixtures.py states       Tests/Fixtures/embeddings/<family>.json
    make_adapter_fixtures.py lora         Tests/Fixtures/adapters/
    make_adapter_fixtures.py encoders     Tests/Fixtures/encoders/

Everything is computed in float64 from the weights as they are stored. An adapter's reference is the
model with `weight + scale * B @ A` put in place of each weight.
"""
import json
import sys
from pathlib import Path

import gguf
import numpy as np
import torch
from safetensors.torch import save_file
from transformers import AutoModel, AutoModelForCausalLM

FIXTURES = Path(__file__).resolve().parent.parent / "Tests" / "Fixtures"
DECODERS = ["gemma3", "llama", "qwen3"]


def rounded(vector):
    return [float(f"{value:.7g}") for value in vector.tolist()]


def states():
    """The states of a prompt's tokens behind the last norm, pooled in each way."""
    folder = FIXTURES / "embeddings"
    folder.mkdir(exist_ok=True)
    for name in DECODERS:
        reference = json.loads((FIXTURES / "families" / name / "reference.json").read_text())
        model = AutoModel.from_pretrained(FIXTURES / "families" / name, dtype=torch.float64)
        with torch.no_grad():
            ids = torch.tensor([reference["prompt"]])
            rows = model.eval()(ids).last_hidden_state[0]
        pooled = {"mean": rows.mean(0), "last": rows[-1], "cls": rows[0]}
        text = json.dumps({key: rounded(value) for key, value in pooled.items()})
        (folder / f"{name}.json").write_text(text + "\n")


# family: modules that are adapted, rank and alpha where they are not the default, rslora
ADAPTERS = {
    "llama": (
        ["self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.o_proj",
         "mlp.gate_proj", "mlp.up_proj", "mlp.down_proj"], {}, {}, False),
    "qwen3": (["self_attn.q_proj", "mlp.down_proj"], {"mlp.down_proj": 5},
              {"layers.1.mlp.down_proj": 3.0}, True),
    "phi3": (["self_attn.qkv_proj", "mlp.gate_up_proj"], {}, {}, False),
}
RANK, ALPHA, POSITIONS = 3, 6.0, [0, 41, 95]
GGUF_NAMES = {
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}


def pattern(module, patterns, default):
    found = [v for k, v in patterns.items() if module == k or module.endswith("." + k)]
    return found[0] if found else default


def lora():
    for name, (modules, ranks, alphas, rslora) in ADAPTERS.items():
        torch.manual_seed(7)
        source = FIXTURES / "families" / name
        folder = FIXTURES / "adapters" / name
        folder.mkdir(parents=True, exist_ok=True)
        model = AutoModelForCausalLM.from_pretrained(source, dtype=torch.float64).eval()
        tensors = {}
        for path, linear in model.named_modules():
            if not any(path.endswith("." + module) for module in modules):
                continue
            rank, alpha = pattern(path, ranks, RANK), pattern(path, alphas, ALPHA)
            down = (torch.randn(rank, linear.in_features) * 0.15).half()
            up = (torch.randn(linear.out_features, rank) * 0.15).half()
            tensors[f"base_model.model.{path}.lora_A.weight"] = down
            tensors[f"base_model.model.{path}.lora_B.weight"] = up
            scale = alpha / (rank ** 0.5 if rslora else rank)
            with torch.no_grad():
                linear.weight += scale * up.double() @ down.double()
        save_file(tensors, folder / "adapter_model.safetensors")
        config = {
            "peft_type": "LORA", "task_type": "CAUSAL_LM", "r": RANK, "lora_alpha": ALPHA,
            "target_modules": [module.split(".")[-1] for module in modules], "bias": "none",
            "use_rslora": rslora, "use_dora": False, "fan_in_fan_out": False,
            "rank_pattern": ranks, "alpha_pattern": alphas, "modules_to_save": None,
        }
        (folder / "adapter_config.json").write_text(json.dumps(config, indent=1) + "\n")
        prompt = json.loads((source / "reference.json").read_text())["prompt"]
        with torch.no_grad():
            logits = model(torch.tensor([prompt])).logits[0]
        rows = {str(position): rounded(logits[position]) for position in POSITIONS}
        (folder / "logits.json").write_text(json.dumps(rows) + "\n")
        if name == "llama":
            write_gguf(folder / "adapter.gguf", tensors, model.config)


def write_gguf(path, tensors, config):
    """The same adapter as llama.cpp keeps it: rows of q and k moved so that pairs are adjacent."""
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", ALPHA)
    for name, tensor in tensors.items():
        words = name.removeprefix("base_model.model.model.layers.").split(".")
        index, module, part = words[0], ".".join(words[1:-2]), words[-2]
        value = tensor.float().numpy()
        heads = {"self_attn.q_proj": config.num_attention_heads,
                 "self_attn.k_proj": config.num_key_value_heads}.get(module)
        if heads and part == "lora_B":
            value = value.reshape(heads, 2, -1, value.shape[1]).swapaxes(1, 2).reshape(value.shape)
        suffix = "lora_a" if part == "lora_A" else "lora_b"
        writer.add_tensor(
            f"blk.{index}.{GGUF_NAMES[module]}.weight.{suffix}", np.ascontiguousarray(value))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def encoders():
    """Tiny random encoders, and the states of the tokens of a text."""
    from transformers import BertConfig, BertModel, XLMRobertaConfig, XLMRobertaModel
    sizes = {"vocab_size": 67, "hidden_size": 40, "num_hidden_layers": 2, "num_attention_heads": 5,
             "intermediate_size": 52, "max_position_embeddings": 50, "initializer_range": 0.3}
    makers = {"bert": (BertConfig(**sizes), BertModel),
              "xlm-roberta": (XLMRobertaConfig(**sizes, type_vocab_size=1, pad_token_id=1),
                              XLMRobertaModel)}
    for name, (config, maker) in makers.items():
        torch.manual_seed(11)
        folder = FIXTURES / "encoders" / name
        model = maker(config).eval()
        with torch.no_grad():
            for parameter in model.parameters():  # biases and norms are constants at first
                if parameter.dim() == 1:
                    parameter += torch.randn_like(parameter) * 0.2
        model.half().save_pretrained(folder)
        model = maker.from_pretrained(folder, dtype=torch.float64).eval()
        ids = torch.randint(5, sizes["vocab_size"], (1, 37), generator=torch.manual_seed(3))
        with torch.no_grad():
            states = model(ids).last_hidden_state[0]
        text = json.dumps({"ids": ids[0].tolist(), "mean": rounded(states.mean(0)),
                           "cls": rounded(states[0]), "last": rounded(states[-1])})
        (folder / "reference.json").write_text(text + "\n")


if __name__ == "__main__":
    for job in sys.argv[1:] or ["states", "lora", "encoders"]:
        {"states": states, "lora": lora, "encoders": encoders}[job]()
