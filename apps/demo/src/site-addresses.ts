import engineMjs from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import engineWasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';

/** ONNX Runtime's two files on this site, as `engineFiles` of a backend. */
export const engineFiles: { readonly mjs: URL; readonly wasm: URL } = {
  mjs: new URL(engineMjs, import.meta.url),
  wasm: new URL(engineWasm, import.meta.url),
};

/** Folders of the tiny pair on this site, as `model` of a backend and of a masked model. */
export const tinyModels: { readonly causal: URL; readonly masked: URL } = {
  causal: new URL('models/tiny/causal-lm/', document.baseURI),
  masked: new URL('models/tiny/masked-lm/', document.baseURI),
};
