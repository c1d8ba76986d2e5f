import type { Plugin } from 'vite';
import { contentSecurityPolicy, headersFile } from './headers.ts';

/** The policy in the built page, for hosts that give no headers, and the file of headers for those that do. */
export function pagePolicy(): Plugin {
  return {
    name: 'page-policy',
    apply: 'build', // while developing, Vite puts styles into the page
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile });
    },
  };
}
