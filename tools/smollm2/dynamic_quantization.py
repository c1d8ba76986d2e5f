"""The ordinary int8 file: what onnxruntime's quantize_dynamic makes of the float32 graph.

One scale of the activations over the whole batch, so that a row depends on its neighbours. It is here because many
repositories hold such files.
"""

import logging
import tempfile
from pathlib import Path

from onnxruntime.quantization import QuantType, quantize_dynamic

from gguf_model import GgufModel
from graph_writer import GraphWriter
from llama import save_llama
from weights import QuantizableWeights


def save_dynamic(path: Path, model: GgufModel) -> None:
    logging.getLogger().setLevel(logging.ERROR)  # it advises preprocessing, which is for convolutions
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        plain = Path(folder) / "float32.onnx"
        graph = GraphWriter()
        save_llama(plain, graph, model, QuantizableWeights(graph, model))
        del graph
        quantize_dynamic(
            plain, path, op_types_to_quantize=["MatMul"], per_channel=True, weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )
