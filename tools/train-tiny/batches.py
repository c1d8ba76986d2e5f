"""Turns documents into training batches: what each model sees, and where its loss is taken."""

import random
from collections.abc import Iterator

import torch
from torch import Tensor

from corpus import Document
from settings import BATCH_TOKENS, EOS, MASK, PAD

_CHUNK = 6_000  # documents that are sorted by length together
NOISED_ROWS = 0.15
NOISE_RATES = (0.1, 0.2, 0.3)
CUT_SHARE = 0.5
CUT_AT_TARGET_SHARE = 0.5  # of the cut documents that have a target


def endless_batches(documents: list[Document], rng: random.Random) -> Iterator[list[Document]]:
    """Batches of similar length in random order, for ever; about BATCH_TOKENS tokens each, padding included."""
    while True:
        order = list(range(len(documents)))
        rng.shuffle(order)
        for start in range(0, len(order), _CHUNK):
            chunk = [documents[index] for index in order[start : start + _CHUNK]]
            chunk.sort(key=lambda document: len(document.ids) + rng.random() * 3)
            batches: list[list[Document]] = []
            batch: list[Document] = []
            for document in chunk:
                batch.append(document)
                if len(document.ids) * len(batch) >= BATCH_TOKENS:
                    batches.append(batch)
                    batch = []
            rng.shuffle(batches)
            yield from batches


def _padded(rows: list[list[int]]) -> Tensor:
    width = max(map(len, rows))
    return torch.tensor([row + [PAD] * (width - len(row)) for row in rows])


def causal_batch(documents: list[Document], noise_pool: list[int], rng: random.Random) -> tuple[Tensor, Tensor]:
    """(ids, loss weights), both [batch, sequence]; weights[:, i] belongs to predicting ids[:, i].

    In some rows words of the templates are swapped for others, and the swapped tokens are not predicted. An attribution shows the
    model such texts all the time, so they should not be strange to it.
    """
    rows, weights = [], []
    for document in documents:
        ids, row_weights = document.ids, document.weights
        if document.prompt_length and rng.random() < NOISED_ROWS:
            rate = rng.choice(NOISE_RATES)
            ids, row_weights = list(ids), list(row_weights)
            for index, free in enumerate(document.may_change):
                if free and rng.random() < rate:
                    ids[index], row_weights[index] = rng.choice(noise_pool), 0.0
        rows.append(ids)
        weights.append(row_weights)
    ids = _padded(rows)
    padded = torch.zeros(ids.shape)
    for row, row_weights in enumerate(weights):
        padded[row, : len(row_weights)] = torch.tensor(row_weights)
    return ids, padded


def masked_batch(
    documents: list[Document], mask_rates: tuple[float, ...], rng: random.Random
) -> tuple[Tensor, Tensor, Tensor]:
    """(ids with masks, original ids, where the masks are), all [batch, sequence].

    Half of the texts end early, often right before the target: the proposals are asked for prompts, which end there.
    """
    rows, masks = [], []
    for document in documents:
        ids = document.ids
        if rng.random() < CUT_SHARE and len(ids) > 8:
            at_target = document.prompt_length and rng.random() < CUT_AT_TARGET_SHARE
            ids = [*ids[: document.prompt_length if at_target else rng.randint(5, len(ids) - 1)], EOS]
        rate = rng.choice(mask_rates)
        mask = [token > MASK and rng.random() < rate for token in ids]
        if not any(mask):
            mask[rng.randrange(1, len(ids) - 1)] = True
        rows.append(ids)
        masks.append(mask)
    original = _padded(rows)
    where = torch.zeros(original.shape, dtype=torch.bool)
    for row, mask in enumerate(masks):
        where[row, : len(mask)] = torch.tensor(mask)
    return original.masked_fill(where, MASK), original, where
