import { expect, test } from 'vitest';
import { effect, exampleResult, prediction, tokensOf } from '../../test/example-result.ts';
import { renderInseq } from './inseq-json.ts';

interface Sequence {
  readonly attributes: {
    readonly source: readonly { readonly attributes: { readonly token: string; readonly id: number } }[];
    readonly target: readonly { readonly attributes: { readonly token: string; readonly id: number } }[];
    readonly target_attributions: string;
    readonly step_scores: { readonly probability: string };
    readonly attr_pos_start: number;
    readonly attr_pos_end: number;
  };
}

function sequencesOf(json: string): readonly Sequence['attributes'][] {
  const { attributes } = JSON.parse(json) as { attributes: { sequence_attributions: readonly Sequence[] } };
  return attributes.sequence_attributions.map((sequence) => sequence.attributes);
}

/** Reads the safetensors format apart from the code that writes it. */
function tensor(base64: string): { readonly shape: readonly number[]; readonly values: number[] } {
  const bytes = Buffer.from(base64, 'base64');
  const length = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.subarray(8, 8 + length).toString()) as {
    attribution: { dtype: string; shape: number[]; data_offsets: [number, number] };
  };
  const {
    dtype,
    shape,
    data_offsets: [from, to],
  } = header.attribution;
  expect([dtype, length % 8, from, to]).toEqual(['F32', 0, 0, bytes.length - 8 - length]);
  return { shape, values: Array.from({ length: to / 4 }, (_, index) => bytes.readFloatLE(8 + length + 4 * index)) };
}

test('one target: its context is the source, the scores one column, NaN for the target itself', () => {
  const [sequence] = sequencesOf(renderInseq(exampleResult(), 'importance'));
  expect(sequence?.source.map(({ attributes }) => attributes.token)).toEqual([
    'The',
    ' capital',
    ' of',
    ' France',
    ' is',
  ]);
  expect(sequence?.target.map(({ attributes }) => attributes.id)).toEqual([0, 1, 2, 3, 4, 9]);
  expect([sequence?.attr_pos_start, sequence?.attr_pos_end]).toEqual([5, 6]);
  const { shape, values } = tensor(sequence?.target_attributions ?? '');
  expect(shape).toEqual([6, 1]);
  expect(values).toEqual([...[0.1, 0.3, 0.05, 0.5, 0.05].map(Math.fround), Number.NaN]);
  expect(tensor(sequence?.step_scores.probability ?? '').values).toEqual([Math.fround(0.97)]);
});

test('an answer is one sequence, and an unknown effect is NaN', () => {
  const rest = { span: null, insteadOf: null, converged: true };
  const answer = exampleResult({
    tokens: tokensOf(['The', ' capital', ' of', ' France', ' is']),
    targets: [
      { ...prediction(3, ' France', 0.5), position: 3, ...rest },
      { ...prediction(4, ' is', 0.9), position: 4, ...rest },
    ],
    effect: [
      [effect(1), effect(2), effect(3), null, null],
      [effect(4), null, effect(6), effect(7), null],
    ],
  });
  const [sequence, ...more] = sequencesOf(renderInseq(answer, 'effect'));
  expect(more).toEqual([]);
  const { shape, values } = tensor(sequence?.target_attributions ?? '');
  expect(shape).toEqual([5, 2]);
  const none = Number.NaN;
  expect(values).toEqual([1, 4, 2, none, 3, 6, none, 7, none, none]);
});
