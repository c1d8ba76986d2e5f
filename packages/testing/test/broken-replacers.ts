import {
  concatenateRows,
  defineReplacer,
  ReagentError,
  row,
  tokenMatrix,
  type PreparedReplacer,
  type PrepareRequest,
  type Replacer,
  type ReplaceRequest,
  type TokenMatrix,
} from '@reagent/core';
import { streamOf } from '../src/replacer/replacer-law.ts';
import { neverReleasing, releasingTwice, sharing } from './broken-calls.ts';

/** The plug-in that keeps all laws. */
export const createSoundReplacer = (): Replacer =>
  defineReplacer('uniform', ({ candidates, random }) => candidates[random.integer(candidates.length)]);

/** Makes the `create` of a replacer that breaks one law; each call of it starts anew. */
export type Broken = () => () => Replacer;

type Prepare = (request: PrepareRequest) => PreparedReplacer;

const preparing = (change: (sound: PreparedReplacer, request: PrepareRequest) => Partial<PreparedReplacer>): Broken => {
  return () => () => {
    const sound = createSoundReplacer();
    return {
      ...sound,
      prepare: (request) => {
        const prepared = (sound.prepare as Prepare)(request);
        return { ...prepared, ...change(prepared, request) };
      },
    };
  };
};

interface Row {
  readonly ids: number[];
  readonly mask: readonly number[];
  readonly request: PrepareRequest;
}

/** Changes each row after it has been drawn well. */
const changingRows = (change: (row: Row) => readonly number[]): Broken =>
  preparing((sound, request) => {
    const units = sound.replaceable.length;
    return {
      replace: async ({ masks, random }) => {
        const own = await sound.replace({ masks, random });
        return tokenMatrix(
          random.map((_, index) =>
            change({
              ids: Array.from(row(own, index)),
              mask: Array.from(masks.subarray(index * units, (index + 1) * units)),
              request,
            }),
          ),
        );
      },
    };
  });

const isFull = ({ mask }: Row): boolean => mask.length > 1 && mask.every((one) => one === 1);

/** A legal id that is not `id`: ids 0 … 9 are words. */
const other = (id: number): number => (id + 1) % 10;

/** By the law's name. */
export const brokenReplacers: Readonly<Record<string, Broken>> = {
  'is a fresh one at every call of `create`': sharing(createSoundReplacer),

  'says what it is in plain data': () => () => ({ ...createSoundReplacer(), id: '' }),

  'reports its coverage and its cost': preparing(() => ({ report: { coverage: 0.5, proposals: 0, fallbacks: 0 } })),

  'leaves its inputs as they are': preparing((sound) => ({
    replace: async (request) => {
      const rows = await sound.replace(request);
      request.masks.fill(0);
      return rows;
    },
  })),

  'keeps contexts apart': () => () => {
    const sound = createSoundReplacer();
    let latest: PreparedReplacer;
    return {
      ...sound,
      prepare: (request) => {
        latest = (sound.prepare as Prepare)(request);
        return { ...latest, replace: (wanted: ReplaceRequest) => latest.replace(wanted) };
      },
    };
  },

  'gives the same rows when a context is prepared again': () => () => {
    const sound = createSoundReplacer();
    const known = new Set<string>();
    return {
      ...sound,
      prepare: (request) => {
        const prepared = (sound.prepare as Prepare)(request);
        const kept = known.has(request.tokens.join());
        known.add(request.tokens.join());
        return { ...prepared, report: { ...prepared.report, proposals: kept ? 0 : 3 } };
      },
    };
  },

  'can be disposed of twice': () => () => {
    const sound = createSoundReplacer();
    let disposed = false;
    return {
      prepare: (request) => {
        if (disposed) throw new ReagentError('DISPOSED', 'gone');
        return sound.prepare(request);
      },
      ...{ id: sound.id, ...releasingTwice({ dispose: () => ((disposed = true), Promise.resolve()) }) },
    };
  },

  'refuses to prepare after `dispose` with code DISPOSED': () => () => ({
    ...createSoundReplacer(),
    ...neverReleasing(),
  }),

  'says of each unit whether it is replaceable': preparing(({ replaceable }) => ({
    replaceable: replaceable.map((able) => 2 * able),
  })),

  'gives a row of the context’s length for each mask': preparing((sound) => ({
    replace: async (request): Promise<TokenMatrix> => {
      const rows = await sound.replace(request);
      return concatenateRows([rows, rows]);
    },
  })),

  'leaves alone the units that are not to be replaced': changingRows(({ ids, mask, request }) => {
    const extra = mask[0] === 1 && mask[1] === 0;
    return ids.map((id, position) => (extra && request.units[position] === 1 ? other(id) : id));
  }),

  'leaves pinned tokens alone': changingRows((own) =>
    own.ids.map((id, position) => (isFull(own) && own.request.units[position] === -1 ? 3 : id)),
  ),

  'replaces every token of a unit': changingRows(({ ids, request: { units, tokens } }) =>
    ids.map((id, position) =>
      units.indexOf(units[position] as number) < position ? (tokens[position] as number) : id,
    ),
  ),

  'is fine with one token, and with nothing to replace': preparing((_, { tokens }) => {
    if (tokens.length === 1) throw new RangeError('needs a token on the left');
    return {};
  }),

  'gives ids of the vocabulary': changingRows(({ ids, mask, request }) =>
    ids.map((id, position) => (mask[request.units[position] as number] === 1 ? id + 100 : id)),
  ),

  'gives no special and no unused token': changingRows((own) => {
    const mask = own.request.tokenizer.specialTokens.get('<mask>') as number;
    return own.ids.map((id, position) => (own.request.units[position] === 0 && own.mask[0] === 1 ? mask : id));
  }),

  'gives another token than the original, where it says so': changingRows((own) =>
    own.ids.map((id, position) => (isFull(own) && position === 1 ? (own.request.tokens[1] as number) : id)),
  ),

  'gives the same rows for the same random streams': preparing((sound, { tokens, units }) => {
    let last = '';
    return {
      replace: async (request) => {
        const repeated = request.masks.join() === last;
        last = request.masks.join();
        const { ids, ...size } = await sound.replace(request);
        if (!repeated) return { ...size, ids };
        const unit = (place: number): number => units[place % size.length] as number;
        const masked = (place: number): boolean =>
          request.masks[Math.floor(place / size.length) * sound.replaceable.length + unit(place)] === 1;
        const another = (id: number, place: number): number =>
          other(id) === tokens[place % size.length] ? other(other(id)) : other(id);
        return { ...size, ids: ids.map((id, place) => (unit(place) >= 0 && masked(place) ? another(id, place) : id)) };
      },
    };
  }),

  'gives the same rows from another instance': () => {
    let instances = 0;
    return () => {
      const instance = instances++;
      return defineReplacer('numbered', ({ candidates, random }) => {
        return candidates[(random.integer(candidates.length) + instance) % candidates.length];
      });
    };
  },

  'draws from the random streams, or says that it does not': preparing((sound) => ({
    replace: ({ masks, random }) => sound.replace({ masks, random: random.map(() => streamOf(0)) }),
  })),

  'draws each row from its own random stream alone': preparing((sound) => ({
    replace: ({ masks, random }) => {
      const [first] = random;
      return sound.replace({ masks, random: random.map((own) => first ?? own) });
    },
  })),
};
