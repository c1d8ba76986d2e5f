import type { ScoreRequest } from '@reagent/core';
import { ensure, ensureRefused } from '../laws/assertions.ts';
import { ensureName, ensurePlainData } from '../laws/plain-data.ts';
import { backendLaw, type BackendLaw } from './backend-law.ts';

const names = backendLaw('says what it is in plain data', async ({ backend }) => {
  ensureName(backend.id, 'id');
  if (backend.provenance !== undefined) ensurePlainData(backend.provenance, 'provenance');
});

const supportsAgree = backendLaw('says what it supports without contradiction', async ({ supports }) => {
  const { rank, maxTopK, maxContext, maxBatch, tokensPerQuery, queriesPerPass } = supports;
  ensure(
    ['bitwise', 'tolerance', 'none'].includes(supports.rowIndependence),
    'rowIndependence is not one of its values',
  );
  ensure(['exact', 'topK', 'none'].includes(rank), 'rank is not one of its values');
  if (rank === 'exact') ensure(maxTopK === Infinity, 'maxTopK must be Infinity where rank is exact');
  if (rank === 'none') ensure(maxTopK === 0, 'maxTopK must be 0 where rank is none');
  if (rank === 'topK') ensure(isCount(maxTopK), 'maxTopK must be a whole number from 1 where rank is topK');
  for (const [name, value] of Object.entries({ maxContext, maxBatch, tokensPerQuery, queriesPerPass })) {
    ensure(value === undefined || value === Infinity || isCount(value), `${name} must be a whole number from 1`);
  }
  for (const name of ['logits', 'distribution', 'embeddingMask', 'attentions'] as const) {
    ensure(typeof supports[name] === 'boolean', `${name} must be true or false`);
  }
});

const denied = backendLaw('refuses what `supports` denies with code UNSUPPORTED', async (probe) => {
  const { backend, supports, rows, request, tokens } = probe;
  const refuse = (more: Partial<ScoreRequest>, what: string): Promise<void> =>
    ensureRefused(() => backend.score(request(rows(1), more)), 'UNSUPPORTED', what);
  if (supports.rank !== 'exact') await refuse({ want: { rank: true } }, `ranks where rank is ${supports.rank}`);
  if (supports.maxTopK !== Infinity) await refuse({ topK: supports.maxTopK + 1 }, `topK ${supports.maxTopK + 1}`);
  if (!supports.distribution) await refuse({ want: { distribution: true } }, 'a distribution');
  if (!supports.attentions) await refuse({ want: { attentions: true } }, 'attentions');
  if (!supports.embeddingMask) {
    await refuse({ embeddingMask: new Float32Array(rows(1)[0]!.length).fill(1) }, 'an embedding mask');
  }
  if (supports.tokensPerQuery !== undefined && supports.tokensPerQuery !== Infinity) {
    const many = Array.from({ length: supports.tokensPerQuery + 1 }, (_, index) => tokens()[index] ?? index);
    await refuse({ queries: [{ position: 1, tokens: many }] }, `a query for ${many.length} tokens`);
  }
});

const badInput = backendLaw('refuses tokens and positions that do not exist with code INVALID_INPUT', async (probe) => {
  const { backend, base, request, tokens } = probe;
  const { vocabularySize } = backend.tokenizer;
  const { length } = base();
  const refuse = (call: () => unknown, what: string): Promise<void> => ensureRefused(call, 'INVALID_INPUT', what);
  for (const id of [-1, vocabularySize]) {
    const row = base().with(1, id);
    await refuse(() => backend.score(request([row])), `a row with the id ${id}`);
    await refuse(() => backend.predict({ context: row, k: 1 }), `predict after the id ${id}`);
    const queries = [{ position: length, tokens: [id] }];
    await refuse(() => backend.score(request([base()], { queries })), `a query for the id ${id}`);
  }
  for (const position of [0, length + 1]) {
    const queries = [{ position, tokens: tokens() }];
    await refuse(() => backend.score(request([base()], { queries })), `position ${position} of ${length}`);
  }
});

const tooLong = backendLaw('refuses rows longer than `maxContext` with code TEXT_TOO_LONG', async (probe) => {
  const { backend, supports, base, request } = probe;
  if (!Number.isFinite(supports.maxContext)) return; // nothing is too long
  const row = Array.from({ length: supports.maxContext + 1 }, (_, index) => base()[index % base().length] as number);
  await ensureRefused(() => backend.score(request([row])), 'TEXT_TOO_LONG', `a row of ${row.length} tokens`);
  await ensureRefused(
    () => backend.predict({ context: row, k: 1 }),
    'TEXT_TOO_LONG',
    `predict after ${row.length} tokens`,
  );
});

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}

/** What a backend says of itself. */
export const descriptionLaws: readonly BackendLaw[] = [names, supportsAgree];

/** What it must refuse. */
export const refusalLaws: readonly BackendLaw[] = [denied, badInput, tooLong];
