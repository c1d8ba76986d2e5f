"""The two models in plain torch: a causal LM in Llama's style and a masked LM of RoBERTa's architecture.

Both give logits [batch, sequence, vocabulary]. `attention_mask` is 1 for tokens and 0 for padding on the right.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from settings import (
    CAUSAL_FEED_FORWARD, CONTEXT, HEADS, LAYERS, MASKED_FEED_FORWARD, PAD, VOCABULARY, WIDTH,
)

EPSILON = 1e-5
ROPE_BASE = 10_000.0


def attend(query: Tensor, key: Tensor, value: Tensor, bias: Tensor) -> Tensor:
    """Attention with an additive bias; written out for the export, so that the graph has plain MatMul and Softmax."""
    if torch.onnx.is_in_onnx_export():
        scores = query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5 + bias
        return scores.softmax(-1) @ value
    return F.scaled_dot_product_attention(query, key, value, attn_mask=bias)


def split_heads(projected: Tensor, parts: int) -> tuple[Tensor, ...]:
    """[batch, sequence, parts * width] -> `parts` tensors [batch, head, sequence, width of a head]."""
    batch, sequence, size = projected.shape
    return projected.view(batch, sequence, parts, HEADS, size // parts // HEADS).permute(2, 0, 3, 1, 4).unbind(0)


def join_heads(heads: Tensor) -> Tensor:
    batch, _, sequence, _ = heads.shape
    return heads.transpose(1, 2).reshape(batch, sequence, WIDTH)


class RootMeanSquareNorm(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(WIDTH))

    def forward(self, x: Tensor) -> Tensor:
        if torch.onnx.is_in_onnx_export():
            return x * torch.rsqrt((x * x).mean(-1, keepdim=True) + EPSILON) * self.weight
        return F.rms_norm(x, (WIDTH,), self.weight, EPSILON)


def rotary_tables() -> tuple[Tensor, Tensor]:
    """Cosines and sines [CONTEXT, width of a head]."""
    size = WIDTH // HEADS
    frequencies = 1.0 / ROPE_BASE ** (torch.arange(0, size, 2).float() / size)
    angles = torch.outer(torch.arange(CONTEXT).float(), frequencies)
    angles = torch.cat([angles, angles], -1)
    return angles.cos(), angles.sin()


def rotate(x: Tensor, cosines: Tensor, sines: Tensor) -> Tensor:
    left, right = x.chunk(2, -1)
    return x * cosines + torch.cat([-right, left], -1) * sines


class CausalBlock(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.attention_norm = RootMeanSquareNorm()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH, bias=False)
        self.attention_out = nn.Linear(WIDTH, WIDTH, bias=False)
        self.feed_forward_norm = RootMeanSquareNorm()
        self.gate_up = nn.Linear(WIDTH, 2 * CAUSAL_FEED_FORWARD, bias=False)
        self.down = nn.Linear(CAUSAL_FEED_FORWARD, WIDTH, bias=False)

    def forward(self, x: Tensor, cosines: Tensor, sines: Tensor, bias: Tensor) -> Tensor:
        query, key, value = split_heads(self.query_key_value(self.attention_norm(x)), 3)
        mixed = attend(rotate(query, cosines, sines), rotate(key, cosines, sines), value, bias)
        x = x + self.attention_out(join_heads(mixed))
        gate, up = self.gate_up(self.feed_forward_norm(x)).chunk(2, -1)
        return x + self.down(F.silu(gate) * up)


class CausalModel(nn.Module):
    """Llama's architecture, output tied to the embedding."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, WIDTH)
        self.blocks = nn.ModuleList([CausalBlock() for _ in range(LAYERS)])
        self.norm = RootMeanSquareNorm()
        cosines, sines = rotary_tables()
        self.register_buffer("cosines", cosines, persistent=False)
        self.register_buffer("sines", sines, persistent=False)
        nn.init.normal_(self.embedding.weight, 0, 0.02)
        for name, parameter in self.blocks.named_parameters():
            if parameter.dim() == 2:
                ends_a_branch = name.endswith(("attention_out.weight", "down.weight"))
                nn.init.normal_(parameter, 0, WIDTH**-0.5 / (math.sqrt(2 * LAYERS) if ends_a_branch else 1))

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        sequence = input_ids.shape[1]
        positions = torch.arange(sequence)
        visible = (positions[:, None] >= positions[None, :])[None, None] & (attention_mask[:, None, None, :] > 0)
        bias = torch.where(visible, 0.0, -1e9)
        x = self.embedding(input_ids)
        for block in self.blocks:
            x = block(x, self.cosines[:sequence], self.sines[:sequence], bias)
        return self.norm(x) @ self.embedding.weight.t()


class MaskedBlock(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.attention_out = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.feed_forward = nn.Linear(WIDTH, MASKED_FEED_FORWARD)
        self.feed_forward_out = nn.Linear(MASKED_FEED_FORWARD, WIDTH)
        self.feed_forward_norm = nn.LayerNorm(WIDTH, eps=EPSILON)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        query, key, value = split_heads(self.query_key_value(x), 3)
        x = self.attention_norm(x + self.attention_out(join_heads(attend(query, key, value, bias))))
        return self.feed_forward_norm(x + self.feed_forward_out(F.gelu(self.feed_forward(x))))


class MaskedModel(nn.Module):
    """RoBERTa's architecture: norms behind the branches, learned positions that start at the padding id + 1."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(CONTEXT + PAD + 1, WIDTH)
        self.token_type = nn.Parameter(torch.zeros(1, WIDTH))
        self.embedding_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.blocks = nn.ModuleList([MaskedBlock() for _ in range(LAYERS)])
        self.head = nn.Linear(WIDTH, WIDTH)
        self.head_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.head_bias = nn.Parameter(torch.zeros(VOCABULARY))
        nn.init.normal_(self.embedding.weight, 0, 0.02)
        nn.init.normal_(self.positions.weight, 0, 0.02)
        for parameter in [*self.blocks.parameters(), self.head.weight]:
            if parameter.dim() == 2:
                nn.init.normal_(parameter, 0, 0.7 * WIDTH**-0.5)

    def hidden(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        positions = torch.cumsum(attention_mask, 1) * attention_mask + PAD
        x = self.embedding_norm(self.embedding(input_ids) + self.positions(positions) + self.token_type)
        bias = torch.where(attention_mask[:, None, None, :] > 0, 0.0, -1e9)
        for block in self.blocks:
            x = block(x, bias)
        return x

    def predict(self, hidden: Tensor) -> Tensor:
        """Logits for any selection of hidden states: training asks for the masked positions only."""
        return self.head_norm(F.gelu(self.head(hidden))) @ self.embedding.weight.t() + self.head_bias

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        return self.predict(self.hidden(input_ids, attention_mask))


MODELS = {"causal-lm": CausalModel, "masked-lm": MaskedModel}
