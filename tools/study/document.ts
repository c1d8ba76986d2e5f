import { readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';

const begin = '<!-- What follows is written by `npm run study -- table --document`. -->';
const end = '<!-- Until here. -->';

/** Writes the study's section into the guide, between its markers. */
export async function writeDocument(file: URL, section: string): Promise<void> {
  const text = withSection(await readFile(file, 'utf8'), section);
  await writeFile(file, await format(text, { parser: 'markdown', printWidth: 120, singleQuote: true }));
}

export function withSection(text: string, section: string): string {
  const [head, rest = ''] = text.split(begin);
  const [, tail] = rest.split(end);
  if (head === undefined || tail === undefined) throw new Error(`the document has no lines "${begin}" and "${end}"`);
  return [head, begin, '\n\n', section, '\n\n', end, tail].join('');
}
