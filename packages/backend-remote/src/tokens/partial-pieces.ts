import type { Decoding } from './decoding.ts';

/** Of no vocabulary's words, and each of as many tokens as it has bytes, if its bytes have tokens at all. */
const rareCharacters = ['\u{e000}', '\u{e400}', '\u{e800}', '\u{40000}', '\u{80000}', '\u{c0000}', '\u0080', '\u07ff'];
/** What makes a whole character of a part that ends too early; E0 and F0 are followed by larger bytes only. */
const endings: readonly (readonly number[])[] = [
  [0x80],
  [0x80, 0x80],
  [0xa0, 0x80],
  [0x80, 0x80, 0x80],
  [0x90, 0x80, 0x80],
];
const broken = '\ufffd';
const utf8 = new TextEncoder();

/**
 * The bytes of tokens that hold parts of characters, of which a server shows only U+FFFD: found by what characters they
 * make beside bytes that are known. A token with U+FFFD itself, or with bytes that are of no character, keeps U+FFFD.
 */
export async function partialPieces(
  ids: readonly number[],
  decoding: Decoding,
): Promise<ReadonlyMap<number, Uint8Array>> {
  if (ids.length === 0) return new Map();
  const byteTokens = await findByteTokens(decoding);
  const tokensOf = (bytes: readonly number[]): readonly number[] | null => {
    const found = bytes.map((byte) => byteTokens.get(byte));
    return found.includes(undefined) ? null : (found as number[]);
  };
  const heads = await findHeads(ids, byteTokens, decoding);
  const known = endings.flatMap((bytes) => {
    const tokens = tokensOf(bytes);
    return tokens === null ? [] : [{ bytes, tokens }];
  });
  const texts = await decoding.decode(
    known.flatMap(({ tokens }) => heads.map(({ id, before }) => [...before, id, ...tokens])),
  );
  return new Map(
    heads.map(({ id, head, rest }, index) => {
      const ended = known.map(({ bytes }, place) => {
        const text = texts[place * heads.length + index] as string;
        return tailOf(rest, head.length > 0 ? afterFirst(text) : text, bytes);
      });
      const tail = rest.endsWith(broken) ? ended.find((found) => found !== null) : undefined;
      const body = tail === undefined ? rest : rest.slice(0, -1);
      return [id, Uint8Array.from([...head, ...utf8.encode(body), ...(tail ?? [])])];
    }),
  );
}

/** Byte → the token that is this byte alone. */
async function findByteTokens({ read }: Decoding): Promise<ReadonlyMap<number, number>> {
  const found = new Map<number, number>();
  const before = (await read('x')).length;
  for (const character of rareCharacters) {
    const bytes = utf8.encode(character);
    const tokens = (await read(`x${character}`)).slice(before);
    if (tokens.length === bytes.length) tokens.forEach((id, place) => found.set(bytes[place] as number, id));
  }
  return found;
}

interface Head {
  readonly id: number;
  /** Tokens that make a character of the token's first bytes. */
  readonly before: readonly number[];
  /** Those bytes. */
  readonly head: readonly number[];
  /** The token's text without them. */
  readonly rest: string;
}

/** The bytes at a token's beginning that go on with a character: put after a first byte that wants so many. */
async function findHeads(
  ids: readonly number[],
  byteTokens: ReadonlyMap<number, number>,
  { decode }: Decoding,
): Promise<readonly Head[]> {
  const ranges: readonly (readonly [from: number, to: number])[] = [[0xf1, 0xf3], [0xee, 0xee], [0xc2, 0xdf]]; // prettier-ignore
  const leads = ranges.flatMap(([from, to]) =>
    [...byteTokens].filter(([byte]) => byte >= from && byte <= to).slice(0, 1),
  );
  const texts = await decode([...ids.map((id) => [id]), ...leads.flatMap(([, lead]) => ids.map((id) => [lead, id]))]);
  return ids.map((id, index): Head => {
    for (const [place, [byte, lead]] of leads.entries()) {
      const text = texts[(place + 1) * ids.length + index] as string;
      const [first, ...head] = utf8.encode(String.fromCodePoint(text.codePointAt(0) ?? 0));
      if (first === byte) return { id, before: [lead], head, rest: afterFirst(text) };
    }
    return { id, before: [], head: [], rest: texts[index] as string };
  });
}

/** The bytes of the last character that are not of the ending; null: the ending made no character of it. */
function tailOf(text: string, ended: string, ending: readonly number[]): readonly number[] | null {
  const body = text.slice(0, -1);
  const last = ended.slice(body.length);
  const isOne =
    ended.startsWith(body) && last !== broken && last.length === String.fromCodePoint(last.codePointAt(0) ?? 0).length;
  const bytes = [...utf8.encode(last)];
  const own = bytes.slice(0, -ending.length);
  return isOne && own.length > 0 && ending.every((byte, index) => bytes[own.length + index] === byte) ? own : null;
}

function afterFirst(text: string): string {
  return text.slice(String.fromCodePoint(text.codePointAt(0) ?? 0).length);
}
