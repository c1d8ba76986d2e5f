import type { LocalBackend, MaskedModel, Replacer, LocalTokenizer } from '@reagent/core';
import type { DemoSettings } from '../settings.ts';
import { replacersOf } from './replacers-of.ts';

export type ModelChoice = DemoSettings['model'];

/** How far a download is. */
export interface ModelProgress {
  readonly file: string;
  readonly bytes: number;
  readonly total: number | null;
}

export interface Loading {
  readonly signal: AbortSignal;
  readonly progress: (progress: ModelProgress) => void;
}

/** Opens models: in the page ONNX Runtime's. */
export interface ModelSource {
  /** What can be had before the weights; null: nothing. */
  tokenizer(choice: ModelChoice): Promise<LocalTokenizer> | null;
  backend(choice: ModelChoice, loading: Loading): Promise<LocalBackend>;
  /** Null: there is none for this model. */
  maskedModel(choice: ModelChoice): Promise<MaskedModel> | null;
}

/** A model that is ready. */
export interface OpenModel {
  readonly choice: ModelChoice;
  readonly backend: LocalBackend;
  /** The same one for each name: what a masked model proposed for a context is kept for its next run. */
  replacer(name: DemoSettings['replacer']): Promise<Replacer>;
}

export interface ModelState {
  readonly choice: ModelChoice | null;
  readonly phase: 'none' | 'loading' | 'ready' | 'failed';
  readonly tokenizer: LocalTokenizer | null;
  readonly open: OpenModel | null;
  readonly progress: ModelProgress | null;
  readonly error: unknown;
}

/** A model that is not let go while somebody works with it. */
export interface Lease {
  readonly model: OpenModel;
  release(): void;
}

/** Whether it can have the masked model's proposals: only the tiny pair comes with one. */
export function hasMaskedModel(choice: ModelChoice): boolean {
  return choice === 'tiny';
}

export function sameChoice(a: ModelChoice | null, b: ModelChoice | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

interface Entry {
  readonly choice: ModelChoice;
  readonly abort: AbortController;
  readonly open: Promise<OpenModel>;
  leases: number;
  left: boolean;
  dispose: () => Promise<void>;
}

const none: ModelState = { choice: null, phase: 'none', tokenizer: null, open: null, progress: null, error: null };

/** The one model that the page works with. Another one takes its place, and it ends when no run has it any more. */
export class DemoModels {
  readonly #source: ModelSource;
  readonly #listeners = new Set<() => void>();
  #entry: Entry | null = null;
  #state: ModelState = none;

  constructor(source: ModelSource) {
    this.#source = source;
  }

  get state(): ModelState {
    return this.#state;
  }

  /** @returns what ends it */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Loads it, or waits for it where it is under way. After a failure: tries again. */
  load(choice: ModelChoice): Promise<OpenModel> {
    const { phase } = this.#state;
    if (this.#entry !== null && sameChoice(this.#entry.choice, choice) && phase !== 'failed') return this.#entry.open;
    this.#leave();
    const abort = new AbortController();
    const entry: Entry = {
      ...{ choice, abort, leases: 0, left: false, dispose: async () => {} },
      open: Promise.resolve().then(() => this.#open(entry)),
    };
    entry.open.catch(() => undefined); // told as the state
    this.#entry = entry;
    this.#tell({ ...none, choice, phase: 'loading' });
    return entry.open;
  }

  /** Ends loading. Files that are whole by then are kept. */
  cancel(): void {
    if (this.#state.phase !== 'loading') return;
    this.#leave();
    this.#tell(none);
  }

  async lease(choice: ModelChoice): Promise<Lease> {
    const open = this.load(choice);
    const entry = this.#entry as Entry;
    entry.leases += 1;
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      entry.leases -= 1;
      endIfUnused(entry);
    };
    try {
      return { model: await open, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  async #open(entry: Entry): Promise<OpenModel> {
    const { choice, abort } = entry;
    const source = this.#source;
    const tell = (changes: Partial<ModelState>): void => {
      if (this.#entry === entry) this.#tell({ ...this.#state, ...changes });
    };
    // Where it fails the model's own error says why.
    source.tokenizer(choice)?.then(
      (tokenizer) => tell(this.#state.open === null ? { tokenizer } : {}),
      () => undefined,
    );
    try {
      const progress = (told: ModelProgress): void => tell({ progress: told });
      const backend = await source.backend(choice, { signal: abort.signal, progress });
      const replacers = replacersOf(() => source.maskedModel(choice));
      entry.dispose = async () => void (await Promise.all([backend.dispose(), replacers.dispose()]));
      endIfUnused(entry);
      abort.signal.throwIfAborted();
      const open = { choice, backend, replacer: replacers.named };
      if (hasMaskedModel(choice)) replacers.named('roberta').catch(() => undefined); // whoever needs it asks again
      tell({ phase: 'ready', tokenizer: backend.tokenizer, open, progress: null });
      return open;
    } catch (error) {
      tell({ phase: 'failed', error, progress: null });
      throw error;
    }
  }

  #leave(): void {
    const entry = this.#entry;
    this.#entry = null;
    if (entry === null) return;
    entry.left = true;
    if (this.#state.phase === 'loading') entry.abort.abort(new Cancelled());
    endIfUnused(entry);
  }

  #tell(state: ModelState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** The reason that loading, or a run that has told nothing yet, is ended with. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}

function endIfUnused(entry: Entry): void {
  if (!entry.left || entry.leases > 0) return;
  const { dispose } = entry;
  entry.dispose = async () => {};
  dispose().catch(() => undefined); // an engine that fails at its end has ended
}
