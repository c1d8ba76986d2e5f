import { ensure, ensureRefused, ensureSame, settle } from '../laws/assertions.ts';
import { ensureName, ensurePlainData } from '../laws/plain-data.ts';
import { draw, maskOf, replacerLaw, streamOf, type ReplacerLaw } from './replacer-law.ts';

const fresh: ReplacerLaw = {
  name: 'is a fresh one at every call of `create`',
  check: async (create) => ensure((await create()) !== (await create()), '`create` gave the same replacer twice'),
};

const names = replacerLaw('says what it is in plain data', async ({ replacer }) => {
  ensureName(replacer.id, 'id');
  if (replacer.options !== undefined) ensurePlainData(replacer.options, 'options');
  if (replacer.provenance !== undefined) ensurePlainData(replacer.provenance, 'provenance');
});

const report = replacerLaw('reports its coverage and its cost', async ({ replacer, request }) => {
  const prepared = await replacer.prepare(request());
  await draw(prepared, [maskOf(prepared, 'all')], [1]);
  const { coverage, proposals, kept = 0, fallbacks } = prepared.report;
  const able = prepared.replaceable.filter((one) => one !== 0).length;
  ensureSame(coverage, able / prepared.replaceable.length, 'coverage, the share of replaceable units');
  for (const [name, count] of Object.entries({ proposals, kept, fallbacks })) {
    ensure(Number.isInteger(count) && count >= 0, `${name} must be a whole number, is ${count}`);
  }
  ensure(kept <= proposals, `of ${proposals} proposals, ${kept} cannot have been kept`);
});

const inputs = replacerLaw('leaves its inputs as they are', async ({ replacer, request }) => {
  const own = request();
  const prepared = await replacer.prepare(own);
  const mask = maskOf(prepared, 'all');
  const masks = Uint8Array.from(mask);
  await prepared.replace({ masks, random: [streamOf(1)] });
  ensureSame(own.tokens, request().tokens, 'the context’s tokens');
  ensureSame(own.units, request().units, 'the context’s units');
  ensureSame(Array.from(masks), mask, 'the masks');
});

const contextsApart = replacerLaw('keeps contexts apart', async ({ replacer, request }) => {
  const first = await replacer.prepare(request());
  const expected = await draw(first, [maskOf(first, 'all')], [1]);
  const { tokens, units, tokenizer } = request();
  const other = { tokens: tokens.toReversed(), units: units.toReversed().map(renumbered(units)), tokenizer };
  const second = await replacer.prepare(other);
  await draw(second, [maskOf(second, 'all')], [2]);
  await draw(first, [maskOf(first, [0])], [3]);
  const actual = await draw(first, [maskOf(first, 'all')], [1]);
  ensureSame(actual, expected, 'a context’s row after another context was prepared');
});

const preparedAgain = replacerLaw('gives the same rows when a context is prepared again', async (trial) => {
  const { replacer, request } = trial;
  const drawn = async () => {
    const prepared = await replacer.prepare(request());
    return { rows: await draw(prepared, [maskOf(prepared, 'all')], [1]), proposals: prepared.report.proposals };
  };
  const [first, together] = await Promise.all([drawn(), drawn()]);
  ensureSame(together, first, 'rows and cost of a context that is prepared twice at the same time');
  ensureSame(await drawn(), first, 'rows and cost of a context that is prepared again');
});

const disposeTwice = replacerLaw('can be disposed of twice', async ({ replacer, request }) => {
  await replacer.prepare(request());
  await replacer.dispose?.();
  const outcome = await settle(async () => replacer.dispose?.());
  ensure(!outcome.rejected, 'the second `dispose` failed');
});

const disposed = replacerLaw('refuses to prepare after `dispose` with code DISPOSED', async ({ replacer, request }) => {
  if (replacer.dispose === undefined) return; // it keeps nothing
  await replacer.prepare(request());
  await replacer.dispose();
  await ensureRefused(async () => replacer.prepare(request()), 'DISPOSED', 'prepare after dispose');
});

/** Units are numbered in order, also where the positions are reversed. */
function renumbered(units: Int32Array): (unit: number) => number {
  const last = Math.max(...units);
  return (unit) => (unit === -1 ? -1 : last - unit);
}

/** What a replacer keeps to itself, and what it says of itself. */
export const stateLaws: readonly ReplacerLaw[] = [
  fresh,
  names,
  report,
  inputs,
  contextsApart,
  preparedAgain,
  disposeTwice,
  disposed,
];
