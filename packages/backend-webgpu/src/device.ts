/** What a page runs a model on. */
export const devices = ['webgpu', 'wasm'] as const;

export type WebDevice = (typeof devices)[number];

export function isDevice(value: unknown): value is WebDevice {
  return devices.some((device) => device === value);
}
