import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defaultClientConditions } from 'vite';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { launchOptions } from './packages/backend-webgpu/test/chromium.ts';
import { isolation, serveFile } from './packages/backend-webgpu/test/site-files.ts';
import { workerBundle } from './packages/backend-webgpu/test/worker-bundle.ts';
import { hasChromium } from './tools/chromium.ts';

/** Tests that run in a page. */
const inBrowser = '**/*.browser.test.ts';

/** Tests that open a real model, which takes 2 GB at load. */
const realModel = '**/smollm2.test.ts';

/** Tests that open the built demo: it is built once for all of them. */
const ofTheDemo = 'apps/demo/test/*.test.ts';

/** One file at a time, after all other projects: the two that are so run beside each other and keep two processors busy. */
const oneByOne = { maxWorkers: 1, sequence: { groupOrder: 1 } };

/** In a page that is cross-origin isolated, with ONNX Runtime's files and the tiny models on its own site. */
const browser: TestProjectInlineConfiguration = {
  resolve: { conditions: ['@reagent/source', ...defaultClientConditions] },
  // All packages are modules already.
  optimizeDeps: { noDiscovery: true },
  server: { headers: { ...isolation } },
  plugins: [
    workerBundle('/worker.js'),
    {
      name: 'site-files',
      configureServer: ({ middlewares }) => {
        middlewares.use((request, response, next) => {
          if (!serveFile(request, response)) next();
        });
      },
    },
  ],
  test: {
    name: 'browser',
    include: [`packages/${inBrowser}`],
    exclude: ['**/node_modules/**'],
    testTimeout: 300_000,
    ...oneByOne,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions }),
      instances: [{ browser: 'chromium' }],
    },
  },
};

export default defineConfig({
  // Tests cross packages from source: nothing is built first.
  resolve: { conditions: ['@reagent/source'] },
  ssr: { resolve: { conditions: ['@reagent/source'] } },
  test: {
    // Worker threads of the packages start from their TypeScript source too.
    execArgv: [
      '--conditions=@reagent/source',
      '--import',
      new URL('./tools/register-typescript.mjs', import.meta.url).href,
    ],
    // A test waits often: for a program, a server, a page. (Vitest leaves a processor free by itself.)
    maxWorkers: Math.max(2, availableParallelism()),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        // Beside what they test, and too small for a process of their own each.
        test: {
          name: 'units',
          include: ['{packages,apps}/*/src/**/*.test.ts'],
          exclude: ['**/node_modules/**', inBrowser],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole parts',
          include: ['{packages,apps}/*/test/**/*.test.ts', '{examples,tools}/**/*.test.ts'],
          exclude: ['**/node_modules/**', realModel, inBrowser, ofTheDemo, 'tools/vllm/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'demo',
          include: [ofTheDemo],
          globalSetup: hasChromium ? ['apps/demo/test/site.ts'] : [],
          testTimeout: 300_000,
        },
      },
      {
        extends: true,
        // Each file takes 2 GB.
        test: {
          name: 'real model',
          include: [`{packages,apps,tools}/${realModel}`],
          exclude: ['**/node_modules/**'],
          ...oneByOne,
          // Edited graphs of its size are kept; in the checkout, not in the home of who runs the tests.
          env: { XDG_CACHE_HOME: fileURLToPath(new URL('./.cache/', import.meta.url)) },
        },
      },
      ...(hasChromium ? [browser] : []),
    ],
  },
});
