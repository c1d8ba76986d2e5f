import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { expect, test } from 'vitest';
import { alive, hostileResult } from '../../test/hostile.ts';
import { exampleResult } from '../../test/example-result.ts';
import { pageScript } from './page-parts.ts';
import { renderHtml } from './render-html.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

function elementsOf(node: Node): Element[] {
  const children = 'childNodes' in node ? node.childNodes.flatMap(elementsOf) : [];
  return 'tagName' in node ? [node, ...children] : children;
}

function textOf(element: Element | undefined): string {
  return element?.childNodes.map((child) => ('value' in child ? child.value : '')).join('') ?? '';
}

const page = ['html', 'head', 'meta', 'link', 'title', 'style', 'body', 'main', 'h1', 'reagent-attribution', 'script'];
const picture = ['svg', 'g', 'title', 'rect', 'path', 'polyline', 'text'];

test('a page has the elements that we wrote, two scripts, no handler, and the result as data', () => {
  fc.assert(
    fc.property(hostileResult, (result) => {
      const html = renderHtml(result);
      expect(html.replace(pageScript, () => '')).not.toMatch(alive);
      const elements = elementsOf(parse(html));
      expect(elements.map(({ tagName }) => tagName).filter((name) => ![...page, ...picture].includes(name))).toEqual(
        [],
      );
      const attributes = elements.flatMap(({ attrs }) => attrs.map(({ name }) => name));
      expect(attributes.filter((name) => /^on|^style$|^src/i.test(name))).toEqual([]);
      const [data, script, ...more] = elements.filter(({ tagName }) => tagName === 'script');
      expect(more).toEqual([]);
      expect(JSON.parse(textOf(data))).toEqual({ result });
      expect(textOf(script).length).toBeGreaterThan(10_000);
    }),
    { numRuns: 50 },
  );
});

test('the policy allows its own script and style by their hashes, and no request', () => {
  const elements = elementsOf(parse(renderHtml(exampleResult())));
  const hashOf = (name: string): string => {
    const text = textOf(elements.findLast(({ tagName }) => tagName === name));
    return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  };
  const policy = elements
    .flatMap(({ attrs }) => attrs)
    .find(({ name, value }) => name === 'content' && value.includes('src'))?.value;
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    `script-src ${hashOf('script')}`,
    `style-src ${hashOf('style')}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ]);
});
