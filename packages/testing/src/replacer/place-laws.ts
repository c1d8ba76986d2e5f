import { ensure, ensureSame, ensureSameNumbers } from '../laws/assertions.ts';
import { draw, maskOf, replacerLaw, streamOf, type ReplacerLaw } from './replacer-law.ts';

const replaceable = replacerLaw('says of each unit whether it is replaceable', async ({ replacer, request }) => {
  const units = Math.max(...request().units) + 1;
  const prepared = await replacer.prepare(request());
  ensureSame(prepared.replaceable.length, units, 'length of `replaceable`');
  ensure(
    prepared.replaceable.every((able) => able === 0 || able === 1),
    '`replaceable` must be 0 or 1',
  );
  ensure(prepared.replaceable.includes(1), 'no token of the text is replaceable: give the suite another text');
});

const shape = replacerLaw('gives a row of the context’s length for each mask', async ({ replacer, request }) => {
  const prepared = await replacer.prepare(request());
  const masks = [maskOf(prepared, 'all'), maskOf(prepared, []), maskOf(prepared, [0])];
  const { rows, length, ids } = await prepared.replace({
    masks: Uint8Array.from(masks.flat()),
    random: [1, 2, 3].map(streamOf),
  });
  ensureSame({ rows, length }, { rows: 3, length: request().tokens.length }, 'size of the matrix');
  ensureSame(ids.length, rows * length, 'number of ids');
});

const unmasked = replacerLaw('leaves alone the units that are not to be replaced', async ({ replacer, request }) => {
  const { tokens, units } = request();
  const prepared = await replacer.prepare(request());
  const masks = [[], ...Array.from(prepared.replaceable.keys(), (unit) => [unit]), [0, 2]].map((some) =>
    maskOf(prepared, some),
  );
  const rows = await draw(prepared, masks, [...masks.keys()]);
  rows.forEach((ids, index) =>
    ids.forEach((id, position) => {
      const unit = units[position] as number;
      if (unit === -1 || masks[index]?.[unit] === 1) return;
      ensure(id === tokens[position], `row ${index}: unit ${unit} was not to be replaced, and has been`);
    }),
  );
});

const pinned = replacerLaw('leaves pinned tokens alone', async ({ replacer, request }) => {
  const { tokens, units, tokenizer } = request();
  // Pins the text's second unit too, so that there is a pinned token without special tokens in the vocabulary.
  const pinnedUnits = units.map((unit) => (unit > 1 ? unit - 1 : unit === 1 ? -1 : unit));
  const prepared = await replacer.prepare({ tokens: request().tokens, units: pinnedUnits.slice(), tokenizer });
  const mask = maskOf(prepared, 'all');
  const rows = await draw(prepared, [mask, mask, mask], [1, 2, 3]);
  const expected = Array.from(tokens).filter((_, position) => pinnedUnits[position] === -1);
  for (const ids of rows) {
    const actual = ids.filter((_, position) => pinnedUnits[position] === -1);
    ensureSameNumbers(actual, expected, 'pinned tokens');
  }
});

const wholeUnits = replacerLaw('replaces every token of a unit', async ({ replacer, request }) => {
  const { tokens, units, tokenizer } = request();
  const pairs = units.map((unit) => (unit === -1 ? -1 : Math.floor(unit / 2)));
  const prepared = await replacer.prepare({ tokens: request().tokens, units: pairs.slice(), tokenizer });
  ensureSame(prepared.replaceable.length, Math.max(...pairs) + 1, 'length of `replaceable`, units of two tokens');
  const seeds = Array.from({ length: 40 }, (_, seed) => seed); // a substitute equals the original in all only by design
  for (const unit of [...prepared.replaceable.keys()].filter((one) => prepared.replaceable[one] === 1)) {
    const mask = maskOf(prepared, [unit]);
    const rows = await draw(
      prepared,
      seeds.map(() => mask),
      seeds,
    );
    pairs.forEach((own, position) => {
      if (own !== unit) return;
      const changed = rows.some((ids) => ids[position] !== tokens[position]);
      ensure(changed, `unit ${unit} was to be replaced 40 times, its token at ${position} never changed`);
    });
  }
});

const small = replacerLaw('is fine with one token, and with nothing to replace', async ({ replacer, request }) => {
  const { tokens, units, tokenizer } = request();
  const one = tokens.slice(units.indexOf(0), units.indexOf(0) + 1);
  const single = await replacer.prepare({ tokens: one.slice(), units: Int32Array.of(0), tokenizer });
  ensureSame(single.replaceable.length, 1, 'length of `replaceable`, one token');
  ensureSame((await draw(single, [maskOf(single, 'all')], [1]))[0]?.length, 1, 'length of a row, one token');
  const none = await replacer.prepare({ tokens: tokens.slice(), units: units.map(() => -1), tokenizer });
  ensureSame(none.replaceable.length, 0, 'length of `replaceable`, all pinned');
  ensureSameNumbers((await draw(none, [[]], [1]))[0] ?? [], tokens, 'the row where all is pinned');
});

/** Where a replacer may change something. */
export const placeLaws: readonly ReplacerLaw[] = [replaceable, shape, unmasked, pinned, wholeUnits, small];
