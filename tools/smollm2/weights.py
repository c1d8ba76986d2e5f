"""How a graph stores its weights. All compute in float32 but RowInt8Weights; all have the same three parts."""

from typing import Protocol

import numpy as np

from gguf_model import BLOCK, GgufModel
from graph_writer import GraphWriter


class Weights(Protocol):
    def embed(self, ids: str) -> str:
        """[batch, positions] → [batch, positions, width]"""

    def linear(self, value: str, names: list[str]) -> str:
        """The product with the rows of these matrices, one below the other."""

    def head(self, hidden: str) -> str:
        """The product with the embedding, called `logits`."""


def _tied_head(graph: GraphWriter, hidden: str, embedding: str) -> str:
    """embedding: [vocabulary, width]"""
    return graph.node("MatMul", hidden, graph.node("Transpose", embedding, perm=[1, 0]), output="logits")


class _EightBitEmbedding:
    """The file's own codes, from which a row is made where it is looked up."""

    def __init__(self, graph: GraphWriter, model: GgufModel) -> None:
        self.graph, self.model = graph, model
        embedding = model.embedding()
        self._codes = graph.constant("token_embd.codes", embedding.codes)
        self._scales = graph.constant("token_embd.scales", embedding.scales)

    def embed(self, ids: str) -> str:
        graph = self.graph
        codes, scales = (graph.to_float(graph.node("Gather", each, ids)) for each in (self._codes, self._scales))
        return graph.node("Reshape", graph.node("Mul", codes, scales), graph.integers([0, 0, self.model.width]))

    def unpacked(self) -> str:
        """[vocabulary, width], by nodes that a runtime folds when it loads the file."""
        graph = self.graph
        blocks = graph.node("Mul", graph.to_float(self._codes), graph.to_float(self._scales))
        return graph.node("Reshape", blocks, graph.integers([self.model.vocabulary, self.model.width]))


class ExactWeights(_EightBitEmbedding):
    """The file's own codes and scales, unpacked to float32 by nodes that a runtime folds when it loads the file."""

    def linear(self, value: str, names: list[str]) -> str:
        graph, weights, label = self.graph, self.model.linear(*names), "+".join(names)

        def part(name: str, values: np.ndarray) -> str:  # [blocks, 16 or 1, rows]: so it needs no Transpose
            return graph.to_float(graph.constant(f"{label}.{name}", values.transpose(1, 2, 0)))

        codes, scales, minima = part("codes", weights.codes), part("scales", weights.scales), part("minima", weights.minima)
        high = graph.node("Floor", graph.node("Mul", codes, graph.number(1 / 16)))
        low = graph.node("Sub", codes, graph.node("Mul", high, graph.number(16)))
        blocks = graph.node("Add", graph.node("Mul", graph.node("Concat", low, high, axis=1), scales), minima)
        rows, count, _ = weights.codes.shape
        return graph.node("MatMul", value, graph.node("Reshape", blocks, graph.integers([count * BLOCK, rows])))

    def head(self, hidden: str) -> str:
        return _tied_head(self.graph, hidden, self.unpacked())


class HalfWeights:
    """Rounded to float16, behind a Cast that a runtime folds when it loads the file."""

    def __init__(self, graph: GraphWriter, model: GgufModel) -> None:
        self.graph, self.model = graph, model
        self._embedding = graph.constant("token_embd", model.embedding().float32().astype(np.float16))

    def embed(self, ids: str) -> str:
        return self.graph.to_float(self.graph.node("Gather", self._embedding, ids))

    def linear(self, value: str, names: list[str]) -> str:
        weights = self.model.linear(*names).float32().T.astype(np.float16)
        return self.graph.node("MatMul", value, self.graph.to_float(self.graph.constant("+".join(names), weights)))

    def head(self, hidden: str) -> str:
        return _tied_head(self.graph, hidden, self.graph.to_float(self._embedding))


class PlainWeights(_EightBitEmbedding):
    """Every product has a float32 constant of its own: what onnxruntime's quantize_dynamic wants to see."""

    def linear(self, value: str, names: list[str]) -> str:
        return self.graph.node("MatMul", value, self.graph.constant("+".join(names), self.model.linear(*names).float32().T))

    def head(self, hidden: str) -> str:
        weights = self.graph.constant("lm_head", self.model.embedding().float32().T)
        return self.graph.node("MatMul", hidden, weights, output="logits")


# Down-projections whose inputs have the largest outliers: measured by giving one matrix at a time int8 inputs and
# comparing the next-token distributions at 77 positions.
OUTLIERS = tuple(f"blk.{layer}.ffn_down.weight" for layer in (2, 11, 28, 29))


class RowInt8Weights(_EightBitEmbedding):
    """int8 products with one scale per token, so that a row does not depend on its neighbours, and one per output."""

    def linear(self, value: str, names: list[str]) -> str:
        weights, label = self.model.linear(*names).float32(), "+".join(names)
        if label in OUTLIERS:
            return self.graph.node("MatMul", value, self.graph.constant(label, weights.T))
        return self._product(value, weights, label)

    def head(self, hidden: str) -> str:
        return self._product(hidden, self.model.embedding().float32(), "lm_head", output="logits")

    def _product(self, value: str, weights: np.ndarray, label: str, output: str | None = None) -> str:
        graph = self.graph
        scales = (np.abs(weights).max(axis=1) / 127).astype(np.float32)
        codes = np.round(weights / scales[:, None]).clip(-127, 127).astype(np.int8)
        largest = graph.node("ReduceMax", graph.node("Abs", value), axes=[-1], keepdims=1)
        row_scale = graph.node("Mul", graph.node("Max", largest, graph.number(1e-9)), graph.number(1 / 127))
        one, middle = graph.number(1), self._middle()
        quantized = graph.node("QuantizeLinear", graph.node("Div", value, row_scale), one, middle)
        columns, column_scales = graph.constant(f"{label}.codes", codes.T), graph.constant(f"{label}.scales", scales)
        product = graph.node(
            "MatMulIntegerToFloat", quantized, columns, one, column_scales, middle, domain="com.microsoft"
        )
        return graph.node("Mul", product, row_scale, output=output)

    def _middle(self) -> str:
        return self.graph.shared("uint8 128", np.array(128, np.uint8))
