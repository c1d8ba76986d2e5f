import { describe, expect, it } from 'vitest';
import { llamaCppDialect } from '../src/dialects/llama-cpp.ts';
import { vllmDialect } from '../src/dialects/vllm.ts';
import type { Ask, Dialect } from '../src/dialect.ts';
import { recorded, withRecorded, type Recorded } from './replay.ts';

const llama = (name: string): Recorded => recorded(`llama.cpp-b11549/${name}`);
const vllm = (name: string): Recorded => recorded(`vllm-0.32.0/${name}`);

/** The best of both servers after the recorded context. */
const first = 40652;

const plainly = { model: 'smollm2', addSpecialTokens: false };

function askOf({ request: { body } }: Recorded, tokens: readonly number[]): Ask {
  const prompt = body['prompt'] as number[] | number[][];
  const contexts = Array.isArray(prompt[0]) ? (prompt as number[][]) : [prompt as number[]];
  return { model: 'smollm2', contexts, tokens, best: 5, plainToken: first };
}

const ask = (dialect: Dialect, answers: readonly Recorded[], asked: Ask) =>
  withRecorded(answers, (server) => dialect.ask(server, asked));

describe('recorded answers of llama.cpp', () => {
  it('are recognised and described', () =>
    withRecorded([llama('props'), llama('props'), llama('models'), llama('tokenize-plain')], async (server) => {
      expect(await llamaCppDialect.recognise(server)).toBe(true);
      expect(await llamaCppDialect.describe(server, undefined)).toMatchObject({
        ...{ maxContext: 2047, vocabularySize: 49152, model: 'SmolLM2-135M-Instruct.Q4_1.gguf' },
      });
      expect(await llamaCppDialect.tokenize?.(server, 'Hello world', plainly)).toEqual([19556, 905]);
    }));

  it('hold the log-probability of the forced token and the natural best', async () => {
    const [answer] = await ask(llamaCppDialect, [llama('forced-rank2')], askOf(llama('forced-rank2'), [5087]));
    expect(answer!.tokens[0]!.logProbability).toBeCloseTo(-2.4254, 4);
    expect(answer!.best!.map(({ token }) => token)).toEqual([40652, 5087, 3363, 436, 6572]);
  });

  it('are read in order: a batch, a list of one that is answered by an object, contexts of different lengths', async () => {
    const batch = await ask(llamaCppDialect, [llama('forced-batch4')], askOf(llama('forced-batch4'), [first]));
    const one = await ask(llamaCppDialect, [llama('forced-batch1')], askOf(llama('forced-batch1'), [first]));
    expect(batch).toHaveLength(4);
    expect(one).toEqual(batch.slice(0, 1));
    const ragged = llama('forced-ragged');
    expect(await ask(llamaCppDialect, [ragged], askOf(ragged, [first]))).toHaveLength(ragged.response.body.length);
  });

  it('tell the end token too', async () => {
    const [answer] = await ask(llamaCppDialect, [llama('forced-eos-target')], askOf(llama('forced-eos-target'), [2]));
    expect(answer!.tokens[0]!.logProbability).toBeCloseTo(-32.4785, 4);
  });

  it('of a part of a character take two more requests', async () => {
    const twoStep = llama('partial-utf8-two-step');
    const [own] = twoStep.response.body.completion_probabilities;
    // Recorded with biases 20 apart; this dialect sets them 45 apart.
    own.top_probs[1].prob *= Math.exp(-25);
    const answers = [llama('forced-partial-utf8'), llama('forced-batch1'), twoStep];
    const [answer] = await ask(llamaCppDialect, answers, askOf(llama('forced-partial-utf8'), [162]));
    // vLLM's own number for the same token, of the same weights without llama.cpp's arithmetic.
    const same = vllm('r1-partial-utf8-target').response.body.choices[0].logprobs.token_logprobs[0];
    expect(Math.abs(answer!.tokens[0]!.logProbability - same)).toBeLessThan(0.1);
    expect(answer!.best![0]!.token).toBe(first);
  });

  it.each([
    ['bias-target-out-of-range', 60000, /token 60000 was asked for and 40652 came/u],
    ['empty-row-in-batch', first, /the answer is broken/u],
  ])('that ignore the question are refused: %s', async (name, token, message) => {
    const work = ask(llamaCppDialect, [llama(name)], askOf(llama(name), [token]));
    await expect(work).rejects.toMatchObject({ code: 'SERVER_FAILED', message: expect.stringMatching(message) });
  });

  it.each([
    ['err-one-bad-row', 'SERVER_FAILED', /Prompt contains invalid tokens/u],
    ['err-too-long', 'TEXT_TOO_LONG', /exceeds the available context/u],
    ['err-no-auth', 'ACCESS_DENIED', /Invalid API Key/u],
  ])('that refuse say why: %s', async (name, code, message) => {
    const work = ask(llamaCppDialect, [llama(name)], askOf(llama(name), [first]));
    await expect(work).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});

describe('recorded answers of vLLM', () => {
  it('are recognised and described', () =>
    withRecorded(
      [vllm('version'), vllm('models'), vllm('models'), vllm('version'), vllm('tokenize')],
      async (server) => {
        expect(await vllmDialect.recognise(server)).toBe(true);
        expect(await vllmDialect.describe(server, 'smollm2')).toMatchObject({ version: '0.32.0', maxContext: 2047 });
        expect(await vllmDialect.tokenize?.(server, 'Hello wörld', plainly)).toEqual([19556, 267, 29989, 400]);
      },
    ));

  it('hold the log-probability of the forced token and the natural best, in the order of the contexts', async () => {
    const [second] = await ask(vllmDialect, [vllm('r1-single-rank2')], askOf(vllm('r1-single-rank2'), [5087]));
    expect(second!.tokens[0]!.logProbability).toBeCloseTo(-2.466, 4);
    expect(second!.best!.map(({ token }) => token)).toEqual([40652, 5087, 3363, 436, 6572]);
    const batch = vllm('r1-batch4');
    const answers = await ask(vllmDialect, [batch], askOf(batch, [first]));
    expect(answers.map(({ tokens }) => tokens[0]!.logProbability)).toEqual(
      batch.response.body.choices.map(
        (choice: { logprobs: { token_logprobs: number[] } }) => choice.logprobs.token_logprobs[0],
      ),
    );
    batch.response.body.choices.reverse();
    expect(await ask(vllmDialect, [batch], askOf(batch, [first]))).toEqual(answers);
  });

  it('list a token outside the best without taking it for one of them', async () => {
    const [answer] = await ask(
      vllmDialect,
      [vllm('r1-partial-utf8-target')],
      askOf(vllm('r1-partial-utf8-target'), [162]),
    );
    expect(answer!.tokens[0]!.logProbability).toBeCloseTo(-15.1223, 4);
    expect(answer!.best!.map(({ token }) => token)).toEqual([40652, 5087, 3363, 436, 6572]);
  });

  it('tell several tokens at once, and every token of a row with its rank', async () => {
    const several = await ask(vllmDialect, [vllm('r2-ids')], askOf(vllm('r2-ids'), [40652, 5087, 30966]));
    expect(several[0]!.tokens.map(({ logProbability }) => Math.round(logProbability * 100))).toEqual([
      -184, -247, -1168,
    ]);
    const r3 = vllm('r3-prompt-logprobs-0');
    const rows = r3.request.body['prompt'] as number[][];
    const followed = await withRecorded([r3], async (server) =>
      vllmDialect.follow!(server, { model: 'smollm2', rows }),
    );
    expect(followed[0]!.at(-1)).toMatchObject({ token: first, rank: 4 });
    expect(followed[0]!.map(({ token }) => token)).toEqual(rows[0]!.slice(1));
  });

  it.each([
    ['err-one-bad-row', 'SERVER_FAILED', /out of vocabulary/u],
    ['err-too-long', 'TEXT_TOO_LONG', /maximum context length/u],
    ['err-exactly-max', 'TEXT_TOO_LONG', /max_tokens must be at least 1/u],
    ['err-no-auth', 'ACCESS_DENIED', /Unauthorized/u],
    ['err-wrong-model', 'SERVER_FAILED', /does not exist/u],
  ])('that refuse say why: %s', async (name, code, message) => {
    const work = ask(vllmDialect, [vllm(name)], askOf(vllm(name), [first]));
    await expect(work).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
