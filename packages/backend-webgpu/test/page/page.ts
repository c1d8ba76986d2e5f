/** The smallest page that explains: what the tests do in it, they do by these. */
import { createWebGpuBackend, listStoredModels } from '@reagent/backend-webgpu';
import { attribute } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { explain } from '../../../../examples/explain-in-a-page.ts';
import { recorded } from '../recorded-run.ts';

export const page = { attribute, createRandomReplacer, createWebGpuBackend, explain, listStoredModels, recorded };

Object.assign(globalThis, { page });
