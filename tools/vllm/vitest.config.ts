import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import workspace from '../../vitest.config.ts';

/** The tests on a real vLLM, by hand: it takes 6 GB, and minutes to start. */
const { projects: _, ...test } = workspace.test ?? {};
export default defineConfig({
  ...workspace,
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: { ...test, include: ['vllm.test.ts'] },
});
