import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Tests cross packages from source: nothing is built first.
  resolve: { conditions: ['@reagent/source'] },
  ssr: { resolve: { conditions: ['@reagent/source'] } },
  test: {
    include: [
      'packages/*/{src,test}/**/*.test.ts',
      'apps/*/{src,test}/**/*.test.ts',
      'examples/**/*.test.ts',
      'tools/**/*.test.ts',
    ],
    // Worker threads of the packages start from their TypeScript source too.
    execArgv: [
      '--conditions=@reagent/source',
      '--import',
      new URL('./tools/register-typescript.mjs', import.meta.url).href,
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
