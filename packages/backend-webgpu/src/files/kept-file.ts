import { headerOf, type Store } from './store.ts';

/** What a page that ends in the middle of a download loses at most. Every page cuts files at the same places. */
const partBytes = 8 * 2 ** 20;

/** How much of a file is there, and what tells its contents from others: a hash, or the server's entity tag. */
export interface Beginning {
  readonly bytes: number;
  readonly tag: string;
}

/** A file in the store, in parts as they came: a download that was cut is continued, and nothing is written twice. */
export class KeptFile {
  readonly #store: Store;
  readonly #address: string;
  readonly #model: string;

  /** @param model what it is stored under */
  constructor(store: Store, model: string, address: string) {
    this.#store = store;
    this.#model = model;
    this.#address = address;
  }

  /** The file; `null`: the server has none of this name; `undefined`: it is not there, or not whole. */
  async whole(): Promise<Blob | null | undefined> {
    const entry = await this.#store.match(this.#address);
    if (entry?.status === 404) return null;
    return this.inParts(Number(entry?.headers.get(headerOf.parts) ?? 0));
  }

  /** What was written in so many parts, checked or not; `undefined`: they are not all there. */
  async inParts(count: number): Promise<Blob | undefined> {
    if (count === 0) return undefined;
    const parts = await this.#parts();
    return parts.length === count ? new Blob(parts.map(({ blob }) => blob)) : undefined;
  }

  /** Of a file that is not whole; `undefined`: nothing that could be continued. */
  async beginning(): Promise<Beginning | undefined> {
    const parts = await this.#parts();
    const tag = parts[0]?.tag ?? null;
    return tag === null ? undefined : { bytes: parts.reduce((sum, { blob }) => sum + blob.size, 0), tag };
  }

  /** Continues a beginning; `undefined`: from the start. `tag`: `null` where a part alone would be worth nothing. */
  async write(beginning: Beginning | undefined, tag: string | null): Promise<PartWriter> {
    if (beginning === undefined) await this.remove();
    const bytes = beginning?.bytes ?? 0;
    const full = Math.floor(bytes / partBytes);
    const rest = bytes % partBytes === 0 ? undefined : (await this.#parts())[full]?.blob;
    const put = (index: number, body: Blob): Promise<void> => this.#put(index, body, tag);
    return new PartWriter(put, full, rest === undefined ? [] : [rest]);
  }

  /** Says that all parts are there and right: from now on whoever opens the file takes it unchecked. */
  async close(parts: number): Promise<void> {
    await this.#store.put(
      this.#address,
      new Response(null, { headers: this.#headers({ [headerOf.parts]: `${parts}` }) }),
    );
  }

  /** Says that the server has none of this name, so that it is not asked the next time. */
  async lacks(): Promise<void> {
    await this.#store.put(this.#address, new Response(null, { status: 404, headers: this.#headers({}) }));
  }

  async remove(): Promise<void> {
    await this.#store.delete(this.#address);
    for (let index = 0; await this.#store.delete(this.#partAddress(index)); index++);
  }

  /** In their order, as far as they are of one file. */
  async #parts(): Promise<readonly { readonly blob: Blob; readonly tag: string | null }[]> {
    const parts: { readonly blob: Blob; readonly tag: string | null }[] = [];
    for (;;) {
      const part = await this.#store.match(this.#partAddress(parts.length));
      if (part === undefined) return parts;
      const tag = part.headers.get(headerOf.tag);
      const before = parts.at(-1);
      if (before !== undefined && (before.tag !== tag || before.blob.size !== partBytes)) return parts;
      parts.push({ blob: await part.blob(), tag });
    }
  }

  async #put(index: number, body: Blob, tag: string | null): Promise<void> {
    const headers = { [headerOf.bytes]: `${body.size}`, ...(tag === null ? {} : { [headerOf.tag]: tag }) };
    await this.#store.put(this.#partAddress(index), new Response(body, { headers: this.#headers(headers) }));
  }

  #headers(more: Readonly<Record<string, string>>): Record<string, string> {
    return { [headerOf.model]: this.#model, ...more };
  }

  #partAddress(index: number): string {
    const address = new URL(this.#address);
    address.searchParams.set('reagent-part', `${index}`);
    return address.href;
  }
}

/** Makes parts of one size out of what comes. */
class PartWriter {
  readonly #put: (index: number, body: Blob) => Promise<void>;
  #index: number;
  #pending: BlobPart[];
  #bytes: number;

  constructor(put: (index: number, body: Blob) => Promise<void>, index: number, rest: readonly Blob[]) {
    this.#put = put;
    this.#index = index;
    this.#pending = [...rest];
    this.#bytes = rest.reduce((sum, { size }) => sum + size, 0);
  }

  async write(chunk: Uint8Array<ArrayBuffer>): Promise<void> {
    let left = chunk;
    while (this.#bytes + left.byteLength >= partBytes) {
      const fits = partBytes - this.#bytes;
      this.#pending.push(left.subarray(0, fits));
      await this.#put(this.#index++, new Blob(this.#pending));
      this.#pending = [];
      this.#bytes = 0;
      left = left.subarray(fits);
    }
    if (left.byteLength > 0) this.#pending.push(left);
    this.#bytes += left.byteLength;
  }

  /** Puts what is not a whole part; gives the number of parts. */
  async flush(): Promise<number> {
    if (this.#bytes > 0 || this.#index === 0) await this.#put(this.#index, new Blob(this.#pending));
    return this.#index + (this.#bytes > 0 || this.#index === 0 ? 1 : 0);
  }
}
