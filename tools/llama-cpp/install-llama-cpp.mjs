import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installServer, isServerInstalled, pythonIn } from '../real-server/install-server.mjs';
import { root } from '../set-up/root.mjs';

const scripts = dirname(fileURLToPath(import.meta.url));
const cache = join(root, '.cache', 'llama-cpp');
const list = join(scripts, 'requirements.txt');

/** What starts the server: `python server model port slots context`. */
export const llamaCpp = {
  python: pythonIn(cache),
  server: join(scripts, 'server.py'),
  model: join(cache, 'SmolLM2-135M-Instruct.Q4_1.gguf'),
};

/** @returns {boolean} whether the tests have it */
export function isLlamaCppInstalled() {
  return isServerInstalled({ cache, list });
}

/** Installs llama.cpp's server with the model. */
export function installLlamaCpp() {
  const cost = '34 MB, into .cache/llama-cpp';
  return installServer({ name: 'llama.cpp', cost, cache, list, pip: [], model: llamaCpp.model, more: [] });
}
