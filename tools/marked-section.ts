import { readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';

/** The lines of a guide that a command's figures stand between. */
export interface Markers {
  readonly begin: string;
  /** Null: they go on to the end of the guide. */
  readonly end: string | null;
}

/** Writes a section into a guide, between its markers. */
export async function writeSection(file: URL, markers: Markers, section: string): Promise<void> {
  const text = withSection(await readFile(file, 'utf8'), markers, section);
  await writeFile(file, await format(text, { parser: 'markdown', printWidth: 120, singleQuote: true }));
}

export function withSection(text: string, { begin, end }: Markers, section: string): string {
  const [head, rest] = text.split(begin);
  const tail = end === null ? '' : rest?.split(end)[1];
  if (head === undefined || rest === undefined || tail === undefined) {
    throw new Error(`the document has no lines "${begin}"${end === null ? '' : ` and "${end}"`}`);
  }
  return [head, begin, '\n\n', section, ...(end === null ? [] : ['\n\n', end]), tail].join('');
}
