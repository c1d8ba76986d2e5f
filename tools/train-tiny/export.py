"""Writes the trained models as transformers.js folders: ONNX with fp16 weights, config, tokenizer.

Each folder is built aside and moved into place, so a reader never sees half of one.
"""

import json
import shutil
import sys

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

import tokenizer as shared_tokenizer
from models import EPSILON, ROPE_BASE
from settings import (
    BOS, CAUSAL_FEED_FORWARD, CONTEXT, EOS, HEADS, LAYERS, MASKED_FEED_FORWARD, MODELS, PAD, VOCABULARY, WIDTH, WORK,
)
from train import load

OPSET = 17
_SMALLEST_FP16 = 64  # elements; scalars and shapes stay as they are

_COMMON_CONFIG = dict(
    vocab_size=VOCABULARY, hidden_size=WIDTH, num_hidden_layers=LAYERS, num_attention_heads=HEADS,
    bos_token_id=BOS, eos_token_id=EOS, pad_token_id=PAD, tie_word_embeddings=True, torch_dtype="float32",
)
CONFIGS = {
    "causal-lm": dict(
        architectures=["LlamaForCausalLM"], model_type="llama", **_COMMON_CONFIG, num_key_value_heads=HEADS,
        intermediate_size=CAUSAL_FEED_FORWARD, max_position_embeddings=CONTEXT, rms_norm_eps=EPSILON,
        rope_theta=ROPE_BASE, hidden_act="silu", attention_bias=False, mlp_bias=False,
    ),
    # RoBERTa counts positions from the padding id + 1, hence two more rows than tokens.
    "masked-lm": dict(
        architectures=["RobertaForMaskedLM"], model_type="roberta", **_COMMON_CONFIG, type_vocab_size=1,
        intermediate_size=MASKED_FEED_FORWARD, max_position_embeddings=CONTEXT + PAD + 1, layer_norm_eps=EPSILON,
        hidden_act="gelu",
    ),
}
_SPECIAL_NAMES = dict(
    bos_token="<s>", eos_token="</s>", unk_token="<unk>", pad_token="<pad>", mask_token="<mask>", sep_token="</s>",
    cls_token="<s>",
)


def _to_onnx(name: str, path) -> None:
    example = torch.randint(5, VOCABULARY, (2, 9))
    axes = {0: "batch", 1: "sequence"}
    torch.onnx.export(
        load(name), (example, torch.ones_like(example)), str(path), opset_version=OPSET, dynamo=False,
        input_names=["input_ids", "attention_mask"], output_names=["logits"], do_constant_folding=True,
        dynamic_axes=dict(input_ids=axes, attention_mask=axes, logits=axes),
    )


def _store_as_fp16(path) -> None:
    """Keeps every large float initialiser as fp16 behind a Cast that the runtime folds when it loads the model."""
    model = onnx.load(path)
    graph = model.graph
    casts = []
    for tensor in list(graph.initializer):
        if tensor.data_type != TensorProto.FLOAT or int(np.prod(tensor.dims)) < _SMALLEST_FP16:
            continue
        half = numpy_helper.to_array(tensor).astype(np.float16)
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(half, f"{tensor.name}_fp16"))
        casts.append(
            helper.make_node("Cast", [f"{tensor.name}_fp16"], [tensor.name], to=TensorProto.FLOAT, name=f"cast_{tensor.name}")
        )
    nodes = list(graph.node)
    del graph.node[:], graph.value_info[:]
    graph.node.extend(casts + nodes)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def _write_json(path, value, **options) -> None:
    path.write_text(json.dumps(value, **options) + "\n", encoding="utf8")


def export(name: str) -> None:
    building = WORK / f"export-{name}"
    shutil.rmtree(building, ignore_errors=True)
    (building / "onnx").mkdir(parents=True)
    _to_onnx(name, building / "onnx" / "model.onnx")
    _store_as_fp16(building / "onnx" / "model.onnx")
    _write_json(building / "config.json", CONFIGS[name], indent=2)
    finished = shared_tokenizer.with_special_tokens(shared_tokenizer.load(), end=name == "masked-lm")
    _write_json(building / "tokenizer.json", json.loads(finished.to_str()), ensure_ascii=False, separators=(",", ":"))
    _write_json(building / "special_tokens_map.json", _SPECIAL_NAMES, indent=2)
    _write_json(
        building / "tokenizer_config.json",
        dict(
            _SPECIAL_NAMES, tokenizer_class="PreTrainedTokenizerFast", model_max_length=CONTEXT,
            clean_up_tokenization_spaces=False, add_prefix_space=False,
        ),
        indent=2,
    )
    MODELS.mkdir(parents=True, exist_ok=True)
    target, old = MODELS / name, WORK / f"old-{name}"
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    building.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    size = (target / "onnx" / "model.onnx").stat().st_size
    print(f"{name}: {size / 1e6:.2f} MB of weights and graph")


if __name__ == "__main__":
    for chosen in sys.argv[1:] or list(CONFIGS):
        export(chosen)
