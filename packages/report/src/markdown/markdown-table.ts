/** A table of GitHub-flavoured Markdown; all columns but the first to the right. Cells are Markdown already. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map((_, column) => (column === 0 ? ':--' : '--:'))), ...rows.map(line)].join('\n');
}
