"""Llama's architecture as an ONNX graph: input_ids, attention_mask, position_ids → logits. No past keys and values."""

from pathlib import Path

import numpy as np
from onnx import TensorProto

from gguf_model import GgufModel
from graph_writer import GraphWriter
from weights import Weights

HIDDEN = -1e9  # added to the scores of what a position must not see


def save_llama(path: Path, graph: GraphWriter, model: GgufModel, weights: Weights) -> None:
    _Llama(graph, model, weights).write()
    graph.save(path, "smollm2", ["input_ids", "attention_mask", "position_ids"], "logits", model.vocabulary)


class _Llama:
    def __init__(self, graph: GraphWriter, model: GgufModel, weights: Weights) -> None:
        self.graph, self.model, self.weights = graph, model, weights
        self.cosines, self.sines = self._rotary_tables()
        self.mask = self._mask()

    def write(self) -> None:
        add = lambda a, b: self.graph.node("Add", a, b)
        hidden = self.weights.embed("input_ids")
        for layer in range(self.model.layers):
            prefix = f"blk.{layer}."
            hidden = add(hidden, self._attention(self._norm(hidden, prefix + "attn_norm"), prefix))
            hidden = add(hidden, self._feed_forward(self._norm(hidden, prefix + "ffn_norm"), prefix))
        self.weights.head(self._norm(hidden, "output_norm"))

    def _rotary_tables(self) -> tuple[str, str]:
        """[batch, 1, positions, head width] each; the sine has the sign of the half that it is multiplied with."""
        graph, width = self.graph, self.model.head_width
        exponents = np.arange(0, width, 2, dtype=np.float32) / np.float32(width)
        speeds = np.float32(1) / np.float32(self.model.rope_base) ** exponents
        positions = graph.node("Unsqueeze", graph.to_float("position_ids"), graph.integers([1, 3]))
        angles = graph.node("Mul", positions, graph.constant("rotary_speeds", speeds.astype(np.float32)))
        cosine, sine = graph.node("Cos", angles), graph.node("Sin", angles)
        return (
            graph.node("Concat", cosine, cosine, axis=-1),
            graph.node("Concat", graph.node("Neg", sine), sine, axis=-1),
        )

    def _mask(self) -> str:
        """[batch, 1, positions, positions]: 0 for what is not padding and not later, else HIDDEN"""
        graph = self.graph
        length = graph.node("Gather", graph.node("Shape", "input_ids"), graph.integers(1), axis=0)
        places = graph.node("Range", graph.integers(0), length, graph.integers(1))
        earlier = graph.node(
            "LessOrEqual",
            graph.node("Unsqueeze", places, graph.integers([0])),
            graph.node("Unsqueeze", places, graph.integers([1])),
        )
        real = graph.node("Unsqueeze", graph.node("Cast", "attention_mask", to=TensorProto.BOOL), graph.integers([1, 2]))
        return graph.node("Where", graph.node("And", real, earlier), graph.number(0), graph.number(HIDDEN))

    def _norm(self, value: str, name: str) -> str:
        """Root mean square, as onnxruntime looks for it to fuse it."""
        graph = self.graph
        square = graph.node("ReduceMean", graph.node("Pow", value, graph.number(2)), axes=[-1], keepdims=1)
        root = graph.node("Sqrt", graph.node("Add", square, graph.number(self.model.epsilon)))
        scale = graph.constant(f"{name}.weight", self.model.vector(f"{name}.weight"))
        return graph.node("Mul", graph.node("Div", value, root), scale)

    def _attention(self, value: str, prefix: str) -> str:
        graph, model = self.graph, self.model
        heads, keys, width = model.heads, model.key_heads, model.head_width
        reshape = lambda each, sizes: graph.node("Reshape", each, graph.integers(sizes))
        together = self.weights.linear(value, [f"{prefix}attn_{part}.weight" for part in "qkv"])
        together = graph.node("Transpose", reshape(together, [0, 0, heads + 2 * keys, width]), perm=[0, 2, 1, 3])
        turned, values = graph.split(together, [heads + keys, keys], axis=1)
        first, second = graph.split(turned, [width // 2, width // 2], axis=3)
        turned = graph.node(
            "Add",
            graph.node("Mul", turned, self.cosines),
            graph.node("Mul", graph.node("Concat", second, first, axis=-1), self.sines),
        )
        queries, key = graph.split(turned, [heads, keys], axis=1)
        # Queries that share a key head become more rows of it, so that keys and values need no copies.
        queries = reshape(graph.node("Mul", queries, graph.number(width**-0.5)), [0, keys, -1, width])
        scores = graph.node("MatMul", queries, graph.node("Transpose", key, perm=[0, 1, 3, 2]))
        scores = graph.node("Add", reshape(scores, [0, heads, -1, 0]), self.mask)
        chances = reshape(graph.node("Softmax", scores, axis=-1), [0, keys, -1, 0])
        mixed = reshape(graph.node("MatMul", chances, values), [0, heads, -1, width])
        mixed = reshape(graph.node("Transpose", mixed, perm=[0, 2, 1, 3]), [0, 0, model.width])
        return self.weights.linear(mixed, [f"{prefix}attn_output.weight"])

    def _feed_forward(self, value: str, prefix: str) -> str:
        graph, width = self.graph, self.model.feed_forward
        both = self.weights.linear(value, [f"{prefix}ffn_gate.weight", f"{prefix}ffn_up.weight"])
        gate, up = graph.split(both, [width, width], axis=-1)
        gated = graph.node("Mul", graph.node("Mul", gate, graph.node("Sigmoid", gate)), up)
        return self.weights.linear(gated, [f"{prefix}ffn_down.weight"])
