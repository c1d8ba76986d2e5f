"""Measures the exported files and prints every figure of the model card: `python measure.py`.

Everything is computed with onnxruntime from packages/tiny/models, so what is measured is what is shipped. Writes quality.json and
the field `answeredRight` of items/attribution.jsonl, items/redundant.jsonl and items/study.jsonl.
"""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from corpus import training_items
from make_items import read_lines, write_lines
from relations import CAPITAL, groups_of
from settings import HERE, MASK, MODELS
from split import NO_DISTRACTOR
from verify import logits, session

_ROWS = 64  # a forward pass; rows of a pass have one length
MASKED_ITEMS = 400
PROMPTS = (
    "The capital of France is", "Paris is the capital of", "The opposite of hot is", "The people of Japan speak",
    "A young dog is called a", "One mouse, two", "The king and the", "The day after Monday is", "Today is Friday, so tomorrow is",
    "The color of the snow is", "A rose is a kind of", "Today I write, yesterday I", "Of all that are good, this one is the",
    "The lamp is red. The ball is blue. The color of the lamp is",
    "Anna put the key in the kitchen. Tom went to the garden. If you look for the key, go to the",
    "Tom gave the book to Anna. So Anna said thank you to",
    "Lucy is a doctor. Paul is a farmer. Everyone in town knows that Lucy is a",
)


class Causal:
    def __init__(self) -> None:
        self._session: onnxruntime.InferenceSession = session("causal-lm")
        self.tokenizer = Tokenizer.from_file(str(MODELS / "causal-lm" / "tokenizer.json"))

    def next_token_logits(self, prompts: list[str]) -> np.ndarray:
        """[prompt, vocabulary], float64; prompts of equal length share a pass."""
        ids = [encoding.ids for encoding in self.tokenizer.encode_batch(prompts)]
        by_length = defaultdict(list)
        for index, row in enumerate(ids):
            by_length[len(row)].append(index)
        result = np.zeros((len(prompts), self.tokenizer.get_vocab_size()))
        for indices in by_length.values():
            for start in range(0, len(indices), _ROWS):
                some = indices[start : start + _ROWS]
                result[some] = logits(self._session, np.array([ids[index] for index in some]))[:, -1]
        return result

    def answers(self, prompts: list[str], targets: list[str]) -> tuple[np.ndarray, np.ndarray]:
        """(is the target the first choice, its probability), one for each prompt."""
        values = self.next_token_logits(prompts)
        target_ids = [self.tokenizer.encode(target, add_special_tokens=False).ids for target in targets]
        assert all(len(ids) == 1 for ids in target_ids)
        ids = np.array([ids[0] for ids in target_ids])
        probabilities = np.exp(values - np.logaddexp.reduce(values, axis=1, keepdims=True))
        return values.argmax(1) == ids, probabilities[np.arange(len(ids)), ids]


def _rate(right: np.ndarray) -> dict:
    return dict(rate=round(float(right.mean()), 4), right=int(right.sum()), of=len(right)) if len(right) else dict(of=0)


def causal_quality(model: Causal, items: list[dict]) -> dict:
    right, probability = model.answers([i["prompt"] for i in items], [i["target"] for i in items])
    bare = [item for item in items if item["without"]]
    bare_right, _ = model.answers([i["without"]["prompt"] for i in bare], [i["target"] for i in bare])
    kinds = sorted({item["kind"] for item in items})

    def where(condition, among=items):
        return np.array([bool(condition(item)) for item in among])

    countries_right, countries_probability = model.answers(
        [f"The capital of {country} is" for country in CAPITAL], [f" {city}" for city in CAPITAL.values()]
    )
    fact_held_out = where(lambda i: i["without"])
    return dict(
        with_distractor=_rate(right), without_distractor=_rate(bare_right),
        mean_probability_with_distractor=round(float(probability.mean()), 4),
        with_competitor=_rate(right[where(lambda i: i["competitor"])]),
        with_neutral_distractor=_rate(right[where(lambda i: not i["competitor"])]),
        with_distractor_fact_held_out=_rate(right[fact_held_out]),
        with_distractor_sentence_held_out_only=_rate(right[~fact_held_out]),
        kinds={
            kind: dict(
                with_distractor=_rate(right[where(lambda i, k=kind: i["kind"] == k)]),
                with_competitor=_rate(right[where(lambda i, k=kind: i["kind"] == k and i["competitor"])]),
                without=_rate(bare_right[where(lambda i, k=kind: i["kind"] == k, bare)]),
            )
            for kind in kinds
        },
        capitals=_rate(countries_right), capitals_least_probability=round(float(countries_probability.min()), 4),
    )


def prompts_shown(model: Causal) -> list[dict]:
    values = model.next_token_logits(list(PROMPTS))
    shown = []
    for prompt, row in zip(PROMPTS, values, strict=True):
        probabilities = np.exp(row - np.logaddexp.reduce(row))
        best = np.argsort(-probabilities)[:3]
        shown.append(dict(prompt=prompt, best=[[model.tokenizer.decode([i]), round(float(probabilities[i]), 3)] for i in best]))
    return shown


