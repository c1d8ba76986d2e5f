import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import type { AttributionResult } from '@reagent/core';
import { effect, exampleResult, tokensOf } from '../test/example-result.ts';
import { renderTerminal } from './render-terminal.ts';

const plain = { colour: false, width: 100, show: 'effect' } as const;

test('effect first: text with marks, table, facts', () => {
  expect(renderTerminal(exampleResult(), plain)).toMatchInlineSnapshot(`
    "The capital of France is → " Paris" (p = 0.97, first choice)
        ≡≡≡≡≡≡≡ ≈≈ ≡≡≡≡≡≡
    ≡ ═ ─ speaks for " Paris" · ≋ ≈ ~ speaks against it (strong, clear, weak)

      " France"   +10.3  [ +8.1, +12.5]  ████████████████████████
      " capital"   +7.9  [ +5.6, +10.1]  ██████████████████
      " of"        -4.1  [ -5.0,  -3.0]  ▒▒▒▒▒▒▒▒▒▒
      "The"        +0.3  [ -1.2,  +1.8]  █  may be none

    Clearly apart from all others: " capital", " France".
    Numbers: the log-odds that " Paris" loses when the token is replaced (0.7 halves its odds); in
    brackets the 95 % interval.

    200 evaluations in 1.2 s · converged · 8 probes · preset default · seed 7
    "
  `);
});

/** An answer of two tokens; the first is context of the second. */
function exampleAnswer(): AttributionResult {
  const one = exampleResult();
  const [target] = one.targets;
  return {
    ...one,
    text: `${one.text} Paris`,
    tokens: tokensOf(['The', ' capital', ' of', ' France', ' is', ' Paris']),
    targets: [target!, { ...target!, text: '.', position: 6, probability: 0.9999 }],
    importance: [
      [...one.importance[0]!, 0],
      [0, 0, 0, 0, 0.25, 0.75],
    ],
    importanceSaturated: [false, false],
    effect: [
      [...one.effect[0]!, null],
      [effect(0.1, -1, 1.2), effect(1, 0.5, 1.5), effect(0), null, effect(-2, -3, -1), effect(4.2, 3, 5)],
    ],
    effectFit: [one.effectFit[0]!, one.effectFit[0]!],
    rationale: [[1, 3], []],
  };
}

test('an answer in a line for each of its tokens', () => {
  expect(renderTerminal(exampleAnswer(), plain)).toMatchInlineSnapshot(`
    "The capital of France is → " Paris."

      " Paris"  p = 0.97   " France" +10.3 · " capital" +7.9 · " of" -4.1
      "."       p > 0.999  " Paris" +4.2 · " is" -2.0 · " capital" +1.0 · " of" 0.0

    Numbers: the log-odds that the token on the left loses when the named one is replaced (0.7 halves
    its odds); strongest first, without those whose 95 % interval holds 0.

    200 evaluations in 1.2 s · converged · 8 probes · preset default · seed 7
    "
  `);
  expect(renderTerminal(exampleAnswer(), { ...plain, show: 'importance' })).toMatchInlineSnapshot(`
    "The capital of France is → " Paris."

      " Paris"  p = 0.97   " France" 50.0 % · " capital" 30.0 % · "The" 10.0 % · " of" 5.0 %
      "."       p > 0.999  " Paris" 75.0 % · " is" 25.0 %

    Numbers: the named token’s share of the importance that the recursion found for the token on the
    left.

    200 evaluations in 1.2 s · converged · 8 probes · preset default · seed 7
    "
  `);
  const narrow = renderTerminal(exampleAnswer(), { ...plain, width: 45 });
  expect(narrow).toContain('" France" +10.3\n'); // as many as a line holds
  const coloured = renderTerminal(exampleAnswer(), { ...plain, colour: true });
  expect(stripVTControlCharacters(coloured)).toBe(renderTerminal(exampleAnswer(), plain));
});

