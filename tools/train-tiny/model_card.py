"""Writes packages/tiny/MODEL_CARD.md from quality.json, effect-check.json and the settings: `python model_card.py`."""

import json

from item import KIND_WEIGHT
from relations import all_words
from settings import (
    BATCH_TOKENS, CAUSAL_FEED_FORWARD, CONTEXT, HEADS, HERE, LAYERS, MASKED_FEED_FORWARD, MODELS, PACKAGE,
    PROSE_PACKAGES, TRAINING, TRAINING_ITEMS, VOCABULARY, WIDTH,
)

_EXAMPLES = dict(
    capital="The capital of France is", country="Paris is the capital of", language="The people of Japan speak",
    female="The king danced with the", opposite="The opposite of hot is", comparative="One is old, the other is",
    superlative="Many are good, but only one is the", plural="I have one mouse, and you have two",
    past="Today I write, yesterday I", ing="If you want to dance, then start", young="A young dog is called a",
    home="The home of the bee is the", day="The day after Monday is", category="A rose is a kind of",
    hue="The color of the snow is",
    place="Anna put the key in the kitchen. Tom went to the garden. Now the key is in the",
    color="The lamp is red. The ball is blue. The color of the lamp is",
    giver="Tom gave the book to Anna. So Anna said thank you to", job="Lucy is a doctor. Everyone in town knows that Lucy is a",
)


def _percent(rate: dict) -> str:
    return f"{rate['rate']:.3f} ({rate['right']} of {rate['of']})" if rate["of"] else "-"


def _size(name: str) -> str:
    return f"{(MODELS / name / 'onnx' / 'model.onnx').stat().st_size / 1e6:.2f} MB"


def _training(name: str) -> str:
    plan = TRAINING[name]
    return f"{plan.tokens / 1e6:g} million tokens; rates: AdamW {plan.adam_rate:g}, Muon {plan.muon_rate:g}"


def _weak(causal: dict) -> list[str]:
    return [
        f"`{kind}` {row['with_distractor']['rate']:.3f}" for kind, row in causal["kinds"].items()
        if row["with_distractor"]["rate"] < causal["with_distractor"]["rate"] - 0.005
    ]


