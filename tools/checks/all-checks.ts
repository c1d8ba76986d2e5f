import { changesetCheck } from '../changesets/changeset-check.ts';
import { consumerCheck } from '../consumer/consumer-check.ts';
import { packageProblems } from '../packages/rules.ts';
import { root } from '../set-up/root.mjs';
import type { Check } from './check.ts';
import { commandCheck, problemCheck } from './command-check.ts';
import { llamaCppCheck } from './llama-cpp-check.ts';
import { smollm2Check } from './smollm2-check.ts';
import { turboCheck } from './turbo-check.ts';
import { unitTests } from './unit-tests.ts';

/** What `npm test` runs, in this order: what is quick and often wrong comes first. */
export const allChecks: readonly Check[] = [
  commandCheck('format (prettier)', 'prettier', '--check', '.'),
  commandCheck('lint and arrows (oxlint)', 'oxlint', '--deny-warnings'),
  commandCheck('types (tsc)', 'tsc', '-p', 'tsconfig.json'),
  commandCheck('types of what runs in browsers (tsc)', 'tsc', '-p', 'tsconfig.browser.json'),
  problemCheck('rules of packages', () => packageProblems(root)),
  commandCheck('nothing unused (knip)', 'knip', '--no-config-hints'),
  changesetCheck,
  smollm2Check,
  llamaCppCheck,
  unitTests,
  turboCheck('build', 'build'),
  turboCheck('packages (publint, attw)', 'check:package'),
  consumerCheck,
];