test('importance on request', () => {
  expect(renderTerminal(exampleResult({ importanceSaturated: [true] }), { ...plain, show: 'importance' }))
    .toMatchInlineSnapshot(`
      "The capital of France is → " Paris" (p = 0.97, first choice)
      ─── ≡≡≡≡≡≡≡ ── ≡≡≡≡≡≡ ──
      ≡ ═ ─ important for " Paris" (strong, clear, weak)

        " France"   50.0 %  ████████████████████████
        " capital"  30.0 %  ██████████████
        "The"       10.0 %  █████
        " of"        5.0 %  ██
        " is"        5.0 %  ██

      Clearly apart from all others: " capital", " France".
      Numbers: the token’s share of the importance that the recursion found.
      No stop test ended the recursion: these are not the scores that the paper defines.
      Saturated: each probe has settled on single tokens; read the order, not the sizes.

      200 evaluations in 1.2 s · converged · 8 probes · preset default · seed 7
      "
    `);
});

test('importance by a distance is of the whole prediction, and says so', () => {
  const result = exampleResult();
  const hellinger = { ...result, settings: { ...result.settings, difference: 'hellinger' } };
  const shown = renderTerminal(hellinger, { ...plain, show: 'importance' });
  expect(shown).toContain('important for the whole prediction (strong, clear, weak)');
  expect(shown.replaceAll('\n', ' ')).toContain('how far the whole prediction moves (Hellinger distance)');
  expect(shown).toContain('preset default · difference hellinger · seed 7');
  const effect = renderTerminal(hellinger, plain);
  expect(effect.replace('difference hellinger · ', '')).toBe(renderTerminal(result, plain));
});

test('a difference that is not known is shown escaped, and as nothing more', () => {
  const result = exampleResult();
  const odd = { ...result, settings: { ...result.settings, difference: 'toString\u001b[31m' } };
  const shown = renderTerminal(odd, { ...plain, show: 'importance' });
  expect(shown).not.toContain('\u001b');
  expect(shown).toContain('important for " Paris"');
});

test('colour adds sequences and takes nothing away', () => {
  const coloured = renderTerminal(exampleResult(), { ...plain, colour: true });
  expect(coloured).toContain('\u001b[48;5;25m\u001b[38;5;231m\u001b[1mFrance'); // strong and for: white on blue, bold
  expect(coloured).toContain('\u001b[48;5;215m\u001b[38;5;16mof'); // clear and against: black on orange
  expect(stripVTControlCharacters(coloured)).toBe(renderTerminal(exampleResult(), plain));
});

test('says why effects or intervals are missing', () => {
  const few = { rows: 3, bounds: 0, kappa: 0.4, withheld: 'few-rows' } as const;
  const none = renderTerminal(exampleResult({ effect: [[null, null, null, null, null]], effectFit: [few] }), plain);
  expect(none).toContain('No effects can be given: too few evaluations for so many tokens.');
  expect(none).not.toContain('█');
  const bare = exampleResult({ effect: [[effect(1), effect(7.9), effect(-2), effect(9), null]], effectFit: [few] });
  const estimates = renderTerminal(bare, plain);
  expect(estimates).toContain('No intervals can be given: too few evaluations for so many tokens.');
  expect(estimates).not.toContain('[');
  expect(estimates).toContain('+9.0');
});

test('says how many probabilities are only upper bounds, whether or not they cost the intervals', () => {
  const said = 'In 30 of 200 evaluations the probability is known only as an upper bound.';
  const some = { rows: 200, bounds: 30, kappa: 0.95, withheld: null } as const;
  const many = { ...some, withheld: 'bounds' } as const;
  for (const [show, fit] of [
    ['effect', some],
    ['effect', many],
    ['importance', some],
  ] as const) {
    expect(renderTerminal(exampleResult({ effectFit: [fit] }), { ...plain, show, width: 200 })).toContain(said);
  }
  expect(renderTerminal(exampleResult({ effectFit: [many] }), plain)).toContain('No intervals can be given: too many');
  expect(renderTerminal(exampleResult(), plain)).not.toContain('upper bound');
});

