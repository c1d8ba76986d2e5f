// `npm run demo`: does all set-up that is missing, builds the demo, serves it on this machine and opens it in a browser.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { nodeVersionProblem } from './set-up/node-version.mjs';
import { root, rootPackage } from './set-up/root.mjs';
import { say } from './set-up/say.mjs';

/** @param {string} problem */
function end(problem) {
  say(problem);
  process.exit(1);
}

function readOptions() {
  try {
    return parseArgs({ options: { 'no-open': { type: 'boolean' }, port: { type: 'string', default: '4173' } } }).values;
  } catch (error) {
    return end(
      `${/** @type {Error} */ (error).message}. There are --no-open and --port <number>, as in: npm run demo -- --no-open`,
    );
  }
}

const problem = nodeVersionProblem(process.versions.node, rootPackage.engines.node);
if (problem !== undefined) end(problem);
const { port = '', 'no-open': quiet = false } = readOptions() ?? {};
if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) end(`--port ${port}: a port is a whole number from 0 to 65535`);
const { install } = await import('./set-up/install.mjs');
if (!(await install())) process.exit(1);

// The site is made of the packages' source, so nothing else is built first.
const { build, preview } = await import('vite');
const site = join(root, 'apps', 'demo');
say('building the site …');
await build({ root: site, logLevel: 'error' });
// Where there is no screen, a browser cannot be opened.
const screen = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
const server = await preview({
  root: site,
  logLevel: 'error',
  preview: { port: Number(port), open: !quiet && screen },
});
console.log(`The demo: ${server.resolvedUrls?.local[0]}  (Ctrl-C ends it)`);
