/** What a model can be run on, as ONNX Runtime calls it. Which of them there are depends on the platform. */
export const devices = ['cpu', 'webgpu', 'cuda', 'dml', 'coreml'] as const;

export type Device = (typeof devices)[number];

export function isDevice(value: unknown): value is Device {
  return devices.some((device) => device === value);
}