test.each([
  [{ converged: false, endedBy: 'evaluations' }, 'not converged: ended at the limit of evaluations'],
  [{ converged: false, endedBy: 'aborted' }, 'not converged: interrupted'],
  [{ converged: false, endedBy: 'seconds' }, 'not converged: ended at the limit of time'],
  [{ converged: true, endedBy: 'steps' }, '8 of 8 probes converged, then ended at the limit of steps'],
  [{ converged: false, endedBy: 'nothing-to-replace' }, 'no token may be replaced'],
] as const)('%j is said as "%s"', (changes, words) => {
  expect(renderTerminal(exampleResult(changes), plain)).toContain(` · ${words} · 8 probes`);
});

test.each([
  [{ id: 'effectSeparated', scope: 'run' }, 'Clearly apart from all others: " capital", " France".'],
  [{ id: 'targetInTopK', scope: 'probe' }, 'The probes agree on: " capital", " France".'],
  [{ id: 'mine', scope: 'run' }, 'The run settled on: " capital", " France".'],
  [null, 'The probes agree on: " capital", " France".'],
])('the rationale of %j is called what it is', (stopping, words) => {
  expect(renderTerminal(exampleResult({ settings: { stopping } }), plain)).toContain(words);
  expect(renderTerminal(exampleResult({ settings: { stopping }, rationale: [[]] }), plain)).not.toContain(
    '" capital",',
  );
});

test.each([
  [0, 'first choice'],
  [2, 'third choice'],
  [10, '11th choice'],
  [21, '22nd choice'],
  [{ atLeast: 5 }, 'not among the first 5'],
] as const)('rank %j is said as "%s"', (rank, words) => {
  const [target] = exampleResult().targets;
  expect(renderTerminal(exampleResult({ targets: [{ ...target!, rank }] }), plain)).toContain(`(p = 0.97, ${words})`);
});

test('no probability is rounded to certainty', () => {
  const [target] = exampleResult().targets;
  const shown = (probability: number) =>
    renderTerminal(exampleResult({ targets: [{ ...target!, probability, rank: null }] }), plain).split('\n')[0];
  expect(shown(0.99999)).toContain('(p > 0.999)');
  expect(shown(0.00000012)).toContain('(p = 1.2e-7)');
  expect(shown(0.997)).toContain('(p = 0.997)');
  expect(shown(0.004)).toContain('(p = 0.004)');
  expect(shown(1)).toContain('(p = 1.00)');
});

test('marks stand under their words on every line, wide characters included', () => {
  const tokens = tokensOf(['東京', 'は', '日本', 'の']);
  const wide = exampleResult({
    text: '東京は日本の',
    tokens,
    effect: [[effect(9), effect(0), effect(-9), effect(3)]],
    rationale: [[]],
  });
  expect(renderTerminal(wide, plain).split('\n').slice(0, 2)).toEqual([
    '東京は日本の → " Paris" (p = 0.97, first choice)',
    '≡≡≡≡  ≋≋≋≋══',
  ]);
});

test('hostile tokens reach the terminal as signs, in lines that fit', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 5, maxLength: 5 }), (texts) => {
      const base = exampleResult();
      const hostile = exampleResult({
        text: texts.join(''),
        tokens: tokensOf(texts),
        targets: [{ ...base.targets[0]!, text: texts[0]! }],
        settings: { preset: texts[1]!, seed: 0 },
      });
      const answer = {
        ...exampleAnswer(),
        text: hostile.text + texts[0]!,
        tokens: tokensOf([...texts, texts[0]!]),
        targets: exampleAnswer().targets.map((target, index) => ({ ...target, text: texts[index]! })),
      };
      for (const [show, shown] of [
        ['effect', hostile],
        ['importance', hostile],
        ['effect', answer],
        ['importance', answer],
      ] as const) {
        const view = renderTerminal(shown, { colour: false, width: 60, show });
        expect(view.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        for (const line of view.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(60);
      }
    }),
  );
});

test('tokens without a substitute are told, and second-best ones', () => {
  const render = (coverage: number, fallbacks: number) =>
    renderTerminal(exampleResult({ replacement: { coverage, fallbacks } }), {
      colour: false,
      width: 200,
      show: 'effect',
    });
  expect(render(0.799, 0)).toContain('8 probes · substitutes for 79 % of the tokens · preset');
  expect(render(1, 1)).toContain('8 probes · second-best substitutes for 1 token · preset');
  expect(render(1, 0)).toContain('8 probes · preset');
});
