// `npm test`: does all set-up that is missing, runs every check of the workspace, and ends with `N passed, N failed`.
import { nodeVersionProblem } from './set-up/node-version.mjs';
import { rootPackage } from './set-up/root.mjs';
import { say } from './set-up/say.mjs';

/** @returns {Promise<{ passed: number, failed: number }>} */
async function test() {
  const problem = nodeVersionProblem(process.versions.node, rootPackage.engines.node);
  if (problem !== undefined) {
    say(problem);
    return { passed: 0, failed: 1 };
  }
  const { installDebianPackages } = await import('./set-up/debian-packages.mjs');
  const { install } = await import('./set-up/install.mjs');
  await installDebianPackages();
  if (!(await install())) return { passed: 0, failed: 1 };
  const { tsImport } = await import('tsx/esm/api');
  const { runChecks } = await tsImport('./checks/run-checks.ts', import.meta.url);
  const { allChecks } = await tsImport('./checks/all-checks.ts', import.meta.url);
  return runChecks(allChecks, (/** @type {string} */ text) => process.stdout.write(text));
}

const { passed, failed } = await test().catch((error) => {
  say(error instanceof Error ? String(error.stack) : String(error));
  return { passed: 0, failed: 1 };
});
process.exitCode = failed === 0 ? 0 : 1;
process.stdout.write(`${passed} passed, ${failed} failed\n`);
