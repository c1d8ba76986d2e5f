import { chromiumOptions } from '../../../tools/chromium.ts';

/** With WebGPU on the software adapter; memory is measured when it is asked for, not at the next collection. */
export const launchOptions = {
  ...chromiumOptions,
  args: [...chromiumOptions.args, '--enable-unsafe-webgpu', '--enable-blink-features=ForceEagerMeasureMemory'],
};
