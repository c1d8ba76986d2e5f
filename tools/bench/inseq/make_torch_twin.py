"""Makes a torch folder with the weights of a Llama-like ONNX folder, and checks that both say the same.

usage: make_torch_twin.py ONNX_FOLDER TORCH_FOLDER
"""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import torch
from transformers import LlamaConfig, LlamaForCausalLM

from agreement import check_agreement
from folded_weights import llama_state


def _load_twin(folder: Path) -> LlamaForCausalLM:
    config = LlamaConfig(**json.loads((folder / "config.json").read_text(encoding="utf8")))
    state = llama_state(
        str(folder / "onnx" / "model.onnx"), config.num_hidden_layers, config.hidden_size, config.num_attention_heads,
        config.num_key_value_heads,
    )
    twin = LlamaForCausalLM(config).float()
    twin.load_state_dict({name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in state.items()})
    return twin.eval()


def main(source: Path, target: Path) -> None:
    twin = _load_twin(source)
    agreement = check_agreement(source / "onnx" / "model.onnx", twin)
    target.mkdir(parents=True, exist_ok=True)
    for file in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"):
        if (source / file).exists():
            shutil.copy(source / file, target / file)
    twin.save_pretrained(target)
    print(json.dumps(agreement))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
