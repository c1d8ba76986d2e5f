import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../set-up/root.mjs';

/** The generated file: what the page that `@reagent/report` writes runs and looks like. */
export const pageFile: string = join(root, 'packages/report/src/html/page-parts.ts');

/** The web component with all that it needs, and the page's style, as the text of {@link pageFile}. */
export async function pageParts(): Promise<string> {
  const [script, style] = [
    await minified('packages/attribution-element/src/page.ts'),
    await minified('tools/element-script/page.css'),
  ];
  return `// Written by \`npm run element-script\`: <reagent-attribution> with Lit, and the style of the page. Do not edit.
export const pageScript: string =
  ${JSON.stringify(script)};
export const pageStyle: string =
  ${JSON.stringify(style)};
/** For the page's content security policy. */
export const pageScriptHash: string = '${hashOf(script)}';
export const pageStyleHash: string = '${hashOf(style)}';
`;
}

async function minified(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, file)],
    absWorkingDir: root,
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'ascii',
    legalComments: 'eof', // Lit's licence asks for it
    conditions: ['@reagent/source'],
  });
  return (outputFiles[0]?.text ?? '').trim();
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
