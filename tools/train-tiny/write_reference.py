"""Writes packages/tiny/fixtures/reference.json: what the exported files answer, by ONNX Runtime's Python package.

The package's tests hold its own numbers against these. To be run again whenever the models are exported again.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "packages" / "tiny" / "models"
TEXTS = [
    "The capital of France is",
    "The opposite of hot is",
    "Anna gave the book to Peter. Yesterday it was sunny. The book now belongs to",
    "Call me Ishmael. Some years ago",
]
MASKED = ["The capital of<mask> is Paris.", "The opposite of<mask> is<mask>."]


def log_softmax(logits: np.ndarray) -> np.ndarray:
    logits = logits.astype(np.float64)
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def run(name: str, ids: list[int]) -> np.ndarray:
    path = MODELS / name / "onnx" / "model.onnx"
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    rows = np.array([ids], dtype=np.int64)
    feeds = {"input_ids": rows, "attention_mask": np.ones_like(rows)}
    return log_softmax(session.run(["logits"], feeds)[0][0])


def best(row: np.ndarray) -> dict:
    order = np.argsort(-row, kind="stable")[:5]
    return {"tokens": order.tolist(), "logProbabilities": row[order].tolist()}


def main() -> None:
    causal, masked = (Tokenizer.from_file(str(MODELS / name / "tokenizer.json")) for name in ("causal-lm", "masked-lm"))
    mask = masked.token_to_id("<mask>")
    reference = {"engine": f"onnxruntime {onnxruntime.__version__}", "sha256": {}, "causal": [], "masked": []}
    for name in ("causal-lm", "masked-lm"):
        reference["sha256"][name] = hashlib.sha256((MODELS / name / "onnx" / "model.onnx").read_bytes()).hexdigest()
    for text in TEXTS:
        ids = causal.encode(text).ids
        reference["causal"].append({"text": text, "ids": ids, **best(run("causal-lm", ids)[-1])})
    for text in MASKED:
        ids = masked.encode(text).ids
        rows = run("masked-lm", ids)
        places = [index for index, token in enumerate(ids) if token == mask]
        reference["masked"].append({"text": text, "ids": ids, "masks": [{"position": at, **best(rows[at])} for at in places]})
    target = ROOT / "packages" / "tiny" / "fixtures" / "reference.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(reference, indent=1) + "\n")


if __name__ == "__main__":
    main()
