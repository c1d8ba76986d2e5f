"""Writes the weights of a GGUF file in float32, as a folder of transformers': float32_model.py FILE FOLDER"""

import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM

file, folder = map(Path, sys.argv[1:3])
model = AutoModelForCausalLM.from_pretrained(file.parent, gguf_file=file.name, dtype=torch.float32)
# It would be written as the quantised model that it no longer is.
model.hf_quantizer = None
if hasattr(model.config, "quantization_config"):
    del model.config.quantization_config
model.save_pretrained(folder)
file.unlink()
