import { expect, test } from 'vitest';
import { exampleResult } from '../../test/example-result.ts';
import { renderSvg } from '../svg/render-svg.ts';
import { attributionView } from './attribution-view.ts';
import { pathShape } from './path-shape.ts';

const path = [0, 1, 2].map((step) => {
  return {
    step,
    evaluations: 8 * step + 1,
    importance: [[0.1, 0.2, 0.1, 0.5, 0.1].map((share) => (share * step) / 2)],
  };
});
const result = exampleResult({ path });
const area = { left: 0, top: 0, width: 100, height: 50, labelHeight: 10 };

test('the lines are those that end highest, in the units of the view, over the steps', () => {
  const shape = pathShape(attributionView(result, 'word'), path, 0, area);
  expect(shape).toMatchObject({ highest: '50 %', lastStep: 2 });
  expect(shape?.lines.map(({ label, points }) => [label, points])).toEqual([
    ['" France"', '0,50 50,25 100,0'],
    ['" capital"', '0,50 50,40 100,30'],
    ['"The"', '0,50 50,45 100,40'],
    ['" of"', '0,50 50,45 100,40'],
    ['" is"', '0,50 50,45 100,40'],
  ]);
  expect(shape?.words).toBe(
    'Importance after 2 steps: " France" 50 %, " capital" 20 %, "The" 10 %, " of" 10 %, " is" 10 %',
  );
});

test('labels that would meet are moved apart', () => {
  const heights = pathShape(attributionView(result), path, 0, area)?.lines.map(({ labelAt }) => labelAt) ?? [];
  expect(heights).toEqual([0, 30, 40, 50, 60]);
});

test('a picture has the path where the result has it', () => {
  expect(renderSvg(result).match(/<polyline /g)).toHaveLength(5);
  expect(renderSvg(result)).toContain('Importance after 2 steps: &#34; France&#34; 50 %');
  for (const none of [exampleResult(), exampleResult({ path: path.slice(0, 1) })]) {
    expect(renderSvg(none)).not.toContain('<polyline');
    expect(renderSvg(none)).not.toContain('path: importance');
  }
});
