// `npm start -- "text" …`: does all set-up that is missing, then is the command line program itself.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeVersionProblem } from './set-up/node-version.mjs';
import { root, rootPackage } from './set-up/root.mjs';
import { say } from './set-up/say.mjs';

const problem = nodeVersionProblem(process.versions.node, rootPackage.engines.node);
if (problem !== undefined) {
  say(problem);
  process.exit(1);
}
const { install } = await import('./set-up/install.mjs');
const { build } = await import('./set-up/build.mjs');
if (!((await install()) && (await build('@reagent/cli')))) process.exit(1);

// In this process rather than in a child: Ctrl-C, stdin, stdout and the exit code are the program's own.
const program = join(root, 'apps', 'cli', 'dist', 'main.js');
process.argv = [process.argv0, program, ...process.argv.slice(2)];
await import(pathToFileURL(program).href);
