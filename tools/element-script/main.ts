/** Writes the web component's script anew into `@reagent/report`: `npm run element-script`. */
import { writeFile } from 'node:fs/promises';
import { pageParts, pageFile } from './bundle.ts';

await writeFile(pageFile, await pageParts());
console.error('written: packages/report/src/html/page-parts.ts');
