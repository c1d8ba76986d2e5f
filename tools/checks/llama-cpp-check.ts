import { installLlamaCpp, isLlamaCppInstalled } from '../llama-cpp/install-llama-cpp.mjs';
import { pass, skip, type Check } from './check.ts';
import { outcomeOfBuild } from './smollm2-check.ts';

/** A real inference server for the tests, with the real model: with `CI=true` it is installed for them. */
export const llamaCppCheck: Check = {
  name: 'llama.cpp’s server for the tests',
  async run() {
    if (process.env['CI'] === 'true') return outcomeOfBuild(await installLlamaCpp());
    return isLlamaCppInstalled() ? pass('installed before') : skip('not installed; npm run llama-cpp does it');
  },
};
