import { readFileSync } from 'node:fs';

/** The configuration that docs/serve-a-model.md shows. */
export function guideConfiguration(): string {
  const guide = readFileSync(new URL('../../docs/serve-a-model.md', import.meta.url), 'utf8');
  const fence = /^```nginx\n(.*?)^```$/msu.exec(guide)?.[1];
  if (fence === undefined) throw new Error('docs/serve-a-model.md shows no configuration of nginx');
  return fence;
}
