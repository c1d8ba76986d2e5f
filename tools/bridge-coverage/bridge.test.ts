import { fileURLToPath } from 'node:url';
import { row, type MaskedModel, type PrepareRequest, type LocalTokenizer } from '@reagent/core';
import { compareVocabularies, createRobertaReplacer } from '@reagent/replacer-roberta';
import { testReplacer } from '@reagent/testing';
import { describe, expect, it } from 'vitest';
import { coverageOf } from './coverage.ts';
import { standIn } from './stand-in.ts';
import { texts } from './texts.ts';
import { tokenizerOf } from './tokenizer-folder.ts';

// Here, because a package of plug-ins knows core and testing only: pairs of tokenizers of every family.
const fixture = (name: string): LocalTokenizer =>
  tokenizerOf(fileURLToPath(new URL(`../../packages/tokenizer/fixtures/${name}`, import.meta.url)));
const families = { byteLevel: 'smollm', sentencePiece: 'llama2', wordPiece: 'bert', robertas: 'gpt2' };
const explained = Object.values(families).map((name) => [name, fixture(name)] as const);
const masked = ['distilroberta', 'bert'].map((name) => [name, standIn(name, fixture(name))] as const);
const pairs = masked.flatMap(([masked, model]) =>
  explained.filter(([name]) => name !== masked).map(([name, one]) => [masked, name, model, one] as const),
);
const hard = [
  'naïve 🙂 café — «да»',
  'x = {"a": [1, 2]}\n\n\treturn x',
  '日本の首都は東京です',
  '  two  spaces ',
  "don't",
  '👩‍👩‍👧',
];

function requestFor(tokenizer: LocalTokenizer, text: string): PrepareRequest {
  const special = new Set(tokenizer.specialTokens.values());
  const tokens = Int32Array.from(tokenizer.encode(text).ids);
  let unit = 0;
  return { tokens, units: tokens.map((id) => (special.has(id) ? -1 : unit++)), tokenizer };
}

/** [token that may be replaced] the row that the masked model is given when it alone is hidden; null where it is not asked. */
async function maskedRows(model: MaskedModel, request: PrepareRequest): Promise<(number[] | null)[]> {
  let asked: number[] | null = null;
  const recording: MaskedModel = {
    ...model,
    propose: (request) => {
      asked = [...row(request.contexts, 0)];
      return model.propose(request);
    },
  };
  const replacer = createRobertaReplacer({ maskedModel: recording });
  const { tokens, tokenizer } = request;
  const rows: (number[] | null)[] = [];
  for (const [position, unit] of request.units.entries()) {
    if (unit < 0) continue;
    asked = null;
    const units = request.units.map((_, other) => (other === position ? 0 : -1));
    await replacer.prepare({ tokens, units, tokenizer });
    rows.push(asked);
  }
  return rows;
}

describe.each(pairs)('%s for %s', (_masked, _explained, model, tokenizer) => {
  it('shows the masked model the text with the span of a token hidden, and nothing else changed', async () => {
    // What word pieces lose, and the numbers that the small ones do not know, are compared on neither side.
    const bare = (text: string): string => text.replaceAll(/\s|\p{N}|\[UNK\]/gu, '').toLowerCase();
    const lossy = model.id === 'bert' || tokenizer === explained[2]?.[1];
    const shown = lossy ? bare : (text: string): string => text;
    for (const text of texts.slice(0, 2)) {
      const request = requestFor(tokenizer, text);
      const whole = tokenizer.spans(request.tokens.filter((_, position) => (request.units[position] as number) >= 0));
      const rows = await maskedRows(model, request);
      expect(rows).toHaveLength(whole.spans.length);
      rows.forEach((ids, index) => {
        const { start, end } = whole.spans[index] as { start: number; end: number };
        // Word pieces have no token for a space alone.
        if (ids === null) return expect(whole.text.slice(start, end).trim()).toBe('');
        const [before, after, ...more] = split(ids, model.maskToken).map((part) => model.tokenizer.decode(part));
        expect(more).toEqual([]);
        expect(shown(before as string)).toBe(shown(whole.text.slice(0, start)));
        expect(shown(after as string)).toBe(shown(whole.text.slice(end)));
      });
    }
  });

  it('takes any text, and has a substitute for every token', async () => {
    for (const text of hard) {
      const request = requestFor(tokenizer, text);
      const { report } = await createRobertaReplacer({ maskedModel: model, topK: 5 }).prepare(request);
      expect(report.coverage).toBe(1);
    }
  });
});

function split(ids: readonly number[], at: number): number[][] {
  const parts: number[][] = [[]];
  for (const id of ids) {
    if (id === at) parts.push([]);
    else parts.at(-1)?.push(id);
  }
  return parts;
}

it('knows which vocabularies are the same but for their ids', () => {
  const relation = (name: string) => compareVocabularies(masked[0]?.[1] as MaskedModel, fixture(name)).relation;
  expect(relation('distilroberta')).toBe('same');
  expect(['gpt2', 'opt', 'llama3'].map(relation)).toEqual(['one-to-one', 'one-to-one', 'one-to-one']);
  expect(['pythia', 'llama2', 'gemma2', 'bert'].map(relation)).toEqual(['spans', 'spans', 'spans', 'spans']);
});

it('gives a one-to-one partner the very tokens that it would read from the text itself', async () => {
  const [model, tokenizer] = [masked[0]?.[1] as MaskedModel, fixture('gpt2')];
  for (const text of [...texts, ...hard]) {
    const request = requestFor(tokenizer, text);
    const own = model.tokenizer.encode(text, { addSpecialTokens: false }).ids;
    const rows = await maskedRows(model, request);
    expect(rows).toEqual(own.map((_, hidden) => own.map((id, index) => (index === hidden ? model.maskToken : id))));
  }
});

it('counts coverage in shares of tokens', async () => {
  const coverage = await coverageOf(masked[1]?.[1] as MaskedModel, fixture('llama2'), texts.slice(0, 2));
  expect(coverage.relation).toBe('spans');
  for (const share of [coverage.vocabulary, coverage.running]) {
    expect(share).toBeGreaterThan(0.3);
    expect(share).toBeLessThan(1);
  }
  expect(coverage.fallbacks).toBeLessThan(0.2);
  expect(coverage.tokens).toBeGreaterThan(40);
});

for (const [maskedName, name, maskedModel, tokenizer] of pairs) {
  for (const strategy of ['single', 'joint'] as const) {
    testReplacer({
      describe,
      it,
      title: `${strategy}: ${maskedName} for ${name}`,
      create: () => createRobertaReplacer({ maskedModel, strategy }),
      tokenizer,
    });
  }
}
