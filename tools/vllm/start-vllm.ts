import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { smollm2 } from '../real-server/smollm2-tokenizer.ts';
import { startServer, type RunningServer } from '../real-server/start-server.ts';
import { vllm } from './install-vllm.mjs';

/**
 * Starts vLLM on the CPU with the real model in float32: ready after a minute or two.
 * @param parallel what splits the model over several processes
 */
export function startVllm(parallel: readonly string[] = []): Promise<RunningServer> {
  const cores = availableParallelism();
  return startServer(
    vllm.python,
    (port) => [
      ...['-m', 'vllm.entrypoints.openai.api_server', '--host', '127.0.0.1', '--port', String(port)],
      ...['--model', vllm.model, '--tokenizer', fileURLToPath(smollm2), '--served-model-name', 'smollm2'],
      ...['--dtype', 'float32', '--max-model-len', '2048', '--max-num-seqs', '32', '--enforce-eager', ...parallel],
    ],
    {
      secondsToStart: 600,
      environment: {
        VLLM_CPU_KVCACHE_SPACE: '2',
        // One list of cores for each process that has a part of the model.
        VLLM_CPU_OMP_THREADS_BIND: parallel.length === 0 ? `0-${cores - 1}` : `0|${cores - 1}`,
        VLLM_HOST_IP: '127.0.0.1',
        HF_HUB_OFFLINE: '1',
      },
    },
  );
}
