/** A sentence as Markdown shows it letter by letter: what could begin something, a link included, is escaped. */
export function literal(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~!&@$^]|:(?=\/)|(?<=www)\./gi, '\\$&');
}
