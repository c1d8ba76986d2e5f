import { defaultClientConditions, defineConfig } from 'vite';
import { siteFiles } from './build/site-files.ts';
import { isolation } from './build/headers.ts';

export default defineConfig({
  base: './', // for any folder of any host
  resolve: { conditions: ['@reagent/source', ...defaultClientConditions] },
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 1000 },
  worker: { format: 'es' },
  optimizeDeps: { noDiscovery: true }, // all packages are modules already
  server: { headers: isolation },
  preview: { headers: isolation },
  plugins: [siteFiles()],
});
