"""Stage 4: writes the GGUF (q8_0 matrices, f32 norms, tokenizer and chat template inside) and checks it.

The file is read back, dequantised, and run through `transformers`' Qwen3 and through our own forward pass; both must agree.
"""
import json

import gguf
import numpy as np
import torch

from common import ROOT, SPECIALS, WORK, Text, arguments, settings
from model import Decoder

TEMPLATE = ("{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n"
            "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}")
NAMES = {"embed": "token_embd", "norm": "output_norm", "attn_norm": "attn_norm", "ffn_norm": "ffn_norm", "q": "attn_q",
         "k": "attn_k", "v": "attn_v", "o": "attn_output", "q_norm": "attn_q_norm", "k_norm": "attn_k_norm",
         "gate": "ffn_gate", "up": "ffn_up", "down": "ffn_down"}


def gguf_name(name):
    part = name.split(".")
    return f"{NAMES[part[0]]}.weight" if part[0] != "layers" else f"blk.{part[1]}.{NAMES[part[2]]}.weight"


def write(path, state, c):
    w = gguf.GGUFWriter(str(path), "qwen3")
    w.add_name("ondevice default")
    w.add_description("Points at the messages of a Korean or English chat that matter, and names its topic.")
    w.add_license("cc-by-sa-4.0")
    w.add_license_name("Creative Commons Attribution-ShareAlike 4.0 International")
    w.add_license_link("https://creativecommons.org/licenses/by-sa/4.0/")
    w.add_languages(["ko", "en"])
    w.add_context_length(c["context"])
    w.add_embedding_length(c["width"])
    w.add_block_count(c["layers"])
    w.add_feed_forward_length(c["ffn"])
    w.add_head_count(c["heads"])
    w.add_head_count_kv(c["kv_heads"])
    w.add_key_length(c["head_size"])
    w.add_value_length(c["head_size"])
    w.add_layer_norm_rms_eps(c["eps"])
    w.add_rope_freq_base(c["theta"])
    w.add_rope_dimension_count(c["head_size"])
    w.add_vocab_size(c["vocab"])
    w.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    w.add_quantization_version(gguf.GGML_QUANT_VERSION)
    t = json.loads((WORK / "tokenizer.json").read_text(encoding="utf8"))
    vocab = {v: k for k, v in t["model"]["vocab"].items()} | {x["id"]: x["content"] for x in t["added_tokens"]}
    tokens = [vocab[i] for i in range(c["vocab"])]
    w.add_tokenizer_model("gpt2")
    w.add_tokenizer_pre("qwen2")
    w.add_token_list(tokens)
    w.add_token_types([gguf.TokenType.CONTROL if x in SPECIALS else gguf.TokenType.NORMAL for x in tokens])
    w.add_token_merges([m if isinstance(m, str) else " ".join(m) for m in t["model"]["merges"]])
    w.add_eos_token_id(tokens.index("<|im_end|>"))
    w.add_pad_token_id(tokens.index("<|endoftext|>"))
    w.add_add_bos_token(False)
    w.add_chat_template(TEMPLATE)
    for name, p in state.items():
        p = p.float().numpy()
        if p.ndim == 1:
            w.add_tensor(gguf_name(name), p)
        else:
            q8 = gguf.GGMLQuantizationType.Q8_0
            w.add_tensor(gguf_name(name), gguf.quants.quantize(p, q8), raw_dtype=q8)
    w.write_header_to_file()
    w.write_kv_data_to_file()
    w.write_tensors_to_file()
    w.close()


def read(path, c):
    """Our model with the file's weights."""
    back = {t.name: gguf.quants.dequantize(t.data, t.tensor_type) for t in gguf.GGUFReader(str(path)).tensors}
    model = Decoder(c)
    model.load_state_dict({n: torch.from_numpy(np.array(back[gguf_name(n)])) for n in model.state_dict()})
    return model.eval()


def reference(model, c):
    """The same weights in `transformers`."""
    from transformers import Qwen3Config, Qwen3ForCausalLM
    hf = Qwen3ForCausalLM(Qwen3Config(
        vocab_size=c["vocab"], hidden_size=c["width"], intermediate_size=c["ffn"], num_hidden_layers=c["layers"],
        num_attention_heads=c["heads"], num_key_value_heads=c["kv_heads"], head_dim=c["head_size"], rms_norm_eps=c["eps"],
        rope_parameters={"rope_type": "default", "rope_theta": c["theta"]}, max_position_embeddings=c["context"],
        tie_word_embeddings=True))
    part = {"q": "self_attn.q_proj", "k": "self_attn.k_proj", "v": "self_attn.v_proj", "o": "self_attn.o_proj",
            "q_norm": "self_attn.q_norm", "k_norm": "self_attn.k_norm", "gate": "mlp.gate_proj", "up": "mlp.up_proj",
            "down": "mlp.down_proj", "attn_norm": "input_layernorm", "ffn_norm": "post_attention_layernorm"}
    state = {"model.embed_tokens.weight": model.embed.weight, "model.norm.weight": model.norm.weight,
             "lm_head.weight": model.embed.weight}
    for name, p in model.state_dict().items():
        if name.startswith("layers"):
            _, i, kind, _ = name.split(".")
            state[f"model.layers.{i}.{part[kind]}.weight"] = p
    hf.load_state_dict(state)
    return hf.eval()


def main():
    p = arguments(__doc__, seconds=False)
    p.add_argument("--from", dest="source", default="finetune", help="stage whose checkpoint is exported")
    p.add_argument("--out", default=ROOT / "models/default.gguf")
    a = p.parse_args()
    c = settings()["model"]
    state = torch.load(WORK / f"{a.source}.pt")["model"]
    write(a.out, state, c)
    exact, model, text = Decoder(c), read(a.out, c), Text()
    exact.load_state_dict(state)
    lines = text.lines([("지훈", "토요일 7시에 강남역에서 보자"), ("Mina", "ok, I'll bring 2 cakes!"), ("세아", "네 알겠습니다")])
    ids = torch.tensor(text.head(lines) + text.pass_two(lines)[0])
    with torch.no_grad():
        mine, full = model.logits(model.hidden(ids)), exact.logits(exact.hidden(ids))
        theirs = reference(model, c)(ids[None]).logits[0]
    worst = ((mine - theirs).abs().max() / theirs.std()).item()
    lost = torch.nn.functional.kl_div(mine.log_softmax(-1), full.log_softmax(-1), log_target=True, reduction="batchmean")
    print(f"{a.out}: {sum(p.numel() for p in model.parameters()) / 1e6:.2f} M parameters; against transformers "
          f"{worst:.1e} of the logits' deviation; KL of rounding {lost.item():.1e}")
    assert worst < 1e-4, worst


if __name__ == "__main__":
    main()
