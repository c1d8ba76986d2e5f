import { attribute, type AttributeOptions, type AttributionResult, type LocalBackend } from '@reagent/core';
import { createToyBackend, createToyMaskedModel, type ToyMaskedModel } from '@reagent/testing';
import { describe, expect, it } from 'vitest';
import { createRobertaReplacer, type RobertaReplacerOptions } from '../src/index.ts';

const text = 'The capital of France is';
const targets = ['Paris', 'Rome'] as const;

interface Setting {
  readonly name: string;
  readonly backend: LocalBackend;
  readonly maskedModel: () => ToyMaskedModel;
}

/** One vocabulary, and two: the toy's words in another order. */
const settings: readonly Setting[] = [
  { name: 'one vocabulary', backend: createToyBackend(), maskedModel: () => createToyMaskedModel() },
  {
    name: 'two vocabularies',
    backend: createToyBackend(),
    maskedModel: () => createToyMaskedModel({ words: [...wordsOf(createToyBackend())].reverse() }),
  },
];

function wordsOf({ tokenizer }: LocalBackend): string[] {
  const special = new Set(tokenizer.specialTokens.values());
  const ids = Array.from({ length: tokenizer.vocabularySize }, (_, id) => id).filter((id) => !special.has(id));
  return ids.map((id) => tokenizer.decode([id]).trim());
}

function run(
  backend: LocalBackend,
  maskedModel: ToyMaskedModel,
  options: Omit<RobertaReplacerOptions, 'maskedModel'> = {},
) {
  const replacer = createRobertaReplacer({ maskedModel, ...options });
  return {
    replacer,
    attribute: (own: Partial<AttributeOptions> = {}) =>
      attribute({
        ...{ backend, replacer, stopping: null, limits: { evaluations: 40 } },
        ...(own.messages === undefined ? { text } : {}),
        ...own,
      }),
  };
}

/** What must be equal between equal runs. */
function comparable(result: AttributionResult): string {
  const { execution: _, ...provenance } = result.provenance;
  return JSON.stringify({ ...result, provenance, cost: { ...result.cost, seconds: 0 } });
}

const rowsAsked = ({ calls }: ToyMaskedModel): number => calls.reduce((sum, { contexts }) => sum + contexts.length, 0);

