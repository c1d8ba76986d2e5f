"""Makes a causal model of GPT-2's architecture with random weights: a torch folder and, in the same folder, its ONNX export.

usage: make_random_model.py FOLDER LAYERS WIDTH HEADS

The tokenizer has GPT-2's 50,257 entries, but knows no merges: a text of plain letters has as many tokens as letters.
"""

import json
import sys
import warnings
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

from agreement import check_agreement

_SEED = 20_240_201
_VOCABULARY = 50_257
_CONTEXT = 1_024
_END = "<|endoftext|>"


class _LogitsOnly(torch.nn.Module):
    def __init__(self, model: GPT2LMHeadModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, position_ids: torch.Tensor) -> torch.Tensor:
        return self.model(
            input_ids=input_ids, attention_mask=attention_mask, position_ids=position_ids, use_cache=False
        ).logits


def _export(model: GPT2LMHeadModel, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    example = torch.randint(0, _VOCABULARY, (2, 9))
    inputs = (example, torch.ones_like(example), torch.arange(9).repeat(2, 1))
    names = ["input_ids", "attention_mask", "position_ids"]
    axes = {0: "batch_size", 1: "sequence_length"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the tracer; what it made is compared with the model below
        torch.onnx.export(
            _LogitsOnly(model).eval(), inputs, str(path), opset_version=18, dynamo=False, input_names=names, output_names=["logits"],
            dynamic_axes=dict.fromkeys([*names, "logits"], axes),
        )


def _write_tokenizer(folder: Path) -> None:
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    entries = letters + [f"Ġentry{index}" for index in range(_VOCABULARY - len(letters) - 1)] + [_END]
    tokenizer = Tokenizer(models.BPE(vocab={entry: index for index, entry in enumerate(entries)}, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token=_END, eos_token=_END, unk_token=_END, pad_token=_END, model_max_length=_CONTEXT
    ).save_pretrained(folder)


def main(folder: Path, layers: int, width: int, heads: int) -> None:
    torch.manual_seed(_SEED)
    config = GPT2Config(
        n_layer=layers, n_embd=width, n_head=heads, vocab_size=_VOCABULARY, n_positions=_CONTEXT, attn_implementation="eager",
        bos_token_id=_VOCABULARY - 1, eos_token_id=_VOCABULARY - 1,
    )
    model = GPT2LMHeadModel(config).float().eval()
    model.save_pretrained(folder)
    _write_tokenizer(folder)
    _export(model, folder / "onnx" / "model.onnx")
    print(json.dumps(check_agreement(folder / "onnx" / "model.onnx", model)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
