import { expect, test } from 'vitest';
import { nodeVersionProblem } from './node-version.mjs';
import { rootPackage } from './root.mjs';

test.each(['20.19.0', '20.19.5', '20.20.2', '22.0.0', '100.1.0'])('Node %s is new enough for >=20.19', (version) => {
  expect(nodeVersionProblem(version, '>=20.19')).toBeUndefined();
});

test.each(['20.18.9', '20.2.0', '18.20.4', '9.99.9'])(
  'Node %s is too old for >=20.19, and the line says so',
  (version) => {
    expect(nodeVersionProblem(version, '>=20.19')).toContain(`Node ${version} is too old: this needs Node 20.19`);
  },
);

test('a patch level counts where the range names one', () => {
  expect(nodeVersionProblem('20.19.1', '>=20.19.2')).toBeDefined();
  expect(nodeVersionProblem('20.19.2', '>=20.19.2')).toBeUndefined();
});

test('the range of package.json is of the kind that is understood', () => {
  expect(rootPackage.engines.node).toMatch(/^>=\d+(\.\d+){0,2}$/);
});
