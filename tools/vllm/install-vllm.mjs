import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installServer, pythonIn } from '../real-server/install-server.mjs';
import { root } from '../set-up/root.mjs';

const scripts = dirname(fileURLToPath(import.meta.url));
const cache = join(root, '.cache', 'vllm');
const gguf = join(cache, 'SmolLM2-135M-Instruct.Q4_1.gguf');

export const vllm = {
  python: pythonIn(cache),
  /** A folder with the weights in float32, as transformers writes it. */
  model: join(cache, 'model'),
};

/** Installs vLLM for the CPU. */
export function installVllm() {
  return installServer({
    ...{ name: 'vLLM', cost: '6 GB and ten minutes, into .cache/vllm; Linux on x86-64', cache },
    ...{ list: join(scripts, 'requirements.txt'), pip: ['--no-deps'], model: gguf },
    more: [[join(scripts, 'float32_model.py'), gguf, vllm.model]],
  });
}
