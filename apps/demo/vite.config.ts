import { defaultClientConditions, defineConfig } from 'vite';
import { headers, isolation } from './build/headers.ts';
import { pagePolicy } from './build/page-policy.ts';
import { siteFiles } from './build/site-files.ts';

export default defineConfig({
  base: './', // for any folder of any host
  appType: 'mpa', // what is not there is not there, and not the page
  resolve: { conditions: ['@reagent/source', ...defaultClientConditions] },
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['onnxruntime-web'] }, // it finds its own files beside itself
  server: { headers: { ...isolation } },
  preview: { headers: { ...headers } },
  plugins: [pagePolicy(), siteFiles()],
});
