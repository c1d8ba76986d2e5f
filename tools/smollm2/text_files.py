"""Writes config.json, generation_config.json, tokenizer.json and tokenizer_config.json from the GGUF's metadata."""

import json
from pathlib import Path
from typing import Any

from gguf_model import GgufModel

CONTROL = 3  # GGUF's type of a token that is not text


def write_text_files(folder: Path, model: GgufModel) -> None:
    files = {
        "config.json": _config(model),
        "generation_config.json": {"_from_model_config": True, **_special_ids(model), "use_cache": False},
        "tokenizer.json": _tokenizer(model),
        "tokenizer_config.json": _tokenizer_config(model),
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _special_ids(model: GgufModel) -> dict[str, int]:
    keys = {"bos": "bos", "eos": "eos", "pad": "padding"}
    return {f"{name}_token_id": model.metadata(f"tokenizer.ggml.{key}_token_id") for name, key in keys.items()}


def _config(model: GgufModel) -> dict[str, Any]:
    return {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "hidden_act": "silu",
        "hidden_size": model.width,
        "intermediate_size": model.feed_forward,
        "num_hidden_layers": model.layers,
        "num_attention_heads": model.heads,
        "num_key_value_heads": model.key_heads,
        "head_dim": model.head_width,
        "max_position_embeddings": model.metadata("llama.context_length"),
        "rms_norm_eps": float(f"{model.epsilon:.6g}"),  # 1e-5, which the GGUF has as float32
        "rope_theta": model.rope_base,
        "rope_scaling": None,
        "attention_bias": False,
        "mlp_bias": False,
        "tie_word_embeddings": True,
        "use_cache": False,
        "vocab_size": model.vocabulary,
        **_special_ids(model),
    }


def _added_tokens(model: GgufModel) -> list[dict[str, Any]]:
    tokens, kinds = (model.metadata(f"tokenizer.ggml.{key}") for key in ("tokens", "token_type"))
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return [{"id": id, "content": tokens[id], **flags} for id, kind in enumerate(kinds) if int(kind) == CONTROL]


def _tokenizer(model: GgufModel) -> dict[str, Any]:
    wanted = {"model": "gpt2", "pre": "smollm", "add_bos_token": False, "add_space_prefix": False}
    for key, value in wanted.items():
        if model.metadata(f"tokenizer.ggml.{key}") != value:
            raise ValueError(f"tokenizer.ggml.{key} is not {value}")
    byte_level = {"type": "ByteLevel", "trim_offsets": True, "use_regex": True}
    # 'smollm': every number character alone, then GPT-2's pattern. Not `Digits`: some libraries know only 0 to 9 by it.
    digits = {"type": "Split", "pattern": {"Regex": "\\p{N}"}, "behavior": "Isolated", "invert": False}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": _added_tokens(model),
        "normalizer": None,
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [digits, {**byte_level, "add_prefix_space": False}]},
        "post_processor": None,
        "decoder": {**byte_level, "add_prefix_space": True},
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": False,
            "byte_fallback": False,
            "ignore_merges": False,
            "vocab": {token: id for id, token in enumerate(model.metadata("tokenizer.ggml.tokens"))},
            "merges": list(model.metadata("tokenizer.ggml.merges")),
        },
    }


def _tokenizer_config(model: GgufModel) -> dict[str, Any]:
    tokens = model.metadata("tokenizer.ggml.tokens")
    keys = {"bos": "bos", "eos": "eos", "unk": "unknown", "pad": "padding"}
    named = {f"{name}_token": tokens[model.metadata(f"tokenizer.ggml.{key}_token_id")] for name, key in keys.items()}
    without_id = lambda token: {key: value for key, value in token.items() if key != "id"}
    return {
        "add_prefix_space": False,
        "add_bos_token": False,
        "clean_up_tokenization_spaces": False,
        "added_tokens_decoder": {str(token["id"]): without_id(token) for token in _added_tokens(model)},
        "additional_special_tokens": [named["bos_token"], named["eos_token"]],
        **named,
        "model_max_length": model.metadata("llama.context_length"),
        "tokenizer_class": "PreTrainedTokenizerFast",
        "chat_template": model.metadata("tokenizer.chat_template"),
    }
