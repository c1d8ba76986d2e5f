import { visibleToken } from '../visible-token.ts';

/** A value of a table; null and undefined are empty fields. */
export type CsvValue = string | number | boolean | null | undefined;

/**
 * What a spreadsheet takes for a formula, as OWASP lists it ("CSV Injection"), full-width forms included; also behind
 * spaces or quotes, which some programs drop.
 */
const formula = /^[\s"']*[=+\-@＝＋－＠]/u;

/**
 * A field of RFC 4180. Texts are in quotes, shown as signs where a character cannot be seen, and begin with an
 * apostrophe where a spreadsheet would compute them; numbers are as JavaScript writes them.
 */
function csvField(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const shown = visibleToken(value);
  return `"${(formula.test(shown) ? `'${shown}` : shown).replaceAll('"', '""')}"`;
}

/** Lines that end as RFC 4180 has it. */
export function csvLines(rows: readonly (readonly CsvValue[])[]): string {
  return rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}
