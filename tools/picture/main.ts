/** Writes the README's picture anew from the real output of the command line: `npm run picture`. */
import { writeFile } from 'node:fs/promises';
import { commandOutput, pictured, pictureFile } from './command-output.ts';
import { terminalSvg } from './terminal-svg.ts';

const title = `Output of: npm start -- "${pictured}"`;
await writeFile(pictureFile, terminalSvg(await commandOutput(), { columns: 82, title }));
console.error('written: docs/images/terminal.svg');
