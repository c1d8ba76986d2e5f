"""Writes the four files of held-out items: `python make_items.py`.

held-out.jsonl     for the models' quality; `without` is the same item without its distractor, given only where that is held out too
attribution.jsonl  other items, for studies of attribution; `answeredRight` is filled in by measure.py
redundant.jsonl    items whose antecedent's sentence stands twice, so that two tokens cause the target
study.jsonl        items as in attribution.jsonl that no choice was made on: only the quality study reads them
"""

import json
import random
from collections.abc import Iterator

from item import Draft, Item, Span, draw, write
from settings import (
    ATTRIBUTION_ITEMS, HELD_OUT_ITEMS, ITEMS, REDUNDANT_ITEMS, SEED_ATTRIBUTION, SEED_HELD_OUT, SEED_REDUNDANT, SEED_STUDY,
    STUDY_ITEMS,
)


def _span(item: Item, span: Span | None) -> dict | None:
    return None if span is None else dict(start=span[0], end=span[1], text=item.text[span[0] : span[1]])


def as_json(item: Item, identity: str, seed: int) -> dict:
    return dict(
        id=identity, kind=item.kind, form=item.form, prompt=item.prompt, target=" " + item.target,
        antecedent=_span(item, item.antecedents[0]), distractor=_span(item, item.distractor_span),
        competitor=_span(item, item.competitor_span), templateId=item.template, distractorId=item.distractor,
        fact=item.fact, seed=seed,
    )


def _drafts(seed: int, taken: set[str], *, long_only: bool = False) -> Iterator[Draft]:
    """Held-out drafts with a distractor whose prompts are new; adds each prompt to `taken`."""
    rng = random.Random(seed)
    while True:
        draft = draw(rng, held_out=True, long_only=long_only)
        prompt = write(draft).prompt
        if draft.distractor_sentence and prompt not in taken:
            taken.add(prompt)
            yield draft


def held_out(taken: set[str]) -> Iterator[dict]:
    for number, draft in zip(range(HELD_OUT_ITEMS), _drafts(SEED_HELD_OUT, taken), strict=False):
        item = write(draft)
        line = as_json(item, f"held-out-{number}", SEED_HELD_OUT)
        bare = write(draft, with_distractor=False)
        line["filled"] = item.filled
        line["without"] = (
            dict(prompt=bare.prompt, antecedent=_span(bare, bare.antecedents[0])) if bare.held_out_pairs else None
        )
        yield line


def attribution(taken: set[str]) -> Iterator[dict]:
    for number, draft in zip(range(ATTRIBUTION_ITEMS), _drafts(SEED_ATTRIBUTION, taken), strict=False):
        yield as_json(write(draft), f"attribution-{number}", SEED_ATTRIBUTION)


def redundant(taken: set[str]) -> Iterator[dict]:
    drafts = _drafts(SEED_REDUNDANT, taken, long_only=True)
    for number, draft in zip(range(REDUNDANT_ITEMS), drafts, strict=False):
        item = write(draft, repeat_antecedent=True)
        line = as_json(item, f"redundant-{number}", SEED_REDUNDANT)
        yield line | {"antecedents": [_span(item, span) for span in item.antecedents]}


def study(taken: set[str]) -> Iterator[dict]:
    for number, draft in zip(range(STUDY_ITEMS), _drafts(SEED_STUDY, taken), strict=False):
        yield as_json(write(draft), f"study-{number}", SEED_STUDY)


def write_lines(name: str, lines: list[dict]) -> None:
    ITEMS.mkdir(exist_ok=True)
    (ITEMS / name).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf8")


def read_lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (ITEMS / name).read_text(encoding="utf8").splitlines()]


def main() -> None:
    taken: set[str] = set()
    makers = (("held-out", held_out), ("attribution", attribution), ("redundant", redundant), ("study", study))
    for name, make in makers:
        lines = list(make(taken))
        for line in lines:
            for span in [*line.get("antecedents", [line.get("antecedent")]), line["distractor"], line["competitor"]]:
                assert span is None or line["prompt"][span["start"] : span["end"]] == span["text"], line
        write_lines(f"{name}.jsonl", lines)
        print(f"{name}.jsonl: {len(lines)} items")


if __name__ == "__main__":
    main()
