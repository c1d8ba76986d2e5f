import { join } from 'node:path';
import { readItems } from '../study/items.ts';
import { compareExplanations, type Compared, type Explanations, type OwnVariant } from './inseq/explanations.ts';
import { FinishedAnswers } from './inseq/finished.ts';
import { costPerContext, type Cost, type PerContext } from './inseq/per-context.ts';
import { cache, keptAnswers, pinned, preparePython } from './inseq/python.ts';
import type { Hits } from './inseq/ranking.ts';
import { compareOnRealModel, type RealModel } from './inseq/real-model.ts';
import { openSides } from './inseq/sides.ts';
import { fileHash, llamaTwin, randomTwin, tinyTwin, type Twin } from './inseq/twins.ts';
import { smollm2 } from './models.ts';
import { atLeast, atMost, type Bar, type Ratio, type Row, type Section, type Setting } from './section.ts';

const title = 'Against inseq: the same explanations by its `reagent`';
/** inseq's own default of `max_probe_steps`. */
const mostSteps = 3000;
const cap = 60;

/** Forwards of 16 rows of 32 tokens; what the recipe's measurements and ours of old say is to be had. */
const shapes = [
  {
    name: 'gpt2-small',
    what: "GPT-2 small's shape (12 × 768)",
    layers: 12,
    width: 768,
    heads: 12,
    steps: 3,
    most: 0.7,
  },
  { name: 'd128', what: 'a small model (4 × 128)', layers: 4, width: 128, heads: 4, steps: 6, most: 0.15 },
] as const;

const variants = {
  byDefault: { way: { byDefault: true }, substitutes: 'masked-model' },
  hundred: { way: { evaluations: 100 }, substitutes: 'masked-model' },
  sameSubstitutes: { way: { evaluations: 100 }, substitutes: 'hash-groups' },
} as const satisfies Record<string, OwnVariant>;

/** inseq's `reagent` on the same weights, one thread on both sides, in seconds of the processor. */
export async function peer(setting: Setting): Promise<Section> {
  const { quick, tell } = setting;
  const python = await preparePython({ install: !quick, tell });
  if (typeof python !== 'string') return skipped(python.missing);
  const parts: Part[] = [];
  for (const shape of shapes) {
    tell(shape.what);
    const twin = await randomTwin(python, shape.name, shape);
    const work = quick ? { rounds: 1, steps: 1 } : { rounds: 5, steps: shape.steps };
    parts.push(perContextPart(shape, work.steps, await costPerContext(python, twin, work)));
  }
  tell('the tiny pair');
  parts.push(explanationPart(await compareOnTinyPair(python, setting)));
  const real = setting.models.find(({ name }) => name === smollm2);
  if (real !== undefined) {
    tell(real.name);
    const twin = await llamaTwin(python, real.folder, real.folder);
    const steps = quick ? 1 : cap;
    const options = { items: quick ? 1 : 3, cap: steps, finished: finishedAnswers(twin, steps, quick), tell };
    parts.push(realModelPart(await compareOnRealModel(python, twin, options), options.cap));
  }
  return {
    name: 'peer',
    title,
    explanation: [
      "Both sides run in a process of their own, on one thread, and explain in turn. What is compared are the processor's seconds of whole calls (`attribute` on both sides, all threads of the process), loading excluded: waiting for a busy machine does not count.",
      'Weights are the same: torch gets those of the ONNX file, and the logits of both are compared before (1e-4). inseq cannot load its tagger on a fresh installation; 40 groups by a hash of the token stand in for parts of speech. Everything else of inseq is its default, the steps that a row names excepted.',
      "Hits: how often the known cause of the item's target is among the best two or three tokens, special tokens left out. A NaN has no rank and an error no scores: both are misses, and their seconds count.",
      ...parts.flatMap(({ notes }) => notes),
    ],
    rows: parts.flatMap(({ rows }) => rows),
    ratios: parts.flatMap(({ ratios }) => ratios),
    bars: parts.flatMap(({ bars }) => bars),
  };
}

function skipped(why: string): Section {
  const explanation = [
    "Explanations by inseq's `reagent` and by ours on the same weights. It needs Python from 3.10 on, in which the benchmark installs the packages of tools/bench/inseq/requirements.txt for itself; all other sections do without.",
  ];
  return { name: 'peer', title, explanation, rows: [{ what: 'not measured', why }], ratios: [], bars: [] };
}

async function compareOnTinyPair(python: string, { quick, tell }: Setting): Promise<Compared<keyof typeof variants>> {
  const twin = await tinyTwin(python);
  const steps = quick ? 5 : mostSteps;
  const finished = finishedAnswers(twin, steps, quick);
  const sides = await openSides(python, twin);
  const items = readItems('attribution', quick ? 2 : 104);
  const compared = await compareExplanations(sides, { items, steps, variants, finished, tell });
  await sides.close();
  return compared;
}

/**
 * Of inseq's, with these packages, weights and steps. They cost hours of a processor, so they are part of the project:
 * whoever wants all of them measured anew deletes the files.
 */
