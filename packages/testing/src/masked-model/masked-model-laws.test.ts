import { describe, expect, it } from 'vitest';
import { failedTests } from '../../test/failed-tests.ts';
import { brokenMaskedModels } from '../../test/broken-masked-models.ts';
import { lawsBrokenBy } from '../laws/law.ts';
import { createToyMaskedModel } from '../toy/toy-masked-model.ts';
import { maskedModelLawContext, maskedModelLaws, testMaskedModel } from './masked-model-laws.ts';

testMaskedModel({ describe, it, title: 'a toy masked model', create: () => createToyMaskedModel() });
testMaskedModel({ describe, it, title: 'a slow toy masked model', create: () => createToyMaskedModel({ delay: 1 }) });

describe('the masked model suite', () => {
  it('has one broken model for each law', () => {
    expect(Object.keys(brokenMaskedModels).sort()).toEqual(maskedModelLaws.map(({ name }) => name).sort());
  });

  it.each(Object.entries(brokenMaskedModels))('catches a masked model that breaks only: %s', async (name, broken) => {
    const failed: string[] = [];
    for (const law of maskedModelLaws) failed.push(...(await lawsBrokenBy([law], broken(), maskedModelLawContext())));
    expect(failed).toEqual([name]);
  });

  it.each(Object.entries(brokenMaskedModels))('finds it where laws share a model too: %s', async (name, broken) => {
    expect(await failedTests((runner) => testMaskedModel({ ...runner, create: broken() }))).toEqual([name]);
  });

  it('catches a provenance that is no plain data', async () => {
    const create = () => ({ ...createToyMaskedModel(), provenance: { loaded: new Date(0) as unknown as string } });
    const failed = await lawsBrokenBy(maskedModelLaws, create, maskedModelLawContext());
    expect(failed).toEqual(['says what it is, and how a masked text looks']);
  });
});
