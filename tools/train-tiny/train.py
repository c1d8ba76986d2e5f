"""Trains one of the two models on the corpus: `python train.py causal-lm` or `python train.py masked-lm`.

One thread, seeded, budgets in tokens: the same machine gives the same weights again. Checkpoints and a log with held-out figures
go to the work folder.
"""

import json
import random
import sys
import time

import torch
import torch.nn.functional as F
from torch import Tensor

import corpus
import tokenizer as shared_tokenizer
from batches import causal_batch, endless_batches, masked_batch
from item import draw, write
from models import MODELS
from optimiser import Optimiser
from settings import (
    BOS, EOS, FINAL_FACTOR, MASK, PAD, SEED_BATCHES, SEED_PROGRESS, TRAINING, WARMUP_STEPS, WORK,
)

_REPORT_SECONDS = 60
_CHECK_SECONDS = 240


class Progress:
    """Quick held-out figures during training; the official ones come from measure.py. Its seed is not used elsewhere."""

    def __init__(self, held_out_prose: list[corpus.Document], count: int = 300) -> None:
        rng = random.Random(SEED_PROGRESS)
        encode = shared_tokenizer.load().encode
        drafts = [draw(rng, held_out=True) for _ in range(count)]
        self._pairs = []
        for draft in drafts:
            full, bare = write(draft), write(draft, with_distractor=False)
            target = encode(" " + full.target).ids[0]
            self._pairs.append((encode(full.prompt).ids, encode(bare.prompt).ids, target, draft.kind))
        self._prose = held_out_prose[:60]

    @torch.no_grad()
    def causal(self, model: torch.nn.Module) -> dict:
        def is_right(prompt: list[int], target: int) -> bool:
            ids = torch.tensor([[BOS, *prompt]])
            return int(model(ids, torch.ones_like(ids))[0, -1].argmax()) == target

        right = [(is_right(full, target), is_right(bare, target), kind) for full, bare, target, kind in self._pairs]
        weak: dict[str, int] = {}
        for ok, _, kind in right:
            weak[kind] = weak.get(kind, 0) + (not ok)
        loss = tokens = 0.0
        for document in self._prose:
            ids = torch.tensor([document.ids])
            logits = model(ids, torch.ones_like(ids))[0, :-1]
            loss += F.cross_entropy(logits, ids[0, 1:], reduction="sum").item()
            tokens += len(document.ids) - 1
        count = len(right)
        return dict(
            with_distractor=sum(ok for ok, _, _ in right) / count, without=sum(ok for _, ok, _ in right) / count,
            prose_loss=round(loss / tokens, 3), misses={kind: n for kind, n in weak.items() if n},
        )

    @torch.no_grad()
    def masked(self, model: torch.nn.Module) -> dict:
        hits = tokens = 0
        for prompt, _, _, _ in self._pairs[:120]:
            ids = torch.tensor([[BOS, *prompt, EOS]] * len(prompt))
            index = torch.arange(len(prompt))
            ids[index, index + 1] = MASK
            logits = model(ids, torch.ones_like(ids))[index, index + 1]
            hits += int((logits.argmax(-1) == torch.tensor(prompt)).sum())
            tokens += len(prompt)
        return dict(top_1=hits / tokens)


def _factor(step: int, done: float) -> float:
    """Learning rate factor: short warm-up, then a cosine over the budget of tokens (`done` runs from 0 to 1)."""
    cosine = 0.5 * (1 + torch.cos(torch.tensor(torch.pi * done)).item())
    return min(1.0, (step + 1) / WARMUP_STEPS) * (FINAL_FACTOR + (1 - FINAL_FACTOR) * cosine)


def _causal_loss(model, documents, noise_pool, rng) -> tuple[Tensor, int]:
    ids, weights = causal_batch(documents, noise_pool, rng)
    inputs = ids[:, :-1]
    logits = model(inputs, (inputs != PAD).long())
    losses = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), ids[:, 1:].reshape(-1), reduction="none")
    weights = weights[:, 1:].reshape(-1)
    return (losses * weights).sum() / weights.sum(), int((ids != PAD).sum())


def _masked_loss(model, documents, mask_rates, rng) -> tuple[Tensor, int]:
    ids, original, where = masked_batch(documents, mask_rates, rng)
    hidden = model.hidden(ids, (ids != PAD).long())
    return F.cross_entropy(model.predict(hidden[where]), original[where]), int((ids != PAD).sum())


def train(name: str) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(SEED_BATCHES)
    model = MODELS[name]()
    plan = TRAINING[name]
    documents, held_out_prose = corpus.load()
    progress = Progress(held_out_prose)
    noise_pool = [
        token for d in documents[:20_000] for token, free in zip(d.ids, d.may_change, strict=True) if free
    ]
    optimiser = Optimiser(model, plan.adam_rate, plan.muon_rate)
    rng = random.Random(SEED_BATCHES)
    tokens, step, average = 0, 0, 0.0
    started = reported = checked = time.time()
    log = open(WORK / f"{name}.log.jsonl", "w", encoding="utf8")
    print(name, sum(parameter.numel() for parameter in model.parameters()), "parameters", flush=True)

    def report(check: bool) -> None:
        model.eval()
        line = dict(step=step, tokens=tokens, loss=round(average, 4), seconds=round(time.time() - started))
        line |= {"tokens_per_second": round(tokens / (time.time() - started))}
        if check:
            line |= progress.causal(model) if name == "causal-lm" else progress.masked(model)
            save(name, model)
        model.train()
        print(name, json.dumps(line), file=sys.stdout, flush=True)
        log.write(json.dumps(line) + "\n")
        log.flush()

    for batch in endless_batches(documents, rng):
        if tokens >= plan.tokens:
            break
        if name == "causal-lm":
            loss, seen = _causal_loss(model, batch, noise_pool, rng)
        else:
            loss, seen = _masked_loss(model, batch, plan.mask_rates, rng)
        loss.backward()
        optimiser.step(_factor(step, tokens / plan.tokens))
        step, tokens = step + 1, tokens + seen
        average = loss.item() if step == 1 else 0.98 * average + 0.02 * loss.item()
        now = time.time()
        if now - reported > _REPORT_SECONDS:
            check = now - checked > _CHECK_SECONDS
            report(check)
            reported = time.time()
            checked = reported if check else checked
    report(check=True)


def save(name: str, model: torch.nn.Module) -> None:
    """Replaces the checkpoint in one move, so that an export during training reads a whole file."""
    temporary = WORK / f"{name}.pt.tmp"
    torch.save(model.state_dict(), temporary)
    temporary.replace(WORK / f"{name}.pt")


def load(name: str) -> torch.nn.Module:
    model = MODELS[name]()
    model.load_state_dict(torch.load(WORK / f"{name}.pt", weights_only=True))
    return model.eval()


if __name__ == "__main__":
    train(sys.argv[1])
