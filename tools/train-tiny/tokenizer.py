"""The tokenizer that both models share: byte-level BPE in which every word of the items is one token."""

import random

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, processors, trainers

import prose
from item import Item
from relations import CAPITAL, COUNTRY, NAMES, all_words
from settings import SEED_TOKENIZER, SPECIAL_TOKENS, VOCABULARY, WORK

_FILE = "tokenizer.json"
_FORM_REPEATS = 90  # often enough that BPE merges a word of the items before it merges prose


def _training_lines(items: list[Item]):
    rng = random.Random(SEED_TOKENIZER)
    split = pre_tokenizers.ByteLevel(add_prefix_space=False)
    forms: set[str] = set()
    for item in items[:20_000]:
        forms |= {item.text[start:end] for _, (start, end) in split.pre_tokenize_str(item.text)}
        yield item.text
    # Both spellings of a table word: with a space, and as the first word of a text where it can be one.
    forms |= {" " + word for word in all_words()}
    forms |= set(NAMES) | set(CAPITAL) | set(COUNTRY)
    for form in sorted(forms):
        yield "\n".join([form] * _FORM_REPEATS)
    found = [sentence for text in prose.texts() for sentence in prose.sentences(text)]
    yield from rng.sample(found, 6_000)


def train(items: list[Item]) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    specials = [AddedToken(token, special=True, normalized=False, lstrip=token == "<mask>") for token in SPECIAL_TOKENS]
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY, special_tokens=specials, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    tokenizer.train_from_iterator(_training_lines(items), trainer)
    split_up = [word for word in all_words() if len(tokenizer.encode(" " + word).ids) != 1]
    if split_up:
        raise RuntimeError(f"not one token each: {split_up}")
    WORK.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(WORK / _FILE))
    return tokenizer


def load() -> Tokenizer:
    """The bare tokenizer: adds no special tokens."""
    return Tokenizer.from_file(str(WORK / _FILE))


def with_special_tokens(tokenizer: Tokenizer, *, end: bool) -> Tokenizer:
    """A copy that puts `<s>` in front, and `</s>` behind where `end`."""
    copy = Tokenizer.from_str(tokenizer.to_str())
    single = "<s> $A </s>" if end else "<s> $A"
    pair = "<s> $A </s> </s> $B </s>" if end else "<s> $A $B"
    copy.post_processor = processors.TemplateProcessing(
        single=single, pair=pair, special_tokens=[("<s>", 0), ("</s>", 2)] if end else [("<s>", 0)],
    )
    return copy
