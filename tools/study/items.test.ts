import { describe, expect, it } from 'vitest';
import { sentencesOf } from './agreement/passages.ts';
import { allFrames } from './agreement/frames.ts';
import { firstOfEachTemplate, readItems, type Item, type Span } from './items.ts';
import { settings } from './settings.ts';

const textAt = ({ prompt }: Item, { start, end }: Span): string => prompt.slice(start, end);

describe('the agreement items', () => {
  const items = readItems('agreement');

  it('are different texts, of frames that there are', () => {
    expect(new Set(items.map(({ prompt }) => prompt)).size).toBe(items.length);
    expect(new Set(items.map(({ distractor, prompt }) => prompt.slice(distractor.start))).size).toBe(items.length);
    const frames = new Set(allFrames.map(({ id }) => id));
    expect(items.filter(({ templateId }) => !frames.has(templateId))).toEqual([]);
  });

  it.each(items.map((item) => [item.id, item] as const))(
    '%s: its spans are the antecedent and the real sentence',
    (_, item) => {
      const frame = allFrames.find(({ id }) => id === item.templateId)!;
      const antecedent = textAt(item, item.antecedent);
      expect(` ${frame.facts[antecedent]}`).toBe(item.target);
      const sentence = textAt(item, item.distractor);
      expect(sentencesOf(sentence)).toEqual([sentence]);
      expect(item.prompt).toBe(`${frame.first.replace('{A}', antecedent)} ${sentence} ${frame.last}`);
    },
  );

  it('has enough of them with a few of each frame', () => {
    expect(firstOfEachTemplate(items, settings.agreement.itemsOfAFrame).length).toBeGreaterThanOrEqual(60);
  });
});

describe('the items that the study is run on', () => {
  const { ranking, redundant } = settings;

  it('share no text with those of other studies and measurements', () => {
    const others = (['attribution', 'redundant'] as const).flatMap((name) => readItems(name));
    const known = new Set(others.map(({ prompt }) => prompt));
    const items = readItems(ranking.file, ranking.items, ranking.skip);
    expect(items.length).toBe(1000);
    expect(items.filter(({ prompt }) => known.has(prompt))).toEqual([]);
  });

  it('have two copies of one word where the cause is redundant', () => {
    for (const item of readItems(redundant.file, redundant.items, redundant.skip)) {
      const [first, second] = item.antecedents!;
      expect(textAt(item, first!)).toBe(textAt(item, second!));
      expect(first!.start).not.toBe(second!.start);
    }
  });

  it('have their antecedent outside the distractor', () => {
    for (const { antecedent, distractor } of readItems(ranking.file, ranking.items, ranking.skip)) {
      expect(antecedent.end <= distractor.start || antecedent.start >= distractor.end).toBe(true);
    }
  });
});

it('takes the first items of each template', () => {
  const items = ['a', 'b', 'a', 'a', 'b'].map((templateId, id) => ({ id: `${id}`, templateId }) as Item);
  expect(firstOfEachTemplate(items, 2).map(({ id }) => id)).toEqual(['0', '1', '2', '4']);
});

it('takes plain sentences of a text, without names, figures or questions', () => {
  const plain = 'We have pledged our common resources to help one another in the hazards of life.';
  const text = `In 1947 we began to do this, and we have not yet come to the end of it. ${plain} Who would\nhave thought it?`;
  expect(sentencesOf(text)).toEqual([plain]);
  expect(sentencesOf('We have pledged our common resources to help Europe in the hazards of life.')).toEqual([]);
});
