export { createWebGpuBackend } from './create-webgpu-backend.ts';
export { createWebGpuMaskedModel } from './create-webgpu-masked-model.ts';
export { devices, type WebDevice } from './device.ts';
export { listStoredModels, removeStoredModels, type StoredModel } from './files/stored-models.ts';
export type { LoadProgress, WebGpuBackendOptions, WebGpuLoadOptions, WebGpuModelOptions } from './options.ts';
export { dtypes, type Dtype, type OnnxAbility as WebGpuAbility } from '@reagent/onnx-model';
