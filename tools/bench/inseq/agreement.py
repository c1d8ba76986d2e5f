"""Whether an ONNX file and a torch model say the same."""

from pathlib import Path

import numpy as np
import onnxruntime
import torch

# Of logits; where the largest logit is above 10, a hundred thousandth of it: float32 on both sides, summed in other orders.
_LARGEST_DIFFERENCE = 1e-4


def check_agreement(onnx_file: Path, model: torch.nn.Module) -> dict[str, float]:
    """Compares the logits of all positions of random contexts; ends the program where they differ."""
    session = onnxruntime.InferenceSession(str(onnx_file))
    ids = np.random.default_rng(1).integers(5, model.config.vocab_size, (3, 24), dtype=np.int64)
    feeds = {
        "input_ids": ids, "attention_mask": np.ones_like(ids), "position_ids": np.tile(np.arange(ids.shape[1]), (len(ids), 1)),
    }
    (ours,) = session.run(["logits"], {one.name: feeds[one.name] for one in session.get_inputs()})
    with torch.inference_mode():
        theirs = model(torch.from_numpy(ids)).logits.numpy()
    difference, largest = float(np.abs(ours - theirs).max()), float(np.abs(theirs).max())
    if not difference < _LARGEST_DIFFERENCE * max(1, largest / 10):
        raise SystemExit(f"{onnx_file} and its twin in torch differ by {difference:.1e}; the largest logit is {largest:.1f}")
    return {"largestLogitDifference": difference, "largestLogit": largest}
