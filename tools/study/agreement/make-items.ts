import { writeFileSync } from 'node:fs';
import { randomStream, type LocalBackend, type Random } from '@reagent/core';
import type { Item } from '../items.ts';
import { openSmollm2 } from '../pairs.ts';
import { allFrames, type Frame } from './frames.ts';
import { passagesOf, type Passage } from './passages.ts';

const seed = 707;
const itemsOfAFrame = 4;
/** How many real sentences are tried with a fact. */
const passagesOfAFact = 3;
const leastTokens = 30;
/** Only for the cost: an evaluation of SmolLM2 takes as long as its tokens. */
const mostTokens = 48;

/** An item of which the middle sentence is real. */
export interface AgreementItem extends Item {
  readonly source: string;
}

/**
 * Writes agreement.jsonl: for each frame the first facts, in an order drawn by the seed, that SmolLM2 answers right both with
 * and without the real sentence. No attribution method has a say.
 */
export async function makeAgreementItems(proseFolder: string): Promise<string> {
  const random = randomStream({ seed, probe: 0, step: 0, purpose: 'mask' });
  const passages = shuffled(passagesOf(proseFolder), random);
  const { backend, dispose } = await openSmollm2();
  const items: AgreementItem[] = [];
  for (const frame of allFrames) {
    let made = 0;
    for (const [antecedent, target] of shuffled(Object.entries(frame.facts), random)) {
      if (made === itemsOfAFrame) break;
      const candidates = passages.splice(-passagesOfAFact).map((passage) => itemOf(frame, antecedent, target, passage));
      const item = await firstUsable(backend, candidates);
      if (item === undefined) continue;
      items.push(item);
      made += 1;
    }
  }
  await dispose();
  const file = new URL('./agreement.jsonl', import.meta.url);
  writeFileSync(file, items.map((item) => `${JSON.stringify(item)}\n`).join(''));
  return `${items.length} items of ${new Set(items.map((item) => item.templateId)).size} frames`;
}

function itemOf(frame: Frame, antecedent: string, target: string, passage: Passage): AgreementItem {
  const start = frame.first.indexOf('{A}');
  const first = frame.first.replace('{A}', antecedent);
  return {
    id: `${frame.id}-${antecedent}`,
    kind: frame.kind,
    templateId: frame.id,
    prompt: `${first} ${passage.text} ${frame.last}`,
    target: ` ${target}`,
    antecedent: { start, end: start + antecedent.length },
    distractor: { start: first.length + 1, end: first.length + 1 + passage.text.length },
    competitor: null,
    source: passage.source,
  };
}

async function firstUsable(backend: LocalBackend, items: readonly AgreementItem[]): Promise<AgreementItem | undefined> {
  for (const item of items) if (await isUsable(backend, item)) return item;
  return undefined;
}

/** One token each for antecedent and target, of a usable length, and the model's first choice with and without the passage. */
async function isUsable(backend: LocalBackend, item: AgreementItem): Promise<boolean> {
  const encode = (text: string) => backend.tokenizer.encode(text, { addSpecialTokens: false }).ids;
  const antecedent = item.prompt.slice(item.antecedent.start, item.antecedent.end);
  const [target] = encode(item.target);
  if (encode(` ${antecedent}`).length !== 1 || encode(item.target).length !== 1) return false;
  const bare = item.prompt.slice(0, item.distractor.start) + item.prompt.slice(item.distractor.end + 1);
  const context = backend.tokenizer.encode(item.prompt).ids;
  if (context.length < leastTokens || context.length > mostTokens) return false;
  for (const ids of [context, backend.tokenizer.encode(bare).ids]) {
    const [first] = await backend.predict({ context: ids, k: 1 });
    if (first?.token !== target) return false;
  }
  return true;
}

function shuffled<T>(values: readonly T[], random: Random): T[] {
  return values
    .map((value) => ({ value, key: random.uniform() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}
