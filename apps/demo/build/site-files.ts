import { createReadStream, existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** The tiny pair, as its package ships it. */
const models = join(dirname(fileURLToPath(import.meta.resolve('@reagent/tiny/package.json'))), 'models');
const address = 'models/tiny/';

/** The models that the site brings: files of its own, under `models/tiny/`. */
export function siteFiles(): Plugin {
  return {
    name: 'site-files',
    async generateBundle() {
      for (const entry of await readdir(models, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const file = join(entry.parentPath, entry.name);
        const fileName = `${address}${relative(models, file).replaceAll('\\', '/')}`;
        this.emitFile({ type: 'asset', fileName, source: await readFile(file) });
      }
    },
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const [, path] = new URL(request.url ?? '/', 'http://site').pathname.split(`/${address}`);
        const file = join(models, decodeURIComponent(path ?? ''));
        if (path === undefined || path.includes('..') || !existsSync(file)) return next();
        createReadStream(file).pipe(response);
      });
    },
  };
}
