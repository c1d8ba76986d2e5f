import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** The rows of a file; a last line that was cut is taken out of it. */
export function keptRows<Row>(file: string | URL): Row[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) writeFileSync(file, whole);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
}
