import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const pictured = 'The capital of France is';
export const pictureFile: URL = new URL('../../docs/images/terminal.svg', import.meta.url);

const main = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));
const loader = new URL('../register-typescript.mjs', import.meta.url).href;

/** What the command line prints for the text of the picture, in colour, with the call above it as it is typed. */
export async function commandOutput(): Promise<string> {
  const { NO_COLOR: _, ...env } = process.env;
  const args = ['--conditions=@reagent/source', '--import', loader, main, pictured];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...env, FORCE_COLOR: '1' } });
  return `\u001b[2m$\u001b[22m npm start -- "${pictured}"\n\n${stdout}`;
}
