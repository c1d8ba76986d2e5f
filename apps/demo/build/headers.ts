/** Where models of the Hub come from, if the user asks for one: the Hub answers with the address of a file's store. */
const hub = 'https://huggingface.co https://*.huggingface.co https://*.hf.co';

/** No inline script, no `eval` but WebAssembly's, nothing of other sites but what the Hub stores. */
export const contentSecurityPolicy: string = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  `connect-src 'self' ${hub}`,
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** With these a page is cross-origin isolated, and may have threads. */
export const isolation: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** What a host is to say beside every file. The worker's own policy is a header: the page's does not hold in it. */
export const headers: Readonly<Record<string, string>> = {
  ...isolation,
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': `${contentSecurityPolicy}; frame-ancestors 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** The same as a file that Netlify and Cloudflare Pages read; names in `assets/` hold a hash of what is in them. */
export const headersFile: string = [
  '/*',
  ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`),
  '/assets/*',
  '  Cache-Control: public, max-age=31536000, immutable',
  '',
].join('\n');
