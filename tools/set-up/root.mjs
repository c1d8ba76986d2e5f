import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the workspace. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @type {{ packageManager: string, engines: { node: string }, devDependencies: Record<string, string> }} */
export const rootPackage = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