describe.each(settings)('the proposals for a context, $name', ({ backend, maskedModel }) => {
  it.each(['single', 'argmax'] as const)('%s: are kept for its next target', async (strategy) => {
    const model = maskedModel();
    const kept = run(backend, model, { strategy });
    const results: AttributionResult[] = [];
    for (const target of targets) results.push(await kept.attribute({ target }));
    expect(rowsAsked(model)).toBe(5);
    expect(results.map(({ targets: [own] }) => own?.text.trim())).toEqual(targets);
    expect(results.map(({ cost }) => cost.proposals)).toEqual([5, 5]);
    expect(results.map(({ provenance }) => provenance.execution['proposalsKept'])).toEqual([0, 5]);
    for (const [index, target] of targets.entries()) {
      const anew = await run(backend, maskedModel(), { strategy, keepContexts: 0 }).attribute({ target });
      expect(comparable(results[index] as AttributionResult)).toBe(comparable(anew));
    }
  });

  it('are asked for again where other tokens may be replaced, for another text, and where none are to be kept', async () => {
    const model = maskedModel();
    const kept = run(backend, model);
    await kept.attribute();
    await kept.attribute({ protectSpecialTokens: false });
    expect(rowsAsked(model)).toBe(5 + 6);
    await kept.attribute({ text: 'The capital of Italy is' });
    expect(rowsAsked(model)).toBe(5 + 6 + 5);
    await kept.attribute();
    await kept.attribute({ protectSpecialTokens: false, seed: 9, probes: 2 });
    expect(rowsAsked(model)).toBe(5 + 6 + 5);
    const none = maskedModel();
    const forgetful = run(backend, none, { keepContexts: 0 });
    await forgetful.attribute();
    await forgetful.attribute();
    expect(rowsAsked(none)).toBe(10);
  });

  it('are asked for in batches, and never for a token that may not be replaced', async () => {
    const model = maskedModel();
    const { tokenizer } = backend;
    const renderMessages: NonNullable<typeof tokenizer.renderMessages> = (messages) => {
      const encoding = tokenizer.encode(`is ${messages.map(({ content }) => content).join(' ')}`);
      return { ...encoding, template: encoding.ids.map((_, index) => index < 2) };
    };
    const chatting = run({ ...backend, tokenizer: { ...tokenizer, renderMessages } }, model, { batchSize: 2 });
    const result = await chatting.attribute({ messages: [{ role: 'user', content: text }] });
    const open = result.tokens.flatMap(({ pinned }, position) => (pinned ? [] : [position]));
    expect(open).toEqual([2, 3, 4, 5, 6]);
    expect(model.calls.map(({ contexts }) => contexts.length)).toEqual([2, 2, 1]);
    const hidden = model.calls.flatMap(({ contexts, positions }) => {
      expect(contexts.every((row) => row.filter((id) => id === model.maskToken).length === 1)).toBe(true);
      return positions.map(([, position]) => position);
    });
    expect(hidden).toEqual(open);
  });

  it('are asked for once where runs need them at the same time, and an aborted one does not end the other', async () => {
    const model = maskedModel();
    const kept = run(backend, model, { batchSize: 1 });
    const controller = new AbortController();
    const counted = { ...model, propose: (request: Parameters<typeof model.propose>[0]) => model.propose(request) };
    const aborting = run(backend, counted as ToyMaskedModel, { batchSize: 1 });
    const both = await Promise.all(targets.map((target) => kept.attribute({ target })));
    expect(rowsAsked(model)).toBe(5);
    expect(both.map(({ provenance }) => provenance.execution['proposalsKept']).sort()).toEqual([0, 5]);

    counted.propose = (request) => {
      controller.abort(new Error('enough'));
      return model.propose(request);
    };
    const [first, second] = await Promise.allSettled([
      aborting.attribute({ signal: controller.signal }),
      aborting.attribute({ target: targets[1] }),
    ]);
    expect(first).toMatchObject({ status: 'rejected', reason: { message: 'enough' } });
    expect(second.status).toBe('fulfilled');
    const anew = await run(backend, maskedModel()).attribute({ target: targets[1] });
    expect(comparable((second as PromiseFulfilledResult<AttributionResult>).value)).toBe(comparable(anew));
  });

  it.each(['single', 'joint', 'argmax'] as const)('%s: are let go by dispose', async (strategy) => {
    const { replacer, ...kept } = run(backend, maskedModel(), { strategy });
    await kept.attribute();
    await replacer.dispose?.();
    await replacer.dispose?.();
    await expect(kept.attribute()).rejects.toMatchObject({ code: 'DISPOSED', plugin: replacer.id });
  });
});

describe('joint', () => {
  it('asks about no row that the limit of evaluations cuts', async () => {
    for (const evaluations of [4, 7, 23, 40]) {
      const model = createToyMaskedModel();
      const joint = run(createToyBackend(), model, { strategy: 'joint' });
      const result = await joint.attribute({ limits: { evaluations } });
      expect(result.cost.evaluations).toBe(evaluations);
      expect(rowsAsked(model)).toBe(evaluations - 1); // the unreplaced context is scored too
      expect(result.cost.proposals).toBe(evaluations - 1);
    }
  });
});

describe('the masked model’s provenance', () => {
  it('is in the result, and what may differ between equal runs apart', async () => {
    const model = createToyMaskedModel();
    const says = { ...model, provenance: { device: 'cpu', dtype: 'fp16', execution: { threads: 3 } } };
    const { provenance } = await run(createToyBackend(), says).attribute();
    expect(provenance.replacerProvenance).toEqual({ maskedModel: { device: 'cpu', dtype: 'fp16' } });
    expect(provenance.execution).toMatchObject({ replacer: { maskedModel: { threads: 3 } } });
    const { provenance: _, ...silent } = model;
    const nothing = await run(createToyBackend(), silent as ToyMaskedModel).attribute();
    expect(nothing.provenance).toMatchObject({ replacerProvenance: {}, execution: { replacer: {} } });
  });
});
