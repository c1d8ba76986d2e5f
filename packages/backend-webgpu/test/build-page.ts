import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { build, defaultClientConditions } from 'vite';

const root = fileURLToPath(new URL('./page/', import.meta.url));
const condition = '@reagent/source';

/** Vite finds the worker by itself. */
export async function buildWithVite(outDir: string, base: string): Promise<void> {
  await build({
    ...{ root, base, configFile: false, logLevel: 'error' },
    resolve: { conditions: [condition, ...defaultClientConditions] },
    build: { outDir, emptyOutDir: true, target: 'es2022' },
    worker: { format: 'es' },
  });
}

/** esbuild is told of the worker as a second entry, and puts it where the first one looks for it. */
export async function buildWithEsbuild(outdir: string): Promise<void> {
  await esbuild.build({
    entryPoints: { page: join(root, 'page.ts'), 'worker/worker': '@reagent/backend-webgpu/worker' },
    ...{ outdir, bundle: true, format: 'esm', minify: true, target: 'es2022', absWorkingDir: root },
    conditions: [condition],
  });
  const html = await readFile(join(root, 'index.html'), 'utf8');
  await writeFile(join(outdir, 'index.html'), html.replace('page.ts', 'page.js'));
}
