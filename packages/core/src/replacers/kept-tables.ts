import { throwIfAborted, untilAborted } from '../interfaces/abort.ts';
import { ReagentError } from '../interfaces/errors.ts';
import type { PrepareRequest } from '../interfaces/replacer.ts';
import type { Tokenizer } from '../interfaces/tokenizer.ts';
import type { ProposalTable } from './proposal-table.ts';

/** What may be drawn in a context. */
export interface PositionTables {
  /** [position] null where nothing that was proposed can be used. */
  readonly tables: ReadonlyMap<number, ProposalTable | null>;
  /** Contexts that a masked model was asked about for them. */
  readonly asked: number;
}

/** The tables of recent contexts, for the next target of the same context. Belongs to one replacer with its options. */
export interface KeptTables {
  /**
   * The context's tables, and whether another run had them made. They are looked up by token ids, units and tokenizer, never
   * by text. Runs that need the same ones at the same time share the making; where it fails or is aborted, nothing is kept,
   * and each of the other runs tries itself.
   * @throws whatever `make` does; the signal's reason; ReagentError `DISPOSED`
   */
  of(
    context: PrepareRequest,
    make: () => Promise<PositionTables>,
  ): Promise<PositionTables & { readonly kept: boolean }>;
  /** @throws ReagentError `DISPOSED` */
  throwIfDisposed(): void;
  /** Lets all of them go. */
  dispose(): Promise<void>;
}

export interface KeepTablesOptions {
  /** Named in errors. */
  readonly id: string;
  /** Tables of so many contexts are kept, the most recently used ones. Default 4. */
  readonly contexts?: number;
}

/** For the targets of a few texts that take turns; a whole data set would be no use: its texts do not come again. */
const defaultContexts = 4;

/** Most proposals kept, all contexts together: 16 MB on V8, where one takes two numbers of 8 bytes. */
const mostProposals = 2 ** 20;

/** @throws ReagentError `INVALID_OPTION` */
export function keepTables({ id, contexts = defaultContexts }: KeepTablesOptions): KeptTables {
  if (!Number.isSafeInteger(contexts) || contexts < 0) {
    throw new ReagentError('INVALID_OPTION', `replacer "${id}": keepContexts must be a whole number, 0 or more`, {
      plugin: id,
    });
  }
  const keyOf = contextKeys();
  const kept = new Map<string, PositionTables>(); // least recently used first
  const underWay = new Map<string, Promise<PositionTables>>();
  let disposed = false;

  const keep = (key: string, tables: PositionTables): void => {
    if (disposed) return;
    kept.delete(key);
    kept.set(key, tables);
    for (const oldest of kept.keys()) {
      if (kept.size <= contexts && proposalsIn(kept.values()) <= mostProposals) return;
      kept.delete(oldest);
    }
  };
  const made = (key: string, make: () => Promise<PositionTables>): Promise<PositionTables> => {
    const making = make()
      .then((tables) => (keep(key, tables), tables))
      .finally(() => underWay.delete(key));
    underWay.set(key, making);
    return making;
  };

  const throwIfDisposed = (): void => {
    if (disposed) throw new ReagentError('DISPOSED', `the replacer "${id}" has been disposed of`, { plugin: id });
  };

  return {
    throwIfDisposed,
    async of(context, make) {
      const key = keyOf(context);
      for (;;) {
        throwIfAborted(context.signal);
        throwIfDisposed();
        const known = kept.get(key);
        if (known !== undefined) {
          keep(key, known);
          return { ...known, kept: true };
        }
        const shared = underWay.get(key);
        if (shared === undefined) return { ...(await untilAborted(made(key, make), context.signal)), kept: false };
        try {
          return { ...(await untilAborted(shared, context.signal)), kept: true };
        } catch {
          // Aborted or broken for the run that had them made; this one goes on, unless its own signal says no.
        }
      }
    },
    dispose() {
      disposed = true;
      kept.clear();
      return Promise.resolve();
    },
  };
}

/** Ids mean what the tokenizer says, so each tokenizer has a number of its own; none is held for it. */
function contextKeys(): (context: PrepareRequest) => string {
  const numbers = new WeakMap<Tokenizer, number>();
  let next = 0;
  return ({ tokens, units, tokenizer }) => {
    const number = numbers.get(tokenizer) ?? next++;
    numbers.set(tokenizer, number);
    return `${number}:${tokens.join()}:${units.join()}`;
  };
}

function proposalsIn(contexts: Iterable<PositionTables>): number {
  let count = 0;
  for (const { tables } of contexts) for (const table of tables.values()) count += table?.tokens.length ?? 0;
  return count;
}
