/** Where there is an adapter; a software one will do: `VK_ICD_FILENAMES` of Chromium's SwiftShader, with libvulkan1. */
import { existsSync } from 'node:fs';
import { tokenMatrix, type Backend } from '@reagent/core';
import { expect, it } from 'vitest';
import { createOnnxNodeBackend, type Device } from '../src/index.ts';

const softwareAdapter = '/usr/lib/chromium/vk_swiftshader_icd.json';
if (existsSync(softwareAdapter)) process.env['VK_ICD_FILENAMES'] ??= softwareAdapter;

const model = new URL('../fixtures/gpt2/', import.meta.url);
const start = (device: Device): Promise<Backend> => {
  return createOnnxNodeBackend({ model, dtype: 'fp32', threads: 1, batchSize: 2, device });
};
const backend = await start('webgpu').catch((error: unknown) => {
  // What is refused for its numbers is no missing adapter.
  if (/adapter|Vulkan|WebGPU/i.test(String(error)) && !/other numbers/.test(String(error))) return undefined;
  throw error;
});

it.skipIf(backend === undefined)(
  'gives the CPU’s numbers to 1e-3, and says so (skipped without a WebGPU adapter)',
  async () => {
    const onGpu = backend as Backend;
    const onCpu = await start('cpu');
    expect(onGpu.id).toBe(`${onCpu.id}:webgpu`);
    expect(onGpu.provenance).toMatchObject({ device: 'webgpu', graph: { runs: 'edited' } });
    const selfCheck = (onGpu.provenance as { execution: { selfCheck: Record<string, number> } }).execution.selfCheck;
    expect(selfCheck['largestDifferenceFromCpu']).toBeLessThan(1e-3);
    const request = {
      contexts: tokenMatrix([
        [12, 40, 77, 31, 90],
        [33, 21, 60, 55, 14],
      ]),
      queries: [{ position: 5, tokens: [3, 50] }],
    };
    const [found, expected] = [await onGpu.score(request), await onCpu.score(request)];
    found.logOdds!.forEach((value, index) => expect(value).toBeCloseTo(expected.logOdds![index]!, 3));
    await onGpu.dispose();
    await onCpu.dispose();
  },
);
