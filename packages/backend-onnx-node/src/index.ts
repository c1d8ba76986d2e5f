export { createOnnxNodeBackend } from './create-onnx-node-backend.ts';
export { createOnnxNodeMaskedModel } from './create-onnx-node-masked-model.ts';
export { devices, type Device } from './device.ts';
export { dtypes, type Dtype } from './dtype.ts';
export type { DownloadProgress, HubOptions } from './hub/hub-options.ts';
export type { OnnxNodeAbility, OnnxNodeBackendOptions, OnnxNodeModelOptions } from './options.ts';
