import fc from 'fast-check';
import { expect, test } from 'vitest';
import { effect, exampleResult, tokensOf } from '../../test/example-result.ts';
import { renderTerminal } from '../render-terminal.ts';
import { attributionView } from './attribution-view.ts';
import { granularities } from './granularity.ts';
import { contextCells } from './view-cells.ts';

const tokens = tokensOf(['An', ' un', 'believ', 'able', ' cat']);
const result = exampleResult({
  text: 'An unbelievable cat',
  tokens,
  effect: [[effect(1, 0.5, 1.5), effect(2, 1, 3), null, effect(-0.5, -1, 0), null]],
  rationale: [[2]],
});

test('a word has the sum of its tokens’ effects and importance, and no interval', () => {
  const [column] = attributionView(result, 'word').columns;
  expect(column?.cells.map((cell) => cell.effect)).toEqual([effect(1, 0.5, 1.5), effect(1.5), null]);
  expect(column?.cells.map(({ importance }) => importance)).toEqual([0.1, 0.3 + 0.05 + 0.5, 0.05]);
  expect(column?.cells.map(({ inRationale }) => inRationale)).toEqual([false, true, false]);
});

test('a token beside unknown ones of its word keeps no interval', () => {
  const known = exampleResult({ ...result, effect: [[null, effect(2, 1, 3), null, null, null]] });
  expect(attributionView(known, 'word').columns[0]?.cells[1]?.effect).toEqual(effect(2));
});

test('sums stay whatever the units', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 5, maxLength: 5 }), (values) => {
      const any = exampleResult({ effect: [values.map((value) => effect(value, value - 1, value + 1))] });
      const sums = granularities.map((granularity) => {
        const cells = attributionView(any, granularity).columns[0]?.cells ?? [];
        return cells.reduce((sum, cell) => sum + (cell.effect?.estimate ?? 0), 0);
      });
      for (const sum of sums) expect(sum).toBeCloseTo(sums[0] ?? Number.NaN, 9);
    }),
  );
});

test('labels tell equal texts apart', () => {
  const twice = exampleResult({ tokens: tokensOf(['The', ' the', ' the', ' a', '!']), text: 'The the the a!' });
  expect(attributionView(twice).rows.map(({ label }) => label)).toEqual([
    '"The"',
    '" the" 1st',
    '" the" 2nd',
    '" a"',
    '"!"',
  ]);
});

test('a contrast is labelled with both', () => {
  const [target] = exampleResult().targets;
  const insteadOf = { id: 3, text: ' Lyon', probability: 0.01, rank: 2 };
  const [column] = attributionView(exampleResult({ targets: [{ ...target!, insteadOf }] })).columns;
  expect([column?.label, column?.words]).toEqual([
    '" Paris" rather than " Lyon"',
    'p = 0.97, first choice; the other: p = 0.01, third choice',
  ]);
});

test('a named part in several places is one row, with a piece of the text for each', () => {
  const result = exampleResult({
    text: 'Anna met Ben. Anna',
    tokens: tokensOf(['Anna', ' met', ' Ben', '.', ' Anna']),
    units: [
      { name: 'who', text: 'Anna … Anna', tokens: [0, 4] },
      { name: 'whom', text: ' Ben', tokens: [2] },
    ],
    effect: [[effect(2, 1, 3), null, effect(0.5, 0.1, 0.9), null, effect(2, 1, 3)]],
    rationale: [[0, 4]],
  });
  const { rows, pieces, columns } = attributionView(result);
  expect(rows.map(({ label }) => label)).toEqual(['"who" in 2 places', '" met"', '"whom"', '"."']);
  expect(rows[0]?.places.map(({ start, end }) => result.text.slice(start, end))).toEqual(['Anna', ' Anna']);
  expect(columns[0]?.cells[0]).toMatchObject({ effect: effect(2, 1, 3), importance: 0.1 + 0.05, inRationale: true });
  expect(pieces.map(({ row, shown, first }) => [row, shown, first])).toEqual([
    [0, 'Anna', true],
    [1, ' met', true],
    [2, ' Ben', true],
    [3, '.', true],
    [0, ' Anna', false],
  ]);
  const cells = contextCells(attributionView(result), 0, 'effect');
  expect(cells.map(({ text, strength }) => [text, strength])).toEqual([
    ['Anna', 3],
    [' met', 0],
    [' Ben', 1],
    ['.', 0],
    [' Anna', 3],
  ]);
  expect(renderTerminal(result, { colour: false, width: 80, show: 'effect' }).match(/"who" in 2 places/g)).toHaveLength(
    1,
  );
});

test('a sentence around a pinned word is one row', () => {
  const units = [{ name: null, text: 'Anna … Ben.', tokens: [0, 2, 3] }];
  const result = exampleResult({ text: 'Anna met Ben.', tokens: tokensOf(['Anna', ' met', ' Ben', '.']), units });
  expect(attributionView(result).rows.map(({ label }) => label)).toEqual(['"Anna … Ben."', '" met"']);
});
