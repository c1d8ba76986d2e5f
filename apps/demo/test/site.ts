import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built site, which has a server of its own with the site's headers. */
    readonly site: string;
  }
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Builds the site once for all test files that open it, and serves it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outDir = await mkdtemp(join(tmpdir(), 'reagent-demo-'));
  const shared = { root, logLevel: 'error', mode: 'production' } as const;
  await build({ ...shared, build: { outDir, emptyOutDir: true } });
  // In a folder of its host, as a page of a project often is.
  const base = '/a/folder/';
  const server = await preview({ ...shared, base, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  const [address] = server.resolvedUrls?.local ?? [];
  if (address === undefined) throw new Error('the site has no address');
  project.provide('site', address);
  return async () => {
    await server.close();
    await rm(outDir, { recursive: true, force: true });
  };
}