function finishedAnswers({ torch }: Twin, steps: number, quick: boolean): FinishedAnswers {
  const weights = fileHash(join(torch, 'model.safetensors'));
  return new FinishedAnswers(join(quick ? cache : keptAnswers, `explanations-${pinned}-${weights}-${steps}.jsonl`));
}

interface Part {
  readonly notes: readonly string[];
  readonly rows: readonly Row[];
  readonly ratios: readonly Ratio[];
  readonly bars: readonly Bar[];
}

function perContextPart({ what, most }: (typeof shapes)[number], steps: number, { own, peer }: PerContext): Part {
  const ratio = own.secondsPerContext / peer.secondsPerContext;
  const label = `a context, ${what}`;
  return {
    notes: [],
    rows: [
      row(`${what}, random weights, 16 rows of 32 tokens`, `inseq, ${steps} steps`, peer),
      row('', 'ours, preset inseq, as many steps', own),
    ],
    ratios: [{ what: `${label}: ours ÷ inseq`, value: ratio }],
    bars: [atMost(label, ratio, most)],
  };
}

function explanationPart({ items, peer, own }: Compared<keyof typeof variants>): Part {
  const what = `the tiny pair, mean of ${items} items`;
  const costOf = ({ meanCpuSeconds, meanContexts }: Explanations): Cost => {
    return { cpuSeconds: meanCpuSeconds, contexts: meanContexts, secondsPerContext: meanCpuSeconds / meanContexts };
  };
  const errors = Object.entries(peer.errors).map(([kind, count]) => `${count} × ${kind}`);
  const ratio = own.byDefault.meanCpuSeconds / peer.meanCpuSeconds;
  const scored = peer.hitsWhereScored;
  return {
    notes: [
      `The tiny pair: inseq made ${peer.steps.least} to ${peer.steps.most.toLocaleString('en')} steps an item; its scores were all NaN for ${peer.notANumber}, and it raised an error for ${errors.length === 0 ? 'none' : errors.join(', ')}. Medians: inseq ${peer.medianCpuSeconds.toFixed(1)} s, ours ${own.byDefault.medianCpuSeconds.toFixed(3)} s. ${scored === null ? '' : `Of the items that it scored, its hits are ${scored.two.toFixed(2)} and ${scored.three.toFixed(2)}.`}`,
    ],
    rows: [
      row(what, 'inseq, defaults', costOf(peer), peer.hits),
      row('', 'ours, defaults', costOf(own.byDefault), own.byDefault.hits),
      row('', 'ours, 100 evaluations', costOf(own.hundred), own.hundred.hits),
      row('', "ours, 100 evaluations, inseq's substitutes", costOf(own.sameSubstitutes), own.sameSubstitutes.hits),
    ],
    ratios: [
      { what: 'an explanation, tiny pair: ours ÷ inseq, of means', value: ratio },
      { what: 'of medians', value: own.byDefault.medianCpuSeconds / peer.medianCpuSeconds },
    ],
    bars: [
      atMost('an explanation, tiny pair: ours ÷ inseq, of means', ratio, 0.01),
      atLeast('hit@2, tiny pair', own.byDefault.hits.two, peer.hits.two),
      atLeast('hit@3, tiny pair', own.byDefault.hits.three, peer.hits.three),
    ],
  };
}

function realModelPart({ items, meanTokens, peer, own }: RealModel, steps: number): Part {
  const what = `${smollm2}, mean of ${items} items of ${meanTokens.toFixed(0)} tokens`;
  const toTheEnd = (peer.secondsPerStep * mostSteps) / 3600;
  return {
    notes: [
      `${smollm2}: inseq is cut at ${steps} steps. ${peer.stoppedProbes} of ${peer.probes} probes had stopped; ${peer.withoutScores} of ${items} items have no scores but NaN. A step costs ${peer.secondsPerStep.toFixed(2)} s. **Extrapolated, not measured**: its default of ${mostSteps.toLocaleString('en')} steps, if no run ends before, is ${toTheEnd.toFixed(1)} hours of the processor an item.`,
    ],
    rows: [
      row(what, `inseq, at most ${steps} steps`, peer.cost, peer.hits),
      row('', "ours, 100 evaluations, inseq's substitutes", own.cost, own.hits),
    ],
    ratios: [
      { what: `${smollm2}: ours ÷ inseq at ${steps} steps`, value: own.cost.cpuSeconds / peer.cost.cpuSeconds },
      { what: 'of a context', value: own.cost.secondsPerContext / peer.cost.secondsPerContext },
    ],
    bars: [],
  };
}

function row(what: string, side: string, { cpuSeconds, contexts, secondsPerContext }: Cost, hits?: Hits): Row {
  return {
    what,
    side,
    'CPU s': cpuSeconds,
    contexts: Math.round(contexts),
    'ms a context': secondsPerContext * 1000,
    'hit@2': hits?.two ?? '',
    'hit@3': hits?.three ?? '',
  };
}
