import { readFileSync } from 'node:fs';

const fixtures = new URL('../../../tokenizer/fixtures/', import.meta.url);

interface TokenizerJson {
  readonly model: {
    readonly vocab: Readonly<Record<string, number>>;
    readonly merges: readonly unknown[];
  };
  readonly added_tokens: readonly { readonly id: number; readonly content: string }[];
}

/** Of @reagent/tokenizer's fixtures: small vocabularies in the form of well-known models'. */
export function modelFiles(name: string): { readonly tokenizerJson: TokenizerJson; readonly tokenizerConfig: unknown } {
  const read = (file: string): unknown => JSON.parse(readFileSync(new URL(`${name}/${file}`, fixtures), 'utf8'));
  return {
    tokenizerJson: read('tokenizer.json') as TokenizerJson,
    tokenizerConfig: read('tokenizer_config.json'),
  };
}

/** With one more token: a full stop with the space before it. */
export function withSpacedStop<Files extends { readonly tokenizerJson: TokenizerJson }>(files: Files): Files {
  const { model, added_tokens } = files.tokenizerJson;
  const id = 1 + Math.max(...Object.values(model.vocab), ...added_tokens.map((token) => token.id));
  const isList = Array.isArray(model.merges[0]);
  const merges = [isList ? ['\u0120', '.'] : '\u0120 .', ...model.merges];
  const longer = { ...model, vocab: { ...model.vocab, '\u0120.': id }, merges };
  return { ...files, tokenizerJson: { ...files.tokenizerJson, model: longer } };
}

/** [id] the bytes of a token, as llama.cpp has them in a model's file. */
export function tokenPieces({ model, added_tokens }: TokenizerJson): (id: number) => Uint8Array {
  const isByteLevel = Object.keys(model.vocab).some((token) => token.includes('\u0120'));
  const pieces = new Map<number, Uint8Array>();
  for (const [token, id] of Object.entries(model.vocab)) {
    pieces.set(id, isByteLevel ? byteLevelPiece(token) : sentencePiece(token));
  }
  for (const { id, content } of added_tokens) pieces.set(id, new TextEncoder().encode(content));
  return (id) => pieces.get(id) ?? new Uint8Array();
}

/** Tokens such as `<0xE2>`. */
export function byteTokens({ model }: TokenizerJson): (id: number) => boolean {
  const ids = new Set(Object.entries(model.vocab).flatMap(([token, id]) => (/^<0x..>$/u.test(token) ? [id] : [])));
  return (id) => ids.has(id);
}

function sentencePiece(token: string): Uint8Array {
  const byte = /^<0x(..)>$/u.exec(token)?.[1];
  return byte === undefined
    ? new TextEncoder().encode(token.replaceAll('\u2581', ' '))
    : Uint8Array.of(Number.parseInt(byte, 16));
}

/** Printable Latin-1 stands for itself, the other bytes for the characters from U+0100 on. */
function byteLevelPiece(token: string): Uint8Array {
  const isPlain = (byte: number): boolean =>
    (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte < 0xad) || (byte > 0xad && byte < 0x100);
  const others = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => !isPlain(byte));
  return Uint8Array.from(token, (character) => {
    const code = character.codePointAt(0) as number;
    return code < 0x100 ? code : (others[code - 0x100] as number);
  });
}
