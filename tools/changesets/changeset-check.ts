import { fail, pass, skip, type Check } from '../checks/check.ts';
import { root } from '../set-up/root.mjs';
import { findBase } from './base.ts';
import { changesSince } from './changes.ts';
import { missingChangesets } from './missing-changesets.ts';

/** Every package that changed for its users has a changeset. */
export const changesetCheck: Check = {
  name: 'changesets',
  async run() {
    const base = findBase(root);
    if ('unknown' in base) return skip(`${base.unknown}: nothing to compare with`);
    const { changes, changesets } = changesSince(root, base);
    const missing = missingChangesets(changes, changesets);
    if (missing.length === 0) return pass('commit' in base ? `since ${base.commit}` : 'before the first release');
    return fail(`no changeset names ${missing.join(', ')}: write one with npx pnpm changeset\n`);
  },
};
