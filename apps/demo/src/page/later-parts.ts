/** What is asked for only after the first example is shown, engine and models by way of it: the elements of the rest. */
const parts = import.meta.glob<{ readonly define: () => void }>('../{own-text,run,leave,replacements}/define.ts');

export async function loadLaterParts(): Promise<void> {
  for (const part of await Promise.all(Object.values(parts).map((load) => load()))) part.define();
}
