"""Checks the exported files against Hugging Face's own models with the same weights, and row independence.

Prints the largest differences. Fails where a folder would not be what its config.json says.
"""

import sys

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM, RobertaConfig, RobertaForMaskedLM

from export import CONFIGS
from settings import BOS, LAYERS, MODELS, VOCABULARY
from train import load

_LARGEST_DIFFERENCE = 1e-3  # of logits, against the same fp16-rounded weights in Hugging Face's code


def session(name: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    path = MODELS / name / "onnx" / "model.onnx"
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def logits(of: onnxruntime.InferenceSession, ids: np.ndarray, mask: np.ndarray | None = None) -> np.ndarray:
    mask = np.ones_like(ids) if mask is None else mask
    return of.run(None, dict(input_ids=ids, attention_mask=mask))[0]


def _rounded(state: dict) -> dict:
    """The weights as the export stores them."""
    return {key: value.half().float() if value.numel() >= 64 else value for key, value in state.items()}


def _causal_twin(state: dict) -> LlamaForCausalLM:
    names = {"model.embed_tokens.weight": state["embedding.weight"], "lm_head.weight": state["embedding.weight"]}
    names["model.norm.weight"] = state["norm.weight"]
    for layer in range(LAYERS):
        ours, theirs = f"blocks.{layer}.", f"model.layers.{layer}."
        query, key, value = state[ours + "query_key_value.weight"].chunk(3)
        gate, up = state[ours + "gate_up.weight"].chunk(2)
        names |= {
            theirs + "self_attn.q_proj.weight": query, theirs + "self_attn.k_proj.weight": key,
            theirs + "self_attn.v_proj.weight": value,
            theirs + "self_attn.o_proj.weight": state[ours + "attention_out.weight"],
            theirs + "mlp.gate_proj.weight": gate, theirs + "mlp.up_proj.weight": up,
            theirs + "mlp.down_proj.weight": state[ours + "down.weight"],
            theirs + "input_layernorm.weight": state[ours + "attention_norm.weight"],
            theirs + "post_attention_layernorm.weight": state[ours + "feed_forward_norm.weight"],
        }
    twin = LlamaForCausalLM(LlamaConfig(**CONFIGS["causal-lm"]))
    twin.load_state_dict(names)
    return twin.eval()


def _masked_twin(state: dict) -> RobertaForMaskedLM:
    prefix = "roberta.embeddings."
    names = {
        prefix + "word_embeddings.weight": state["embedding.weight"],
        prefix + "position_embeddings.weight": state["positions.weight"],
        prefix + "token_type_embeddings.weight": state["token_type"],
        prefix + "LayerNorm.weight": state["embedding_norm.weight"], prefix + "LayerNorm.bias": state["embedding_norm.bias"],
        "lm_head.dense.weight": state["head.weight"], "lm_head.dense.bias": state["head.bias"],
        "lm_head.layer_norm.weight": state["head_norm.weight"], "lm_head.layer_norm.bias": state["head_norm.bias"],
        "lm_head.bias": state["head_bias"], "lm_head.decoder.bias": state["head_bias"],
        "lm_head.decoder.weight": state["embedding.weight"],
    }
    renamed = {
        "attention_out": "attention.output.dense", "attention_norm": "attention.output.LayerNorm",
        "feed_forward": "intermediate.dense", "feed_forward_out": "output.dense", "feed_forward_norm": "output.LayerNorm",
    }
    for layer in range(LAYERS):
        ours, theirs = f"blocks.{layer}.", f"roberta.encoder.layer.{layer}."
        for part in ("weight", "bias"):
            for role, chunk in zip(("query", "key", "value"), state[f"{ours}query_key_value.{part}"].chunk(3), strict=True):
                names[f"{theirs}attention.self.{role}.{part}"] = chunk
            for our_name, their_name in renamed.items():
                names[f"{theirs}{their_name}.{part}"] = state[f"{ours}{our_name}.{part}"]
    twin = RobertaForMaskedLM(RobertaConfig(**CONFIGS["masked-lm"]))
    twin.load_state_dict(names)
    return twin.eval()


def verify(name: str) -> dict[str, float]:
    """Largest differences of logits, and whether rows of a batch are the bits they are alone."""
    run = session(name)
    state = _rounded(load(name).state_dict())
    twin = _causal_twin(state) if name == "causal-lm" else _masked_twin(state)
    random = np.random.default_rng(0)
    ids = random.integers(5, VOCABULARY, (8, 32))
    ids[:, 0] = BOS
    mask = np.ones_like(ids)
    mask[0, 20:] = 0
    with torch.no_grad():
        theirs = twin(input_ids=torch.tensor(ids)).logits.numpy()
        padded = twin(input_ids=torch.tensor(ids), attention_mask=torch.tensor(mask)).logits.numpy()
        unrounded = load(name)(torch.tensor(ids), torch.ones(ids.shape, dtype=torch.long)).numpy()
    ours = logits(run, ids)
    long = random.integers(5, VOCABULARY, (1, CONFIGS["causal-lm"]["max_position_embeddings"]))
    same_bits = True
    for width in (2, 5, 9, 17, 32, 64):
        rows = random.integers(5, VOCABULARY, (16, width))
        batch = logits(run, rows)
        for size in (1, 2, 7):
            for start in range(0, 16, size):
                same_bits &= np.array_equal(logits(run, rows[start : start + size]), batch[start : start + size])
    figures = dict(
        against_transformers=float(np.abs(ours - theirs).max()),
        against_transformers_padded=float(np.abs(logits(run, ids, mask) - padded)[0, :20].max()),
        rounding_to_fp16=float(np.abs(ours - unrounded).max()),
        longest_context_is_finite=bool(np.isfinite(logits(run, long)).all()),
        rows_in_a_batch_bit_identical_to_rows_alone=bool(same_bits),
    )
    assert figures["against_transformers"] < _LARGEST_DIFFERENCE, figures
    assert figures["longest_context_is_finite"], figures
    print(name, figures)
    tokenizer = AutoTokenizer.from_pretrained(MODELS / name)
    print(name, tokenizer.convert_ids_to_tokens(tokenizer("The capital of France is").input_ids))
    graph = onnx.load(MODELS / name / "onnx" / "model.onnx").graph
    assert [entry.name for entry in graph.input] == ["input_ids", "attention_mask"]
    assert all(numpy_helper.to_array(t).dtype != np.float32 or t.dims == [] or np.prod(t.dims) < 64 for t in graph.initializer)
    return figures


if __name__ == "__main__":
    for chosen in sys.argv[1:] or list(CONFIGS):
        verify(chosen)
