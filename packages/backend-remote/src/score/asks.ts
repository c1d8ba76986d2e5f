import type { Question } from './questions.ts';

/** Contexts that are asked about the same tokens: one request. */
export interface PlannedAsk {
  readonly contexts: readonly (readonly number[])[];
  readonly tokens: readonly number[];
}

export interface PlanOptions {
  /** Most tokens of a request. */
  readonly tokensPerAsk: number;
  /** Most contexts of a request. */
  readonly rowsPerRequest: number;
  /** What is known already is not asked again. */
  isKnown(context: readonly number[], token: number): boolean;
}

/** The requests that questions take; what two of them have in common is asked once. */
export function planAsks(questions: readonly Question[], options: PlanOptions): readonly PlannedAsk[] {
  const groups = new Map<string, { tokens: readonly number[]; contexts: Map<string, readonly number[]> }>();
  for (const { context, tokens } of questions) {
    const unknown = [...new Set(tokens)].filter((token) => !options.isKnown(context, token));
    for (const part of chunks(unknown, options.tokensPerAsk)) {
      const group = groups.get(part.join()) ?? { tokens: part, contexts: new Map<string, readonly number[]>() };
      group.contexts.set(context.join(), context);
      groups.set(part.join(), group);
    }
  }
  return [...groups.values()].flatMap(({ tokens, contexts }) =>
    chunks([...contexts.values()], options.rowsPerRequest).map((part) => ({ tokens, contexts: part })),
  );
}

/** @param size may be `Infinity` */
export function chunks<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const each = Math.min(size, Math.max(1, list.length));
  const count = Math.ceil(list.length / each);
  return Array.from({ length: count }, (_, index) => list.slice(index * each, (index + 1) * each));
}
