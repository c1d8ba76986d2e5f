import { sha256 } from '@noble/hashes/sha2.js';

/** SHA-256 over files, one after the other, in hexadecimal: as backend-onnx-node names the same model. */
export async function hashOf(files: readonly Uint8Array[]): Promise<string> {
  const [first] = files;
  // The browser's own is quicker, and takes one piece only.
  const digest =
    files.length === 1 && first !== undefined
      ? new Uint8Array(await crypto.subtle.digest('SHA-256', first as Uint8Array<ArrayBuffer>))
      : files.reduce((hash, bytes) => hash.update(bytes), sha256.create()).digest();
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
