/**
 * What is asked for only after the first example is shown: each folder's `define.ts` exports a function `define`, which
 * makes its elements known to the page.
 */
const parts = import.meta.glob<{ readonly define: () => void }>('../{own-text,run,leave,replacements}/define.ts');

export async function loadLaterParts(): Promise<void> {
  for (const part of await Promise.all(Object.values(parts).map((load) => load()))) part.define();
}
