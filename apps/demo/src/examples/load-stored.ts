import type { ExampleId } from './catalogue.ts';
import { readStored } from './read-stored.ts';
import type { StoredExample } from './stored-example.ts';
import firstText from './stored/capital.json?raw';

/** The first example is in the page: it is there before anything else is asked for. */
export const firstId = 'capital' satisfies ExampleId;
export const first: StoredExample = readStored(firstText);

/** Addresses of the others on this site, each fetched when it is chosen. */
const addresses = import.meta.glob<string>(['./stored/*.json', '!./stored/capital.json'], {
  query: '?url',
  import: 'default',
  eager: true,
});

/** @throws TypeError where the site does not answer */
export async function loadStored(id: ExampleId): Promise<StoredExample> {
  if (id === firstId) return first;
  const response = await fetch(new URL(addresses[`./stored/${id}.json`]!, import.meta.url));
  if (!response.ok) throw new TypeError(`${response.status} ${response.statusText}`);
  return readStored(await response.text());
}
