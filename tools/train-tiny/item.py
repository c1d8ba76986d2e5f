"""Generates items: short texts with a known antecedent, target, distractor and competitor.

All positions are character offsets. The text is plain ASCII, so they are UTF-16 offsets too.
"""

import random
import re
from dataclasses import dataclass, field

from relations import IN_CONTEXT, LOOKUP, NAMES, OBJECTS, RELATIVES, SUBJECTS
from split import NO_DISTRACTOR, held_out_pairs
from templates import COMPETITOR, DIRECT, LONG, NEUTRAL, STORY_FIRST, STORY_LAST

# How often each kind is drawn. The in-context kinds are a third: they are the hardest to learn and the most telling to attribute.
KIND_WEIGHT = dict(
    capital=5, country=1.5, language=3.5, female=3, opposite=3.5, comparative=2.5, superlative=2, plural=3, past=2.5,
    ing=2, young=1.5, home=1.5, day=1.5, category=1.5, hue=1.5, place=4.5, color=4.5, giver=4, job=3,
)
DIRECT_SHARE = 0.3
DIRECT_WITH_DISTRACTOR = 0.25
NO_DISTRACTOR_SHARE = 0.28
NEUTRAL_SHARE = 0.30  # the rest has a competitor
PARENTHESES_SHARE = 0.6
STORY_PARENTHESES_SHARE = 0.4
STORY_DISTRACTOR_FIRST_SHARE = 0.25

Span = tuple[int, int]


@dataclass(frozen=True)
class Item:
    """One generated text. `antecedents` has one span, or two when the antecedent's sentence is repeated."""

    kind: str
    form: str  # "direct" | "long" | "story"
    template: str
    distractor: str  # id of the distractor sentence, or "none"
    fact: str  # what the template was filled with: with `template` the unit of the split
    target: str  # without its leading space
    text: str  # the whole text, with target and end
    antecedents: tuple[Span, ...]
    target_start: int
    distractor_span: Span | None = None
    competitor_span: Span | None = None
    filled: tuple[Span, ...] = ()  # every word that was filled into a template, the target left out, in order

    @property
    def prompt(self) -> str:
        """The text up to the target, without the space in front of it."""
        return self.text[: self.target_start - 1]

    @property
    def antecedent(self) -> str:
        start, end = self.antecedents[0]
        return self.text[start:end]

    @property
    def held_out_pairs(self) -> list[tuple[str, str, str]]:
        return held_out_pairs(self.template, self.fact, self.distractor)


@dataclass(frozen=True)
class Draft:
    """What was drawn for an item, before it is written out: the same draft can be written with and without its distractor."""

    kind: str
    form: str
    template: str
    first: str  # sentence with the antecedent; "" in a direct template
    last: str  # sentence with the target
    fact: str
    words: dict[str, str]  # placeholder -> word
    distractor: str = NO_DISTRACTOR
    distractor_sentence: str = ""
    distractor_comes_first: bool = False


@dataclass
class _Writer:
    """Appends sentences and remembers where the marked words went."""

    text: str = ""
    spans: dict[str, list[Span]] = field(default_factory=dict)

    def sentence(self, template: str, words: dict[str, str]) -> Span:
        if self.text:
            self.text += " "
        start = len(self.text)
        for part in re.split(r"(\{[A-Z]\})", template):
            is_placeholder = part.startswith("{")
            name = part[1:-1] if is_placeholder else ""
            word = words[name] if is_placeholder else part
            if is_placeholder and word[0] in "aeiou" and re.search(r"\b[Aa] $", self.text):
                self.text = self.text[:-1] + "n "  # "a apple" -> "an apple"
            if is_placeholder:
                self.spans.setdefault(name, []).append((len(self.text), len(self.text) + len(word)))
            self.text += word
        return start, len(self.text)


def write(draft: Draft, *, with_distractor: bool = True, repeat_antecedent: bool = False) -> Item:
    """Writes a draft out. `repeat_antecedent` puts the antecedent's sentence a second time, after the distractor."""
    writer = _Writer()
    distractor_span = None

    def add_distractor() -> None:
        nonlocal distractor_span
        if with_distractor and draft.distractor_sentence:
            distractor_span = writer.sentence(draft.distractor_sentence, draft.words)

    if not draft.first or draft.distractor_comes_first:
        add_distractor()
    if draft.first:
        writer.sentence(draft.first, draft.words)
        if not draft.distractor_comes_first:
            add_distractor()
        if repeat_antecedent:
            writer.sentence(draft.first, draft.words)
    writer.sentence(draft.last, draft.words)
    return Item(
        kind=draft.kind, form=draft.form, template=draft.template,
        distractor=draft.distractor if distractor_span else NO_DISTRACTOR,
        fact=draft.fact, target=draft.words["T"], text=writer.text, antecedents=tuple(writer.spans["A"]),
        target_start=writer.spans["T"][0][0], distractor_span=distractor_span,
        competitor_span=writer.spans["X"][0] if distractor_span and "X" in writer.spans else None,
        filled=tuple(sorted(span for name, spans in writer.spans.items() if name != "T" for span in spans)),
    )


