/**
 * The characters that stand for bytes in a byte-level vocabulary (GPT-2 and all that followed): printable Latin-1
 * stands for itself; the other 68 bytes take the characters from U+0100 on, in order.
 */
function alphabet(): ReadonlyMap<string, number> {
  const byteOf = new Map<string, number>();
  let next = 0x100;
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    byteOf.set(String.fromCharCode(printable ? byte : next++), byte);
  }
  return byteOf;
}

/** Character of a byte-level vocabulary → byte. */
export const byteOfCharacter: ReadonlyMap<string, number> = alphabet();
