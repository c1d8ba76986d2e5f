"""A quick look at attribution on the exported pair: how often the `effect` estimate ranks the antecedent first.

    python check_effect.py [items] [evaluations]

Every position is replaced alone once, then random masks at a ratio of .3; substitutes are the masked LM's proposals, the original excluded;
the drop of the target's log-odds is regressed on the masks (ridge, a row's weight is one over its number of replacements). This
is a check of the weights: the official study is the project's own, in TypeScript. Writes effect-check.json.
"""

import json
import sys

import numpy as np
from tokenizers import Tokenizer

from make_items import read_lines
from settings import HERE, MASK, MODELS
from verify import logits, session

RATIO, RIDGE, SEED = 0.3, 0.3, 505


def proposals(run, ids: np.ndarray) -> np.ndarray:
    """[position, vocabulary]: probabilities of the substitutes; `ids` has `<s>` in front and `</s>` behind."""
    count = len(ids) - 2
    rows, at = np.repeat(ids[None], count, 0), np.arange(count)
    rows[at, at + 1] = MASK
    values = logits(run, rows)[at, at + 1].astype(np.float64)
    values[:, :5] = values[at, ids[1:-1]] = -np.inf
    weights = np.exp(values - values.max(1, keepdims=True))
    return weights / weights.sum(1, keepdims=True)


def log_odds(run, rows: np.ndarray, target: int) -> np.ndarray:
    values = logits(run, rows)[:, -1].astype(np.float64)
    others = np.delete(values, target, axis=1)
    return values[:, target] - np.logaddexp.reduce(others, axis=1)


def effects(causal, masked, ids: np.ndarray, target: int, evaluations: int, random) -> np.ndarray:
    """Estimated drop of the target's log-odds for each token of the prompt; `ids` has `<s>` in front."""
    count = len(ids) - 1
    table = proposals(masked, np.append(ids, 2)).cumsum(1)
    masks = np.concatenate([np.eye(count, dtype=bool), random.random((max(0, evaluations - 1 - count), count)) < RATIO])
    draws = random.random(masks.shape)
    substitutes = np.stack([np.searchsorted(table[p], draws[:, p] * table[p, -1]) for p in range(count)], 1)
    rows = np.concatenate([np.full((len(masks), 1), ids[0]), np.where(masks, substitutes, ids[1:])], 1)
    scores = log_odds(causal, np.concatenate([ids[None], rows]), target)
    drop = scores[0] - scores[1:]
    weight = 1 / np.maximum(1, masks.sum(1))
    design = np.concatenate([np.ones((len(masks), 1)), masks], 1)
    penalty = np.diag([0.0] + [RIDGE] * count)
    return np.linalg.solve(design.T @ (design * weight[:, None]) + penalty, design.T @ (weight * drop))[1:]


def main(items: int = 400, evaluations: int = 100) -> None:
    causal, masked = session("causal-lm"), session("masked-lm")
    tokenizer = Tokenizer.from_file(str(MODELS / "causal-lm" / "tokenizer.json"))
    random = np.random.default_rng(SEED)
    ranks, last_wins, competitor_in_3, by_kind = [], 0, 0, {}
    for item in read_lines("attribution.jsonl")[:items]:
        encoding = tokenizer.encode(item["prompt"])
        target = tokenizer.encode(item["target"], add_special_tokens=False).ids[0]
        values = effects(causal, masked, np.array(encoding.ids), target, evaluations, random)

        def token_at(span, offsets=encoding.offsets):
            return next(index for index, (_, end) in enumerate(offsets) if end > span["start"]) - 1

        order = list(np.argsort(-values))
        rank = order.index(token_at(item["antecedent"]))
        ranks.append(rank)
        last_wins += order[0] == len(values) - 1
        competitor_in_3 += bool(item["competitor"]) and token_at(item["competitor"]) in order[:3]
        by_kind.setdefault(item["kind"], []).append(rank)
    ranks = np.array(ranks)
    tops = (1, 2, 3)
    figures = dict(
        items=len(ranks), evaluations=evaluations, seed=SEED,
        antecedent_in_top={n: round(float((ranks < n).mean()), 4) for n in tops},
        last_token_first=round(last_wins / len(ranks), 4), competitor_in_top_3=round(competitor_in_3 / len(ranks), 4),
        kinds={
            kind: dict(items=len(some), antecedent_in_top={n: round(float((np.array(some) < n).mean()), 4) for n in tops})
            for kind, some in sorted(by_kind.items())
        },
    )
    (HERE / "effect-check.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