@dataclass
class Alternatives:
    """Proposals with the original excluded, summed over words: are they of the same kind?"""

    words: int = 0
    best: float = 0.0
    best_five: float = 0.0
    mass: float = 0.0

    def add(self, row: np.ndarray, same: np.ndarray) -> None:
        probabilities = np.exp(row - np.logaddexp.reduce(row))
        self.words += 1
        self.best += bool(same[row.argmax()])
        self.best_five += same[np.argsort(-row)[:5]].mean()
        self.mass += float(probabilities[same].sum())

    def rates(self) -> dict:
        of = {name: round(value / self.words, 4) for name, value in vars(self).items() if name != "words"}
        return dict(words=self.words, **of)


def masked_quality(items: list[dict]) -> dict:
    """One position masked at a time, in the prompts only: so are the proposals made.

    Alternatives are judged at words that fill a slot of a template, and at all words that are in a table: those include
    words like "day" in "that day", for which the tables have no saying what would do as well.
    """
    run = session("masked-lm")
    tokenizer = Tokenizer.from_file(str(MODELS / "masked-lm" / "tokenizer.json"))
    words = [tokenizer.decode([index]).strip() for index in range(tokenizer.get_vocab_size())]
    kinds_of = [groups_of(word) for word in words]
    top_1 = top_5 = tokens = 0
    filled, table = Alternatives(), Alternatives()
    for item in items[:MASKED_ITEMS]:
        encoding = tokenizer.encode(item["prompt"])
        ids = np.array(encoding.ids)
        ends = {end for _, end in item["filled"]}
        at = np.arange(len(ids) - 2)
        rows = np.repeat(ids[None], len(at), 0)
        rows[at, at + 1] = MASK
        values = logits(run, rows)[at, at + 1].astype(np.float64)
        for token, row, (_, end) in zip(ids[1:-1], values, encoding.offsets[1:-1], strict=True):
            rank = int((row > row[token]).sum())
            tokens, top_1, top_5 = tokens + 1, top_1 + (rank == 0), top_5 + (rank < 5)
            if not kinds_of[token]:
                continue
            row[:5] = row[token] = -np.inf
            same = np.array([bool(kinds_of[token] & kinds) for kinds in kinds_of])
            table.add(row, same)
            if end in ends:
                filled.add(row, same)
    return dict(
        items=min(MASKED_ITEMS, len(items)), tokens=tokens, top_1=round(top_1 / tokens, 4), top_5=round(top_5 / tokens, 4),
        same_kind_at_filled_words=filled.rates(), same_kind_at_all_table_words=table.rates(),
    )


def overlap(files: dict[str, list[dict]]) -> dict:
    """Counts, over all items that training text was made of, what the held-out files share with it.

    `items_without_an_unseen_combination`: items of which training has seen both the pair (template, fact) and the pair
    (template, distractor sentence). `same_text`: prompts that are the beginning of a training item.
    """
    facts, distractors, prompts, count = set(), set(), set(), 0
    for item in training_items():
        count += 1
        facts.add((item.template, item.fact))
        distractors.add((item.template, item.distractor))
        prompts.add(item.prompt)
    result = dict(training_items=count)
    for name, items in files.items():
        seen = sum(
            (item["templateId"], item["fact"]) in facts
            and (item["distractorId"] == NO_DISTRACTOR or (item["templateId"], item["distractorId"]) in distractors)
            for item in items
        )
        result[name] = dict(
            items=len(items), items_without_an_unseen_combination=seen,
            same_text=sum(item["prompt"] in prompts for item in items),
            same_text_without_distractor=sum(
                bool(item.get("without")) and item["without"]["prompt"] in prompts for item in items
            ),
        )
    quality, attribution = ({item["prompt"] for item in files[name]} for name in ("held-out", "attribution"))
    return result | dict(same_prompt_in_held_out_and_attribution=len(quality & attribution))


def main() -> None:
    files = {name: read_lines(f"{name}.jsonl") for name in ("held-out", "attribution", "redundant", "study")}
    model = Causal()
    quality = dict(causal=causal_quality(model, files["held-out"]), masked=masked_quality(files["held-out"]))
    quality["attributionItemsAnsweredRight"] = {}
    for name in ("attribution", "redundant", "study"):
        right, probability = model.answers([i["prompt"] for i in files[name]], [i["target"] for i in files[name]])
        for item, ok, value in zip(files[name], right, probability, strict=True):
            item["answeredRight"], item["probability"] = bool(ok), round(float(value), 4)
        write_lines(f"{name}.jsonl", files[name])
        quality["attributionItemsAnsweredRight"][name] = _rate(right)
    quality["overlapWithTraining"] = overlap(files)
    quality["prompts"] = prompts_shown(model)
    quality["missesByKind"] = dict(
        Counter(i["kind"] for i in files["attribution"] if not i["answeredRight"]).most_common()
    )
    (HERE / "quality.json").write_text(json.dumps(quality, indent=2) + "\n", encoding="utf8")
    print(json.dumps(quality, indent=1))


if __name__ == "__main__":
    main()
