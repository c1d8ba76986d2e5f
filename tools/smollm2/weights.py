"""How a graph stores its weights. All compute in float32 but RowInt8Weights; all have the same three parts."""

from typing import Protocol

import numpy as np

from gguf_model import GgufModel
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


def _dense_linear(graph: GraphWriter, model: GgufModel, value: str, names: list[str]) -> str:
    return graph.node("MatMul", value, graph.constant("+".join(names), model.linear(*names).float32().T))


class PlainWeights:
    """The GGUF's weights as exact float32 constants: as exporters write a file, and what takes least memory to load."""

    def __init__(self, graph: GraphWriter, model: GgufModel) -> None:
        self.graph, self.model = graph, model
        self._embedding = graph.constant("token_embd", model.embedding().float32())

    def embed(self, ids: str) -> str:
        return self.graph.node("Gather", self._embedding, ids)

    def linear(self, value: str, names: list[str]) -> str:
        return _dense_linear(self.graph, self.model, value, names)

    def head(self, hidden: str) -> str:
        return _tied_head(self.graph, hidden, self._embedding)


class HalfWeights:
    """Rounded to float16, behind a Cast that onnxruntime folds when it loads the file."""

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


class _EightBitEmbedding:
    """The GGUF's own codes, from which a row is made where it is looked up. The head has weights of its own."""

    def __init__(self, graph: GraphWriter, model: GgufModel) -> None:
        self.graph, self.model = graph, model
        embedding = model.embedding()
        self._codes = graph.constant("token_embd.codes", embedding.codes)
        self._scales = graph.constant("token_embd.scales", embedding.scales)

    def embed(self, ids: str) -> str:
        graph = self.graph
        codes, scales = (graph.to_float(graph.node("Gather", each, ids)) for each in (self._codes, self._scales))
        return graph.node("Reshape", graph.node("Mul", codes, scales), graph.integers([0, 0, self.model.width]))


class QuantizableWeights(_EightBitEmbedding):
    """Every product has a float32 constant of its own: what onnxruntime's quantize_dynamic wants to see."""

    def linear(self, value: str, names: list[str]) -> str:
        return _dense_linear(self.graph, self.model, value, names)

    def head(self, hidden: str) -> str:
        weights = self.graph.constant("lm_head", self.model.embedding().float32().T)
        return self.graph.node("MatMul", hidden, weights, output="logits")


# Down-projections whose inputs have the largest outliers: measured by giving one matrix at a time int8 inputs and
# comparing the next-token distributions at 77 positions.
OUTLIERS = tuple(f"blk.{layer}.ffn_down.weight" for layer in (2, 11, 28, 29))


class RowInt8Weights(_EightBitEmbedding):
    """int8 products with one scale per token, so that a row does not depend on its neighbours, and one per output."""

    def linear(self, value: str, names: list[str]) -> str:
        label = "+".join(names)
        if label in OUTLIERS:
            return _dense_linear(self.graph, self.model, value, names)
        return self._product(value, self.model.linear(*names).float32(), label)

    def head(self, hidden: str) -> str:
        return self._product(hidden, self.model.embedding().float32(), "lm_head", output="logits")

    def _product(self, value: str, weights: np.ndarray, label: str, output: str | None = None) -> str:
        graph = self.graph
        scales = (np.abs(weights).max(axis=1) / 127).astype(np.float32)
        codes = np.round(weights / scales[:, None]).clip(-127, 127).astype(np.int8)
        largest = graph.node("ReduceMax", graph.node("Abs", value), axes=[-1], keepdims=1)
        row_scale = graph.node("Mul", graph.node("Max", largest, graph.number(1e-9)), graph.number(1 / 127))
        one, middle = graph.number(1), graph.shared("uint8 128", np.array(128, np.uint8))
        quantized = graph.node("QuantizeLinear", graph.node("Div", value, row_scale), one, middle)
        columns, column_scales = graph.constant(f"{label}.codes", codes.T), graph.constant(f"{label}.scales", scales)
        product = graph.node(
            "MatMulIntegerToFloat", quantized, columns, one, column_scales, middle, domain="com.microsoft"
        )
        return graph.node("Mul", product, row_scale, output=output)
