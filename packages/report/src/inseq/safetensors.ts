// Every engine that this package runs in has it; the language's own types do not.
declare const btoa: (binary: string) => string;

/**
 * A float32 matrix or vector as base64 of a safetensors file with one tensor of the given name.
 * @see https://github.com/huggingface/safetensors#format
 */
export function base64Tensor(name: string, values: readonly number[], shape: readonly number[]): string {
  const data = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, index) => data.setFloat32(4 * index, value, true));
  const json = JSON.stringify({ [name]: { dtype: 'F32', shape, data_offsets: [0, data.byteLength] } });
  const header = json.padEnd(Math.ceil(json.length / 8) * 8); // the data begins at a multiple of 8 bytes
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, BigInt(header.length), true);
  return btoa(bytesAsText(length) + header + bytesAsText(data));
}

function bytesAsText({ buffer }: DataView<ArrayBuffer>): string {
  return Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
}
