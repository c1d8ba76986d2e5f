"""Muon for the matrices of the blocks, AdamW for everything else.

Muon takes a momentum step whose direction is orthogonalised by a Newton-Schulz iteration (Jordan et al., 2024). On this task
AdamW alone needed several times the tokens.
"""

import torch
from torch import Tensor, nn

NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)  # coefficients of the quintic iteration; five steps bring all singular values near 1
NEWTON_SCHULZ_STEPS = 5
MUON_DECAY = 0.05
MOMENTUM_START, MOMENTUM_END, MOMENTUM_STEPS = 0.85, 0.95, 300
# Fused projections hold several matrices; each is orthogonalised on its own.
FUSED = {"query_key_value": 3, "gate_up": 2}


def orthogonalise(matrices: Tensor) -> Tensor:
    """[count, rows, columns] -> the same with singular values near 1."""
    x = matrices / (matrices.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    tall = x.shape[-2] > x.shape[-1]
    x = x.mT if tall else x
    a, b, c = NEWTON_SCHULZ
    for _ in range(NEWTON_SCHULZ_STEPS):
        square = x @ x.mT
        x = a * x + (b * square + c * square @ square) @ x
    return x.mT if tall else x


class Optimiser:
    """`step(factor)` applies one update at `factor` (0 to 1) of the full learning rates."""

    def __init__(self, model: nn.Module, adam_rate: float, muon_rate: float) -> None:
        named = dict(model.named_parameters())
        self._matrices = {name: p for name, p in named.items() if name.startswith("blocks.") and p.dim() == 2}
        self._momentum = {name: torch.zeros_like(p) for name, p in self._matrices.items()}
        others = [p for name, p in named.items() if name not in self._matrices]
        self._adam = torch.optim.AdamW(others, lr=adam_rate, betas=(0.9, 0.98), weight_decay=0.0, fused=True)
        self._adam_rate, self._muon_rate = adam_rate, muon_rate
        self._parameters = list(named.values())
        self._steps = 0

    def step(self, factor: float) -> None:
        torch.nn.utils.clip_grad_norm_(self._parameters, 1.0)
        for group in self._adam.param_groups:
            group["lr"] = self._adam_rate * factor
        self._adam.step()
        self._muon(self._muon_rate * factor)
        for parameter in self._parameters:
            parameter.grad = None
        self._steps += 1

    @torch.no_grad()
    def _muon(self, rate: float) -> None:
        progress = min(1.0, self._steps / MOMENTUM_STEPS)
        momentum = MOMENTUM_START + (MOMENTUM_END - MOMENTUM_START) * progress
        by_shape: dict[torch.Size, list[tuple[Tensor, Tensor]]] = {}
        for name, parameter in self._matrices.items():
            buffer = self._momentum[name]
            buffer.lerp_(parameter.grad, 1 - momentum)
            update = parameter.grad.lerp(buffer, momentum)  # Nesterov
            parts = next((count for key, count in FUSED.items() if key in name), 1)
            for part, weight in zip(update.chunk(parts, 0), parameter.data.chunk(parts, 0), strict=True):
                by_shape.setdefault(part.shape, []).append((part, weight))
        for shape, pairs in by_shape.items():  # equal shapes go through the iteration together
            directions = orthogonalise(torch.stack([part for part, _ in pairs]))
            scale = max(1.0, shape[0] / shape[1]) ** 0.5
            for direction, (_, weight) in zip(directions, pairs, strict=True):
                weight.mul_(1 - rate * MUON_DECAY)
                weight.add_(direction, alpha=-rate * scale)
