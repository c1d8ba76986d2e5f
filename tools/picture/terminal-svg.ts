import Anser, { type AnserJsonEntry } from 'anser';
import stringWidth from 'string-width';

/** Pixels of a character cell, and of the frame around the text. */
const cell = { width: 8.4, height: 20, baseline: 14.5 };
const frame = { x: 20, top: 48, bottom: 18 };
const colours = { background: '#15181e', bar: '#22262e', text: '#dfe3ea', quiet: '#98a2b3' };

/** Terminal output with colour sequences as a picture that looks like a terminal window. */
export function terminalSvg(output: string, options: { readonly columns: number; readonly title: string }): string {
  const lines = output.replace(/\n+$/, '').split('\n');
  const width = Math.ceil(options.columns * cell.width + 2 * frame.x);
  const height = lines.length * cell.height + frame.top + frame.bottom;
  const body = lines.flatMap((line, index) => lineParts(line, frame.top + index * cell.height));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escaped(options.title)}</title>
<style>text { font: 14px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; white-space: pre; }</style>
<rect width="${width}" height="${height}" rx="10" fill="${colours.background}"/>
<path d="M0 32V10A10 10 0 0 1 10 0H${width - 10}A10 10 0 0 1 ${width} 10V32Z" fill="${colours.bar}"/>
<circle cx="20" cy="16" r="5.5" fill="#e0645c"/><circle cx="38" cy="16" r="5.5" fill="#e0b44c"/><circle cx="56" cy="16" r="5.5" fill="#61b15a"/>
${body.join('\n')}
</svg>
`;
}

function lineParts(line: string, y: number): string[] {
  let column = 0;
  return Anser.ansiToJson(line, { json: true, remove_empty: true }).flatMap((entry) => {
    const columns = stringWidth(entry.content);
    const parts = runParts(entry, frame.x + column * cell.width, y, columns);
    column += columns;
    return parts;
  });
}

/** A stretch of one style: its background, and its text, held to the grid whatever the font's widths are. */
function runParts(entry: AnserJsonEntry, x: number, y: number, columns: number): string[] {
  const text = entry.content.trimEnd();
  const left = rounded(x);
  const background = entry.bg
    ? [
        `<rect x="${left}" y="${y}" width="${rounded(columns * cell.width)}" height="${cell.height - 2}" rx="3" fill="rgb(${entry.bg})"/>`,
      ]
    : [];
  if (text.trim() === '') return background;
  const length = rounded(stringWidth(text) * cell.width);
  const fill = entry.fg ? `rgb(${entry.fg})` : entry.decorations.includes('dim') ? colours.quiet : colours.text;
  const weight = entry.decorations.includes('bold') ? ' font-weight="bold"' : '';
  const place = `x="${left}" y="${y + cell.baseline}" textLength="${length}" lengthAdjust="spacingAndGlyphs"`;
  return [...background, `<text ${place} fill="${fill}"${weight} xml:space="preserve">${escaped(text)}</text>`];
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
