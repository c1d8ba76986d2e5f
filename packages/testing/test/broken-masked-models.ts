import { ReagentError, type MaskedModel, type Proposals, type ProposeRequest } from '@reagent/core';
import { createToyMaskedModel } from '../src/index.ts';

/** Makes the `create` of a masked model that breaks one law; each call of it starts anew. */
export type Broken = () => () => MaskedModel;

type Propose = (request: ProposeRequest, own: MaskedModel) => Promise<readonly Proposals[]>;

const toy = (change: (own: MaskedModel) => Partial<MaskedModel>): Broken => {
  return () => () => {
    const own = createToyMaskedModel({ maxContext: 16 });
    return { ...own, ...change(own) };
  };
};

const proposing = (make: () => Propose): Broken =>
  toy((own) => {
    const propose = make();
    return { propose: (request) => propose(request, own) };
  });

const changing = (change: (own: Proposals, index: number, request: ProposeRequest) => Proposals): Broken =>
  proposing(
    () => async (request, own) => (await own.propose(request)).map((one, index) => change(one, index, request)),
  );

const less = ({ tokens, logProbabilities }: Proposals, by: number): Proposals => ({
  tokens,
  logProbabilities: logProbabilities.map((value) => value - by),
});

const withoutSignal = (request: ProposeRequest): ProposeRequest => {
  const { signal: _, ...rest } = request;
  return rest;
};

/** By the law's name. */
export const brokenMaskedModels: Readonly<Record<string, Broken>> = {
  'says what it is, and how a masked text looks': toy(() => ({ suffix: [3] })),

  'gives k proposals for each position asked about': proposing(() => async (request, own) => {
    const all = await own.propose(request);
    return [...all, ...all];
  }),

  'proposes each token once, most probable first': changing((own, _, { k }) =>
    k === 8 ? { tokens: own.tokens.toReversed(), logProbabilities: own.logProbabilities.toReversed() } : own,
  ),

  'proposes from one distribution over the vocabulary': changing((own) => less(own, 0.01)),

  'gives the same proposals to the same request': proposing(() => {
    let last = '';
    return async (request, own) => {
      const text = JSON.stringify(withoutSignal(request));
      const repeated = text === last;
      last = text;
      return (await own.propose(request)).map((one) => less(one, repeated ? 1e-12 : 0));
    };
  }),

  'gives each position of a batch what it gets alone': changing((own, index, { k }) =>
    k === 5 ? less(own, index / 100) : own,
  ),

  'refuses tokens and positions that do not exist with code INVALID_INPUT': proposing(() => async (request, own) => {
    const inside = request.positions.map(
      ([row, position]) => [Math.min(row, request.contexts.rows - 1), position] as const,
    );
    return own.propose({ ...request, positions: inside });
  }),

  'refuses rows longer than `maxContext` with code TEXT_TOO_LONG': toy(() => ({ maxContext: 12 })),

  'leaves its inputs as they are': proposing(() => async (request, own) => {
    const all = await own.propose(request);
    (request.positions as unknown[]).reverse();
    return all;
  }),

  'is a fresh one at every call of `create`': () => {
    const only = createToyMaskedModel();
    return () => only;
  },

  'keeps calls at the same time apart': proposing(() => {
    let current: ProposeRequest;
    return async (request, own) => {
      current = request;
      await Promise.resolve();
      return own.propose({ ...current, ...(request.signal ? { signal: request.signal } : {}) });
    };
  }),

  'is right after a call that failed': proposing(() => {
    let failed = false;
    return async (request, own) => {
      try {
        return (await own.propose(request)).map((one) => less(one, failed ? 1 : 0));
      } catch (error) {
        failed ||= ReagentError.isInstance(error) && error.code === 'INVALID_INPUT';
        throw error;
      }
    };
  }),

  "rejects with the signal's reason if it is already aborted": proposing(() => (request, own) => {
    return own.propose(request.signal?.aborted ? withoutSignal(request) : request);
  }),

  "rejects with the signal's reason if it is aborted during the call": proposing(() => (request, own) => {
    return own.propose(request.signal?.aborted ? request : withoutSignal(request));
  }),

  'can be disposed of twice': toy((own) => {
    let disposed = false;
    return {
      dispose: async () => {
        if (disposed) throw new ReagentError('DISPOSED', 'already');
        disposed = true;
        await own.dispose();
      },
    };
  }),

  'refuses calls after `dispose` with code DISPOSED': toy(() => ({ dispose: () => Promise.resolve() })),
};