def card(quality: dict, effect: dict) -> str:
    causal, masked, overlap = quality["causal"], quality["masked"], quality["overlapWithTraining"]
    filled, table = masked["same_kind_at_filled_words"], masked["same_kind_at_all_table_words"]
    kinds = "\n".join(
        f"| `{kind}` | {_EXAMPLES[kind]} | {_percent(row['with_distractor'])} | {_percent(row['with_competitor'])} | {_percent(row['without'])} |"
        for kind in KIND_WEIGHT for row in [causal["kinds"][kind]]
    )
    prompts = "\n".join(
        f"| {entry['prompt']} | {', '.join(f'`{word}` {value:.3f}' for word, value in entry['best'])} |"
        for entry in quality["prompts"]
    )
    overlaps = "\n".join(
        f"| `{name}.jsonl` | {overlap[name]['items']} | **{overlap[name]['items_without_an_unseen_combination']}** | "
        f"**{overlap[name]['same_text']}** | {overlap[name]['same_text_without_distractor']} |"
        for name in ("held-out", "attribution", "redundant")
    )
    top = effect["antecedent_in_top"]
    weak = ", ".join(_weak(causal)) or "none stands out"
    answered = quality["attributionItemsAnsweredRight"]["attribution"]
    return f"""# Model card: the tiny pair

Two small language models that come with `@reagent/tiny`, so that an attribution runs at once, without a download: a causal LM whose predictions are
explained, and a masked LM that proposes replacements. They share one tokenizer. They are toys that know a small world very well; nothing they say
about the real one should be relied on.

| | causal LM | masked LM |
| --- | --- | --- |
| folder | `models/causal-lm` | `models/masked-lm` |
| architecture | Llama's (`LlamaForCausalLM`), output tied | RoBERTa's (`RobertaForMaskedLM`) |
| parameters | 0.98 million | 1.04 million |
| layers, width, heads, feed-forward | {LAYERS}, {WIDTH}, {HEADS}, {CAUSAL_FEED_FORWARD} | {LAYERS}, {WIDTH}, {HEADS}, {MASKED_FEED_FORWARD} |
| context, special tokens included | {CONTEXT} | {CONTEXT} (`max_position_embeddings` {CONTEXT + 2}, as RoBERTa counts) |
| file | {_size("causal-lm")} | {_size("masked-lm")} |
| trained on | {_training("causal-lm")} | {_training("masked-lm")} |

Files: ONNX, opset 17, weights as fp16 behind Cast nodes that a runtime folds at load; computation in fp32. Inputs `input_ids`, `attention_mask`
(int64, [batch, sequence]), output `logits` (float32, [batch, sequence, vocabulary]). A row in a batch has the bits that it has alone (ONNX Runtime
on a CPU, measured by `verify.py`).

Tokenizer: byte-level BPE, {VOCABULARY:,} tokens, `<s> <pad> </s> <unk> <mask>` = 0 to 4. Every word of the generated texts is one token, with its leading
space. The causal LM's tokenizer puts `<s>` in front, the masked LM's `<s>` and `</s>` around.

## What they were trained on
- **Generated text**, {TRAINING_ITEMS:,} items in {len(KIND_WEIGHT)} kinds of relations over {len(all_words())} words (`tools/train-tiny`): capitals, languages, opposites, plurals and
  so on, and things that the text itself says (who gave what, what is where). Most have a second sentence that does not matter, many with a
  competing word in it.
- **Public-domain prose**, about 17 % of the tokens: Herman Melville's *Moby-Dick* and State of the Union addresses since 1947, from the npm packages
  {' and '.join(f'`{name}`' for name in PROSE_PACKAGES)} (texts CC0 or works of the US government, data PDDL-1.0).

Settings: batches of about {BATCH_TOKENS:,} tokens, Muon for the matrices of the blocks and AdamW for the rest, 60 steps of warm-up and a cosine to 2 %,
gradient norm clipped at 1; the answer's token weighs 4; in 15 % of the causal LM's rows template words are swapped; mask rates of .06 to .4, half of
the masked LM's texts end early. Longest documents: {CONTEXT} tokens; most have 15 to 60, so late positions are trained, but little.

## Measured quality
`python3 tools/train-tiny/run.py measure`, from the committed files; all figures in `tools/train-tiny/quality.json`. Held out: 12 % of the pairs (template, fact) and
15 % of the pairs (template, distractor), by hash.

| causal LM, first choice is right | |
| --- | --- |
| with a distractor | **{_percent(causal["with_distractor"])}** |
| without | **{_percent(causal["without_distractor"])}** |
| with a competitor in the distractor | {_percent(causal["with_competitor"])} |
| with a neutral distractor | {_percent(causal["with_neutral_distractor"])} |
| with a distractor, (template, fact) held out | {_percent(causal["with_distractor_fact_held_out"])} |
| with a distractor, only (template, distractor) held out | {_percent(causal["with_distractor_sentence_held_out_only"])} |
| mean probability of the target, with a distractor | {causal["mean_probability_with_distractor"]:.3f} |
| "The capital of X is" | {_percent(causal["capitals"])}, least probability {causal["capitals_least_probability"]:.3f} |
| items of `attribution.jsonl` | {_percent(answered)} |

| masked LM, one position masked at a time, {masked["items"]} held-out prompts | |
| --- | --- |
| top-1, all {masked["tokens"]:,} tokens | **{masked["top_1"]:.3f}** |
| top-5 | {masked["top_5"]:.3f} |
| original excluded, at {filled["words"]:,} words that fill a slot of a template: best alternative of the same kind | **{filled["best"]:.3f}** |
| ... share of the best five; probability mass | {filled["best_five"]:.3f}; {filled["mass"]:.3f} |
| original excluded, at all {table["words"]:,} words that are in a table ("day" in "that day" too): best alternative of the same kind | {table["best"]:.3f} |
| ... share of the best five; probability mass | {table["best_five"]:.3f}; {table["mass"]:.3f} |

| overlap with training ({overlap["training_items"]:,} items) | items | all combinations seen | same prompt | same prompt, distractor left out |
| --- | --- | --- | --- | --- |
{overlaps}

Prompts in both `held-out.jsonl` and `attribution.jsonl`: {overlap["same_prompt_in_held_out_and_attribution"]}.

| kind | example | with a distractor | with a competitor | without |
| --- | --- | --- | --- | --- |
{kinds}

Attribution, a check in Python (`check_effect.py`: the effect on the log-odds by ridge regression, {effect["evaluations"]} evaluations, the first
{effect["items"]} items of `attribution.jsonl`): antecedent in the top 1, 2, 3 on {top["1"]:.3f}, {top["2"]:.3f}, {top["3"]:.3f}; a competitor in the top 3 on {effect["competitor_in_top_3"]:.3f}. The
project's own study in TypeScript is the official one.

Weaker than the average with a distractor: {weak}.

## What to try
| prompt | first three |
| --- | --- |
{prompts}

## What they cannot do
- **Anything outside their world.** The facts are those of `tools/train-tiny/relations.py`, in the phrasings of `templates.py` or close to them. A country, a word or
  a phrasing that is not there gets a confident answer that means nothing.
- **Write.** Longer continuations drift into imitation of Melville or of presidents.
- **Follow instructions, answer questions, reason, count, translate**, or handle other languages and scripts (bytes are covered, so nothing crashes).
- **Long texts.** More than {CONTEXT} tokens is refused; above about 60 they have seen little.
- **Stand for large models.** That an attribution method is right here, where the cause is known, does not show that it is right on a model of real size.
- They carry the views of their sources in the little prose they saw, and simple stereotypes (male and female words come in pairs).

## Made again
`tools/train-tiny/README.md` has the one command, pinned versions and seeds. Licence of weights and code: MIT.
"""


if __name__ == "__main__":
    quality, effect = (
        json.loads((HERE / f"{name}.json").read_text(encoding="utf8")) for name in ("quality", "effect-check")
    )
    (PACKAGE / "MODEL_CARD.md").write_text(card(quality, effect), encoding="utf8")
    print("packages/tiny/MODEL_CARD.md written")
