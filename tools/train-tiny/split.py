"""Which items are held out: decided by hash, so that no list has to be kept and every run agrees.

Two kinds of combinations never occur in training text: 12 % of the pairs (template, fact) and 15 % of the pairs
(template, distractor sentence). A held-out item contains at least one of them.
"""

import hashlib

FACT_PERCENT = 12
DISTRACTOR_PERCENT = 15
NO_DISTRACTOR = "none"


def _percentile(*parts: str) -> int:
    digest = hashlib.sha256("|".join(parts).encode()).hexdigest()
    return int(digest[:8], 16) % 100


def held_out_pairs(template: str, fact: str, distractor: str) -> list[tuple[str, str, str]]:
    """The combinations of this item that training must not contain, as ("fact" | "distractor", template, other)."""
    pairs = []
    if _percentile("fact", template, fact) < FACT_PERCENT:
        pairs.append(("fact", template, fact))
    if distractor != NO_DISTRACTOR and _percentile("distractor", template, distractor) < DISTRACTOR_PERCENT:
        pairs.append(("distractor", template, distractor))
    return pairs
