"""Training text as token ids: generated items and prose, each document between `<s>` and `</s>`."""

import pickle
import random
from dataclasses import dataclass

from tokenizers import Tokenizer

import prose
import tokenizer as shared_tokenizer
from item import Item, draw, write
from relations import all_words
from settings import (
    ANSWER_WEIGHT, BOS, CONTEXT, EOS, PROSE_SHARE, SEED_PROSE, SEED_TRAINING_ITEMS, TRAINING_ITEMS, WORK,
)

REPEATED_SHARE = 0.03  # items whose antecedent's sentence stands twice: redundant causes must not be strange to the model
JOINED_SHARE = 0.02  # documents that join several items, so that late positions are trained too
PROSE_LENGTHS = (30, 46, 62, 62, 120, CONTEXT - 6)
HELD_OUT_PROSE = 200


@dataclass
class Document:
    """`weights[i]` is the loss weight of predicting token i; a token with `may_change[i]` can be noised in training."""

    ids: list[int]
    weights: list[float]
    may_change: list[bool]
    prompt_length: int = 0  # tokens before the (first) target, `<s>` included; 0 for prose


def training_items() -> list[Item]:
    """All items of the training text: the same ones at every call."""
    rng = random.Random(SEED_TRAINING_ITEMS)
    return [
        write(draw(rng, held_out=False), repeat_antecedent=rng.random() < REPEATED_SHARE) for _ in range(TRAINING_ITEMS)
    ]


def _encode_item(item: Item, text: str, encoding, fixed: set[int]) -> Document:
    """`text` is the item's text, with a space in front where it follows another item."""
    target_start = item.target_start + len(text) - len(item.text)
    target = next(index for index, (_, end) in enumerate(encoding.offsets) if end > target_start)
    weights = [1.0] * len(encoding.ids)
    weights[target] = ANSWER_WEIGHT
    may_change = [token not in fixed for token in encoding.ids]
    may_change[target - 1] = False  # the token before the target fixes the slot
    return Document(list(encoding.ids), weights, may_change, target)


def _framed(document: Document) -> Document:
    return Document(
        [BOS, *document.ids, EOS], [0.0, *document.weights, 1.0], [False, *document.may_change, False],
        document.prompt_length + 1 if document.prompt_length else 0,
    )


def _item_documents(items: list[Item], tokenizer: Tokenizer, rng: random.Random) -> list[Document]:
    fixed = {tokenizer.token_to_id("\u0120" + word) for word in all_words()}
    fixed |= {tokenizer.token_to_id(word) for word in all_words()} - {None}
    alone = tokenizer.encode_batch([item.text for item in items])
    following = tokenizer.encode_batch([" " + item.text for item in items])
    documents, index = [], 0
    while index < len(items):
        document = _encode_item(items[index], items[index].text, alone[index], fixed)
        index += 1
        if rng.random() < JOINED_SHARE:
            limit = rng.randrange(40, CONTEXT - 2)
            while index < len(items) and len(document.ids) + len(following[index].ids) <= limit:
                more = _encode_item(items[index], " " + items[index].text, following[index], fixed)
                document.ids += more.ids
                document.weights += more.weights
                document.may_change += more.may_change
                index += 1
        documents.append(_framed(document))
    return documents


def _prose_documents(tokenizer: Tokenizer, token_budget: int, rng: random.Random) -> tuple[list[Document], list[Document]]:
    """(training, held out): runs of whole sentences; one that is too long is cut."""
    documents = []
    for text in prose.texts():
        parts = prose.sentences(text)
        first = [encoding.ids for encoding in tokenizer.encode_batch(parts)]
        later = [encoding.ids for encoding in tokenizer.encode_batch([" " + part for part in parts])]
        index = 0
        while index < len(parts):
            limit = rng.choice(PROSE_LENGTHS)
            ids = list(first[index][: CONTEXT - 2])
            index += 1
            while index < len(parts) and len(ids) + len(later[index]) <= limit:
                ids += later[index]
                index += 1
            if len(ids) >= 8:
                documents.append(_framed(Document(ids, [1.0] * len(ids), [False] * len(ids))))
    rng.shuffle(documents)
    held_out, rest = documents[:HELD_OUT_PROSE], documents[HELD_OUT_PROSE:]
    kept, tokens = [], 0
    for document in rest:
        if tokens >= token_budget:
            break
        kept.append(document)
        tokens += len(document.ids)
    return kept, held_out


def build() -> None:
    """Generates items, trains the tokenizer and writes the encoded corpus to the work folder."""
    items = training_items()
    tokenizer = shared_tokenizer.train(items)
    rng = random.Random(SEED_PROSE)
    item_documents = _item_documents(items, tokenizer, rng)
    item_tokens = sum(len(document.ids) for document in item_documents)
    prose_budget = int(item_tokens * PROSE_SHARE / (1 - PROSE_SHARE))
    prose_documents, held_out_prose = _prose_documents(tokenizer, prose_budget, rng)
    prose_tokens = sum(len(document.ids) for document in prose_documents)
    documents = item_documents + prose_documents
    with open(WORK / "corpus.pickle", "wb") as file:
        pickle.dump((documents, held_out_prose), file)
    print(
        f"corpus: {len(items)} items, {item_tokens} tokens; {len(prose_documents)} documents of prose, {prose_tokens} tokens; "
        f"longest document {max(len(document.ids) for document in documents)}; vocabulary {tokenizer.get_vocab_size()}"
    )


def load() -> tuple[list[Document], list[Document]]:
    """(training documents, held-out prose)."""
    with open(WORK / "corpus.pickle", "rb") as file:
        return pickle.load(file)
