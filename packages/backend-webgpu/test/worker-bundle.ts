import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import type { Plugin } from 'vite';
import { isolation } from './site-files.ts';

/** Serves the worker in one piece, as users have it: module by module it takes longer to load than the engine does. */
export function workerBundle(address: string): Plugin {
  return {
    name: 'worker-bundle',
    configureServer({ middlewares, watcher }) {
      let bundle: Promise<Uint8Array> | undefined;
      watcher.on('change', () => (bundle = undefined));
      middlewares.use(address, (_, response, next) => {
        bundle ??= bundled();
        const answer = (script: Uint8Array): ServerResponse =>
          response.writeHead(200, { ...isolation, 'Content-Type': 'text/javascript' }).end(script);
        bundle.then(answer, next);
      });
    },
  };
}

async function bundled(): Promise<Uint8Array> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [fileURLToPath(new URL('../src/worker/worker.ts', import.meta.url))],
    ...{ bundle: true, format: 'esm', target: 'es2022', write: false, conditions: ['@reagent/source'] },
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}
