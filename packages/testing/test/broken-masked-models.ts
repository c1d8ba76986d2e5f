import type { MaskedModel, Proposals, ProposeRequest } from '@reagent/core';
import { createToyMaskedModel } from '../src/index.ts';
import {
  neverReleasing,
  oneBuffer,
  onlyListening,
  onlyLooking,
  poisoned,
  releasingTwice,
  sharing,
  tired,
} from './broken-calls.ts';

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

const ask: Propose = (request, own) => own.propose(request);

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

  'gives the same proposals to the same request': proposing(() =>
    tired(ask, (all) => all.map((one) => less(one, 1e-12))),
  ),

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

  'is a fresh one at every call of `create`': sharing(createToyMaskedModel),

  'keeps calls at the same time apart': proposing(() => oneBuffer(ask)),

  'is right after a call that failed': proposing(() => poisoned(ask, (all) => all.map((one) => less(one, 1)))),

  "rejects with the signal's reason if it is already aborted": proposing(() => onlyListening(ask)),

  "rejects with the signal's reason if it is aborted during the call": proposing(() => onlyLooking(ask)),

  'can be disposed of twice': toy(releasingTwice),

  'refuses calls after `dispose` with code DISPOSED': toy(neverReleasing),
};
