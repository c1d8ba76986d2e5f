import type { RemoteBackend } from '@reagent/backend-remote';
import { attribute, tokenMatrix, type ScoreRequest, type TokenMatrix } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { createToyTokenizer, toyWords } from '@reagent/testing';
import { createTokenizer } from '@reagent/tokenizer';
import { isLlamaCppInstalled } from '../llama-cpp/install-llama-cpp.mjs';
import { startLlamaCppServer } from '../llama-cpp/start-server.ts';
import { smollm2Tokenizer } from '../real-server/smollm2-tokenizer.ts';
import { ordinaryText } from './long-texts.ts';
import { measureRemote, measureReuse } from './remote/measure.ts';
import { startToyServer } from './remote/toy-server.ts';
import { atLeast, type Section, type Setting } from './section.ts';

const asked = 0.9;
const tokens = 32;

interface Measured {
  readonly what: string;
  readonly isAsked: boolean;
  readonly row: Section['rows'][number];
  readonly ratio: number;
}

/** A server through the backend, against a load generator that sends it the same. */
export async function remote({ quick, tell }: Setting): Promise<Section> {
  const measured: Measured[] = [];
  for (const milliseconds of quick ? [5] : [0, 5, 20]) {
    tell(`the imitation, ${milliseconds} ms a request`);
    measured.push(await onToyServer(milliseconds, quick ? 2 : 15));
  }
  const reuse: Section['ratios'][number][] = [];
  if (!quick && isLlamaCppInstalled()) {
    const real = await onLlamaCpp(tell);
    measured.push(...real.measured);
    reuse.push({ what: real.what, value: real.reuse });
  }
  return {
    name: 'remote',
    title: 'Against a server: throughput through the backend ÷ of a plain load generator',
    explanation: [
      'Compared: contexts a second through `createRemoteBackend` with its defaults (8 contexts a request, 4 requests at a time), and of a loop over a pool of 4 connections (undici) that sends the same recorded bodies to the same server, reads the answers as text and does nothing with them.',
      `Servers: llama.cpp's own with SmolLM2-135M-Instruct (4-bit), one thread, 4 slots, where \`npm run llama-cpp\` has installed it, and the imitation of vLLM that the tests talk to, in a process of its own, whose model takes so many milliseconds over a request. At 0 ms all that is measured is the client: nothing is asked of it.`,
      'The two alternate, after a round that does not count; medians of 3 (imitation: 15). An attribution waits for each step before the next, and the load generator for nothing.',
      'Reuse: contexts of which the first 96 of 128 tokens are the same, as a system prompt is; the same requests, with and without llama.cpp being told to read each context anew.',
    ],
    rows: measured.map(({ row }) => row),
    ratios: [...measured.map(({ what, ratio }) => ({ what, value: ratio })), ...reuse],
    bars: measured.flatMap(({ what, ratio, isAsked }) => (isAsked ? [atLeast(what, ratio, asked)] : [])),
  };
}

async function onToyServer(milliseconds: number, repeats: number): Promise<Measured> {
  const server = await startToyServer(milliseconds);
  const contexts = toyContexts(repeats > 2 ? 256 : 64);
  const run = (backend: RemoteBackend) => backend.score({ contexts, queries: [{ position: tokens, tokens: [7] }] });
  const { requests, seconds } = await measureRemote({
    ...{ url: server.url, tokenizer: createToyTokenizer(), repeats, run },
  });
  await server.stop();
  const what = `imitation, ${milliseconds} ms a request`;
  return measuredOf({ what, isAsked: milliseconds > 0, contexts: contexts.rows, requests: requests.length, seconds });
}

/** Different from each other, and always the same. */
function toyContexts(rows: number): TokenMatrix {
  let state = 1;
  const next = (): number => (state = (state * 16_807) % 2_147_483_647); // Park and Miller
  return { rows, length: tokens, ids: Int32Array.from({ length: rows * tokens }, () => next() % toyWords.length) };
}

async function onLlamaCpp(tell: Setting['tell']) {
  const server = await startLlamaCppServer(4, 4096);
  const work = { url: server.url, tokenizer: smollm2Tokenizer(), repeats: 3 };
  const ids = createTokenizer(work.tokenizer).encode(ordinaryText.paragraphs.join(' ')).ids;
  const windows = (rows: number): number[][] => Array.from({ length: rows }, (_, at) => ids.slice(at, at + tokens));
  tell('llama.cpp, contexts');
  const scored = await measureRemote({
    ...work,
    run: (backend) => backend.score(asking(windows(32))),
  });
  tell('llama.cpp, an attribution');
  const explained = await measureRemote({
    ...work,
    run: (backend) =>
      attribute({
        ...{ backend, replacer: createRandomReplacer(), stopping: null, text: ids.slice(0, tokens) },
        limits: { evaluations: 48 },
      }),
  });
  tell('llama.cpp, a beginning that stays');
  const shared = await measureRemote({
    ...{ ...work, repeats: 1 },
    run: (backend) => backend.score(asking(windows(16).map((end) => [...ids.slice(-96), ...end]))),
  });
  const { reused, anew } = await measureReuse(server.url, shared.requests, 3);
  await server.stop();
  const of = (name: string, contexts: number, { requests, seconds }: typeof scored): Measured =>
    measuredOf({ what: `llama.cpp, ${name}`, isAsked: true, contexts, requests: requests.length, seconds });
  return {
    measured: [of('32 contexts', 32, scored), of('attribute(), 48 evaluations', 48, explained)],
    ...{ what: 'llama.cpp, seconds read anew ÷ with the beginning reused', reuse: anew / reused },
  };
}

function asking(rows: readonly (readonly number[])[]): ScoreRequest {
  const contexts = tokenMatrix(rows);
  return { contexts, queries: [{ position: contexts.length, tokens: [260] }] };
}

interface Figures extends Pick<Measured, 'what' | 'isAsked'> {
  readonly contexts: number;
  readonly requests: number;
  readonly seconds: { readonly backend: number; readonly plain: number };
}

function measuredOf({ what, isAsked, contexts, requests, seconds: { backend, plain } }: Figures): Measured {
  const ratio = plain / backend;
  const row = {
    ...{ 'server and work': what, contexts, requests },
    ...{ 'backend, contexts/s': contexts / backend, 'plain, contexts/s': contexts / plain, ratio },
  };
  return { what, isAsked, row, ratio };
}
