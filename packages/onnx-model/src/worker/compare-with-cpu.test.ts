import { expect, it } from 'vitest';
import { compareWithCpu } from './compare-with-cpu.ts';
import type { Rows } from './feeds.ts';

const model = (noise: number) => ({
  vocabulary: 3,
  distributions: async ({ rows, ids }: Rows) =>
    Float64Array.from({ length: rows * 3 }, (_, index) => -(ids[index % ids.length] as number) + noise),
});
const facts = { device: 'webgpu', maxContext: 64 };

it.each([
  ['fp32', 0.5e-3],
  ['q4', 0.04],
] as const)('allows what %s may be off: %d', async (dtype, noise) => {
  expect(await compareWithCpu(model(noise), model(0), { ...facts, dtype })).toBeCloseTo(noise, 10);
});

it.each([
  ['fp32', 2e-3],
  ['q4', 0.06],
  ['fp32', Number.NaN],
] as const)('refuses a device that is wrong without saying so: %s, %d', async (dtype, noise) => {
  await expect(compareWithCpu(model(noise), model(0), { ...facts, dtype })).rejects.toMatchObject({
    code: 'ENGINE_FAILED',
    message: expect.stringMatching(/on webgpu the model gives other numbers than on the CPU .* take device cpu/),
  });
});
