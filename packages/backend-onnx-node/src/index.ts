export { createOnnxNodeBackend } from './create-onnx-node-backend.ts';
export { createOnnxNodeMaskedModel } from './create-onnx-node-masked-model.ts';
export { devices, type Device } from './device.ts';
export { dtypes, type Dtype, type OnnxAbility as OnnxNodeAbility } from '@reagent/onnx-model';
export type { DownloadProgress, HubOptions } from './hub/hub-options.ts';
export type { OnnxNodeBackendOptions, OnnxNodeModelOptions } from './options.ts';
export { sessionOptions, type SessionChoices } from './session-options.ts';
