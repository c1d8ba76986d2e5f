import { tokenMatrix, type Scores } from '@reagent/core';
import { ensure, ensureRefused, ensureRejects, ensureSame, settle } from '../laws/assertions.ts';
import { createAbortController } from '../laws/signal.ts';
import { backendLaw, ensureSameScores, withBackend, type BackendLaw } from './backend-law.ts';

const fresh = backendLaw('is a fresh one at every call of `create`', async ({ backend, base }, _, create) => {
  const other = await create();
  ensure(other !== backend, '`create` gave the same backend twice');
  await other.dispose();
  const outcome = await settle(() => backend.predict({ context: base(), k: 1 }));
  ensure(!outcome.rejected, 'a backend does not outlive another one: they share state');
});

const concurrent = backendLaw('keeps calls at the same time apart', async ({ backend, rows, request, tokens }) => {
  const batch = rows(4);
  const ask = (row: number[]) => backend.score(request([[...row]]));
  const expected: Scores[] = [];
  for (const row of batch) expected.push(await ask(row));
  const actual = await Promise.all(batch.map(ask));
  const count = tokens().length;
  actual.forEach((scores, index) =>
    ensureSameScores(scores, expected[index]!, `call ${index} of 4 at once`, { count }),
  );
});

const afterFailure = backendLaw(
  'is right after a call that failed',
  async ({ backend, base, rows, request, tokens }) => {
    const expected = await backend.score(request(rows(1)));
    await settle(() => backend.score(request([base().map(() => -1)])));
    await settle(() => backend.predict({ context: [backend.tokenizer.vocabularySize], k: 1 }));
    ensureSameScores(await backend.score(request(rows(1))), expected, 'after a failed call', {
      count: tokens().length,
    });
  },
);

const abortedBefore = backendLaw("rejects with the signal's reason if it is already aborted", async (probe) => {
  const { backend, base, rows, request } = probe;
  const reason = { aborted: 'before' };
  const controller = createAbortController();
  controller.abort(reason);
  const { signal } = controller;
  await ensureRejects(() => backend.score(request(rows(2), { signal })), reason, 'score');
  await ensureRejects(() => backend.predict({ context: base(), k: 1, signal }), reason, 'predict');
});

const abortedDuring = backendLaw("rejects with the signal's reason if it is aborted during the call", async (probe) => {
  const { backend, base, rows, request, tokens } = probe;
  const expected = await backend.score(request(rows(1)));
  const reason = { aborted: 'during' };
  const abortDuring = async (
    call: (signal: ReturnType<typeof createAbortController>['signal']) => Promise<unknown>,
  ) => {
    const controller = createAbortController();
    const running = call(controller.signal);
    controller.abort(reason);
    await running;
  };
  await ensureRejects(() => abortDuring((signal) => backend.score(request(rows(2), { signal }))), reason, 'score');
  await ensureRejects(
    () => abortDuring((signal) => backend.predict({ context: base(), k: 1, signal })),
    reason,
    'predict',
  );
  ensureSameScores(await backend.score(request(rows(1))), expected, 'after an aborted call', {
    count: tokens().length,
  });
});

const disposeTwice: BackendLaw = {
  name: 'can be disposed of twice',
  check: (create) =>
    withBackend(create, async (backend) => {
      await backend.dispose();
      const outcome = await settle(() => backend.dispose());
      ensure(!outcome.rejected, 'the second `dispose` failed');
    }),
};

const disposed: BackendLaw = {
  name: 'refuses calls after `dispose` with code DISPOSED',
  check: (create, { text }) =>
    withBackend(create, async (backend) => {
      await backend.dispose();
      const context = [...(await backend.tokenizer.encode(text)).ids];
      const queries = [{ position: context.length, tokens: context.slice(0, 1) }];
      const score = () => backend.score({ contexts: tokenMatrix([context]), queries });
      await ensureRefused(score, 'DISPOSED', 'score after dispose');
      await ensureRefused(() => backend.predict({ context, k: 1 }), 'DISPOSED', 'predict after dispose');
    }),
};

const inputs = backendLaw(
  'leaves its inputs as they are',
  async ({ backend, base, rows, request, tokens, supports }) => {
    const own = request(rows(3), {
      queryIndex: Int32Array.from(rows(3), () => 0),
      ...(supports.maxTopK >= 1 ? { topK: 1 } : {}),
      want: { rank: supports.rank === 'exact', distribution: supports.distribution },
    });
    const copy = { ...own, contexts: { ...own.contexts, ids: own.contexts.ids.slice() }, queries: own.queries.map((query) => ({ ...query, tokens: tokens() })), queryIndex: own.queryIndex?.slice() }; // prettier-ignore
    await backend.score(own);
    ensureSame(own, copy, 'the request after `score`');
    const context = base();
    await backend.predict({ context, k: 1 });
    ensureSame(context, base(), 'the context after `predict`');
  },
);

/** How a backend behaves from call to call; the last of them is the first that makes a call fail. */
export const callLaws: readonly BackendLaw[] = [inputs, concurrent, afterFailure];

export const abortLaws: readonly BackendLaw[] = [abortedBefore, abortedDuring];

/** They dispose of backends. */
export const lifeLaws: readonly BackendLaw[] = [fresh, disposeTwice, disposed];
