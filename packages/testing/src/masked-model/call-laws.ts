import { ensure, ensureRefused, ensureRejects, ensureSame, settle } from '../laws/assertions.ts';
import { createAbortController } from '../laws/signal.ts';
import { endingLaw, maskedModelLaw, type MaskedModelLaw } from './masked-model-law.ts';

const fresh = maskedModelLaw('is a fresh one at every call of `create`', async ({ model, request }, create) => {
  const other = await create();
  ensure(other !== model, '`create` gave the same model twice');
  await other.dispose();
  const outcome = await settle(() => model.propose(request(1)));
  ensure(!outcome.rejected, 'a model does not outlive another one: they share state');
});

const concurrent = maskedModelLaw('keeps calls at the same time apart', async ({ model, request }) => {
  const ask = (index: number) => model.propose(request(3, [index]));
  const expected = [];
  for (const index of [0, 1, 2]) expected.push(await ask(index));
  ensureSame(await Promise.all([0, 1, 2].map(ask)), expected, 'three calls at once, against one after the other');
});

const afterFailure = maskedModelLaw('is right after a call that failed', async ({ model, request }) => {
  const expected = await model.propose(request(3, [0]));
  const broken = request(3, [1]);
  await settle(() => model.propose({ ...broken, contexts: { ...broken.contexts, ids: broken.contexts.ids.fill(-1) } }));
  ensureSame(await model.propose(request(3, [0])), expected, 'after a failed call');
});

const abortedBefore = maskedModelLaw("rejects with the signal's reason if it is already aborted", async (trial) => {
  const reason = { aborted: 'before' };
  const controller = createAbortController();
  controller.abort(reason);
  const { signal } = controller;
  await ensureRejects(() => trial.model.propose({ ...trial.request(3), signal }), reason, 'propose');
});

const abortedDuring = maskedModelLaw(
  "rejects with the signal's reason if it is aborted during the call",
  async (trial) => {
    const { model, request } = trial;
    const expected = await model.propose(request(3, [0]));
    const reason = { aborted: 'during' };
    const controller = createAbortController();
    const running = model.propose({ ...request(3), signal: controller.signal });
    controller.abort(reason);
    await ensureRejects(() => running, reason, 'propose');
    ensureSame(await model.propose(request(3, [0])), expected, 'after an aborted call');
  },
);

const disposeTwice = endingLaw('can be disposed of twice', async ({ model }) => {
  await model.dispose();
  const outcome = await settle(() => model.dispose());
  ensure(!outcome.rejected, 'the second `dispose` failed');
});

const disposed = endingLaw('refuses calls after `dispose` with code DISPOSED', async ({ model, request }) => {
  await model.dispose();
  await ensureRefused(() => model.propose(request(3)), 'DISPOSED', 'propose after dispose');
});

/** How a masked model behaves from call to call; the last of them is the first that makes a call fail. */
export const callLaws: readonly MaskedModelLaw[] = [concurrent, afterFailure];

export const abortLaws: readonly MaskedModelLaw[] = [abortedBefore, abortedDuring];

/** They dispose of models. */
export const lifeLaws: readonly MaskedModelLaw[] = [fresh, disposeTwice, disposed];
