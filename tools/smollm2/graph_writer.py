"""Collects the nodes and constants of an ONNX graph."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPERATOR_SET = 17
FORMAT_VERSION = 8  # of ONNX files: old enough for every runtime that knows the operator set


class GraphWriter:
    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, values: np.ndarray) -> str:
        if name in self._constants:
            raise ValueError(f"two constants are called {name}")
        self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def integers(self, values: int | list[int]) -> str:
        return self.shared(f"int64 {values}", np.array(values, np.int64))

    def number(self, value: float) -> str:
        return self.shared(f"float32 {value:.9g}", np.array(value, np.float32))

    def node(self, operator: str, *inputs: str, output: str | None = None, **attributes: Any) -> str:
        name = f"{operator}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [output or name], name=name, **attributes))
        return output or name

    def split(self, value: str, sizes: list[int], axis: int) -> list[str]:
        name = f"Split_{len(self._nodes)}"
        parts = [f"{name}_{index}" for index in range(len(sizes))]
        self._nodes.append(helper.make_node("Split", [value, self.integers(sizes)], parts, name=name, axis=axis))
        return parts

    def to_float(self, value: str) -> str:
        return self.node("Cast", value, to=TensorProto.FLOAT)

    def save(self, path: Path, name: str, inputs: list[str], output: str, output_width: int) -> None:
        """Integer inputs [batch_size, sequence_length]; one float output with a third dimension."""
        sizes = ["batch_size", "sequence_length"]
        graph = helper.make_graph(
            self._nodes,
            name,
            [helper.make_tensor_value_info(each, TensorProto.INT64, sizes) for each in inputs],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, [*sizes, output_width])],
            list(self._constants.values()),
        )
        sets = [helper.make_opsetid("", OPERATOR_SET)]
        if any(node.domain == "com.microsoft" for node in self._nodes):
            sets.append(helper.make_opsetid("com.microsoft", 1))
        model = helper.make_model(graph, opset_imports=sets, ir_version=FORMAT_VERSION, producer_name="reagent")
        onnx.save(model, path)

    def shared(self, name: str, values: np.ndarray) -> str:
        return name if name in self._constants else self.constant(name, values)