def _draw_competitor(kind: str, antecedent: str, target: str, rng: random.Random) -> str:
    """A word of the antecedent's kind that neither is, nor asks for, the antecedent or the target."""
    table = LOOKUP[kind]
    taken = (antecedent, target)
    return rng.choice([word for word in table if word not in taken and table[word] not in taken])


def _with_parentheses(sentence: str, share: float, rng: random.Random) -> str:
    return f"({sentence}.)" if rng.random() < share else f"{sentence}."


def _draw_lookup(kind: str, rng: random.Random, long_only: bool) -> Draft:
    table = LOOKUP[kind]
    antecedent = rng.choice(list(table))
    names = rng.sample(NAMES, 2)
    words = dict(A=antecedent, T=table[antecedent], N=names[0], M=names[1], R=rng.choice(RELATIVES), S=rng.choice(SUBJECTS))
    direct = not long_only and rng.random() < DIRECT_SHARE
    index = rng.randrange(len((DIRECT if direct else LONG)[kind]))
    first, last = ("", DIRECT[kind][index]) if direct else LONG[kind][index]
    distractor, sentence = NO_DISTRACTOR, ""
    draw = rng.random()
    if (not direct or rng.random() < DIRECT_WITH_DISTRACTOR) and draw >= NO_DISTRACTOR_SHARE:
        if draw < NO_DISTRACTOR_SHARE + NEUTRAL_SHARE:
            number = rng.randrange(len(NEUTRAL))
            distractor, sentence = f"neutral.{number}", NEUTRAL[number]
        else:
            number = rng.randrange(len(COMPETITOR[kind]))
            distractor, sentence = f"competitor.{number}", COMPETITOR[kind][number]
            words["X"] = _draw_competitor(kind, antecedent, table[antecedent], rng)
        sentence = _with_parentheses(sentence, PARENTHESES_SHARE, rng)
    return Draft(
        kind=kind, form="direct" if direct else "long", template=f"{kind}.{'d' if direct else 'l'}{index}",
        first=first, last=last, fact=antecedent, words=words, distractor=distractor, distractor_sentence=sentence,
    )


def _draw_story(kind: str, rng: random.Random) -> Draft:
    names, objects = rng.sample(NAMES, 3), rng.sample(OBJECTS, 2)
    if kind == "giver":  # antecedent and competitor are names themselves
        antecedent, competitor = names[0], names[1]
        names = names[2:] + names[:2]
    else:
        antecedent, competitor = rng.sample(IN_CONTEXT[kind], 2)
    words = dict(A=antecedent, T=antecedent, N=names[0], M=names[1], O=objects[0], P=objects[1])
    first = rng.randrange(len(STORY_FIRST[kind]))
    last = rng.randrange(len(STORY_LAST[kind]))
    # "{N} ... the {O}" in the last sentence needs a first sentence that has named them: every one of these kinds does.
    bound_to = {"giver": "", "job": names[0]}.get(kind, objects[0])
    draw, distractor, sentence, comes_first = rng.random(), NO_DISTRACTOR, "", False
    if draw < 0.5:
        number = rng.randrange(len(COMPETITOR[kind]))
        distractor, sentence = f"competitor.{number}", COMPETITOR[kind][number]
        words["X"] = competitor
    elif draw < 0.75:
        number = rng.randrange(len(NEUTRAL))
        distractor, sentence = f"neutral.{number}", NEUTRAL[number]
    if sentence:
        sentence = _with_parentheses(sentence, STORY_PARENTHESES_SHARE, rng)
        refers_back = sentence.startswith(("Next to it", "("))
        comes_first = not refers_back and rng.random() < STORY_DISTRACTOR_FIRST_SHARE
    return Draft(
        kind=kind, form="story", template=f"{kind}.s{first}", first=STORY_FIRST[kind][first],
        last=STORY_LAST[kind][last], fact=f"{antecedent}+{bound_to}" if bound_to else antecedent, words=words,
        distractor=distractor, distractor_sentence=sentence, distractor_comes_first=comes_first,
    )


def draw(rng: random.Random, *, held_out: bool, kind: str | None = None, long_only: bool = False) -> Draft:
    """Draws until an item falls on the wanted side of the split."""
    while True:
        drawn = kind or rng.choices(list(KIND_WEIGHT), list(KIND_WEIGHT.values()))[0]
        draft = _draw_lookup(drawn, rng, long_only) if drawn in LOOKUP else _draw_story(drawn, rng)
        if bool(held_out_pairs(draft.template, draft.fact, draft.distractor)) == held_out:
            return draft
