import { sha256 } from '@noble/hashes/sha2.js';
import { hexadecimal, sha256Of } from '../sha256.ts';

/** SHA-256 over files, one after the other, in hexadecimal: as backend-onnx-node names the same model. */
export async function hashOf(files: readonly Uint8Array[]): Promise<string> {
  const [first] = files;
  // The browser's own is quicker, and takes one piece only.
  if (files.length === 1 && first !== undefined) return sha256Of(first as Uint8Array<ArrayBuffer>);
  return hexadecimal(files.reduce((hash, bytes) => hash.update(bytes), sha256.create()).digest());
}
