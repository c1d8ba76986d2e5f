import type { Backend } from '@reagent/core';
import { createToyBackend, createToyMaskedModel, createToyTokenizer } from '@reagent/testing';
import { expect, test } from 'vitest';
import { Cancelled, DemoModels, type Loading, type ModelChoice, type ModelSource } from './demo-models.ts';

const large = { hub: 'owner/name', dtype: 'q4' };

/** Models that are opened when the test says so. */
class Shelf implements ModelSource {
  readonly opened: {
    choice: ModelChoice;
    loading: Loading;
    give: (backend: Backend) => void;
    fail: (error: Error) => void;
  }[] = [];
  readonly disposed: string[] = [];

  tokenizer(choice: ModelChoice) {
    return choice === 'tiny' ? Promise.resolve(createToyTokenizer()) : null;
  }

  backend(choice: ModelChoice, loading: Loading): Promise<Backend> {
    return new Promise((give, fail) => {
      loading.signal.addEventListener('abort', () => fail(loading.signal.reason as Error));
      this.opened.push({ choice, loading, give, fail });
    });
  }

  maskedModel(choice: ModelChoice) {
    return choice === 'tiny' ? Promise.resolve(createToyMaskedModel()) : null;
  }

  toy(id: string): Backend {
    return { ...createToyBackend({ id }), dispose: async () => void this.disposed.push(id) };
  }
}

async function soon(): Promise<void> {
  await new Promise((later) => void setTimeout(later));
}

test('the tokenizer is there before the weights, and progress is told', async () => {
  const shelf = new Shelf();
  const models = new DemoModels(shelf);
  const open = models.load('tiny');
  await soon();
  expect(models.state).toMatchObject({ phase: 'loading', open: null });
  expect(models.state.tokenizer?.encode('The').ids).toHaveLength(2);
  shelf.opened[0]!.loading.progress({ file: 'onnx/model.onnx', bytes: 3, total: 9 });
  expect(models.state.progress).toEqual({ file: 'onnx/model.onnx', bytes: 3, total: 9 });
  expect(models.load('tiny')).toBe(open);
  shelf.opened[0]!.give(shelf.toy('tiny'));
  const { backend, replacer } = await open;
  expect(models.state).toMatchObject({ phase: 'ready', progress: null, open: { backend: { id: 'tiny' } } });
  expect(models.state.tokenizer).toBe(backend.tokenizer);
  expect(await replacer('roberta')).toBe(await replacer('roberta'));
});

test('a load that failed is tried again when it is asked for again', async () => {
  const shelf = new Shelf();
  const models = new DemoModels(shelf);
  const failed = models.load(large);
  await soon();
  shelf.opened[0]!.fail(new Error('no connection'));
  await expect(failed).rejects.toThrow('no connection');
  expect(models.state).toMatchObject({ phase: 'failed', error: { message: 'no connection' } });
  const again = models.load(large);
  await soon();
  shelf.opened[1]!.give(shelf.toy('large'));
  const { replacer } = await again;
  await expect(replacer('roberta')).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  expect((await replacer('random')).id).toBe('random');
});

test('cancelled, it is as if it had not been asked for', async () => {
  const shelf = new Shelf();
  const models = new DemoModels(shelf);
  const open = models.load(large);
  await soon();
  models.cancel();
  await expect(open).rejects.toBeInstanceOf(Cancelled);
  expect(models.state).toMatchObject({ phase: 'none', choice: null, error: null });
});

test('another model takes its place; the first ends when its run has', async () => {
  const shelf = new Shelf();
  const models = new DemoModels(shelf);
  const leased = models.lease('tiny');
  await soon();
  shelf.opened[0]!.give(shelf.toy('tiny'));
  const lease = await leased;
  const open = models.load(large);
  await soon();
  shelf.opened[1]!.give(shelf.toy('large'));
  await open;
  expect(models.state.open?.choice).toEqual(large);
  expect(shelf.disposed).toEqual([]);
  lease.release();
  lease.release();
  await soon();
  expect(shelf.disposed).toEqual(['tiny']);
  void models.load('tiny');
  await soon();
  expect(shelf.disposed).toEqual(['tiny', 'large']);
});
