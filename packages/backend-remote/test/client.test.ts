import { describe, expect, it } from 'vitest';
import { brokenAnswer } from '../src/client/failure.ts';
import { retryAfter } from '../src/client/retry-after.ts';
import { serverUrl } from '../src/client/server-url.ts';
import { clientOf, inTurn, status, withHandler } from './handler-server.ts';

const right = status(200, '{"n":1}');
const page = status(502, '<html><body>Bad <b>Gateway</b></body></html>', { 'content-type': 'text/html' });
const same = (json: unknown): unknown => json;

describe('the address of a server', () => {
  const read = (url: string, more: { hasKey?: boolean; allowPlainHttp?: boolean } = {}) =>
    serverUrl(url, { hasKey: false, allowPlainHttp: false, ...more });

  it.each([
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:8080/', 'http://localhost:8080'],
    ['https://host/v1', 'https://host'],
    ['https://host/team/v1/', 'https://host/team'],
  ])('%s is read', (url, base) => expect(read(url, { hasKey: true }).base).toBe(base));

  it('with a key is refused over plain http to another machine, unless told', () => {
    expect(() => read('http://10.0.0.1:8000', { hasKey: true })).toThrow(/no encryption/u);
    expect(read('http://10.0.0.1:8000').base).toBe('http://10.0.0.1:8000');
    expect(read('http://10.0.0.1:8000', { hasKey: true, allowPlainHttp: true }).host).toBe('10.0.0.1:8000');
    expect(() => read('http://127.0.0.1.example.org', { hasKey: true })).toThrow(/no encryption/u);
  });

  it.each(['ftp://host', 'host', 'http://me:secret@host'])('%s is refused, and not quoted', (url) => {
    expect(() => read(url)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
    expect(() => read(url)).not.toThrow(/secret/u);
  });
});

describe('the client', () => {
  it.each([
    ['a page of a gateway', page],
    ['too many requests', status(429, '{"error":"slow down"}', { 'retry-after': '0' })],
    ['a server that is loading', status(503, '{"error":{"message":"Loading model"}}')],
    ['no JSON', status(200, '{"n":')],
    ['a cut connection', (_: unknown, response: { destroy(): void }) => response.destroy()],
  ])('asks again after %s', async (_, broken) => {
    const handler = inTurn(right, broken, broken, right);
    await withHandler(handler, async (client) => {
      const server = client.within(undefined);
      await server.get('/x', same); // a server that has been met
      expect(await server.post('/x', {}, same)).toEqual({ n: 1 });
      expect(client.spent.requests).toBe(4);
    });
  });

  it('gives up after the tries, and says what came last in one line', () =>
    withHandler(inTurn(page), async (client) => {
      await expect(client.within(undefined).get('/x', same)).rejects.toMatchObject({
        ...{
          code: 'SERVER_FAILED',
          message: expect.stringMatching(/^GET \/x at 127\.0\.0\.1:\d+: HTTP 502: <html>.*$/u),
        },
      });
      expect(client.spent.requests).toBe(3);
    }));

  it.each([
    [400, '{"error":{"message":"bad"}}', 'SERVER_FAILED'],
    [401, '{"error":"Unauthorized"}', 'ACCESS_DENIED'],
    [403, '', 'ACCESS_DENIED'],
    [404, '{"detail":"Not Found"}', 'SERVER_FAILED'],
    [422, '', 'SERVER_FAILED'],
    [429, '{"error":{"code":"insufficient_quota"}}', 'SERVER_FAILED'],
    [301, '', 'SERVER_FAILED'],
  ])('does not ask again after %i %s', (code, body, expected) =>
    withHandler(status(code, body), async (client) => {
      await expect(client.within(undefined).get('/x', same)).rejects.toMatchObject({ code: expected });
      expect(client.spent.requests).toBe(1);
    }),
  );

  it('follows no redirect: a key would go with it', () =>
    withHandler(status(307, '', { location: 'http://elsewhere/x' }), async (client) => {
      await expect(client.within(undefined).get('/x', same)).rejects.toThrow(/redirects to http:\/\/elsewhere\/x/u);
    }));

  it('asks again for an answer that cannot be right', () =>
    withHandler(inTurn(status(200, '{"n":2}'), right), async (client) => {
      const read = (json: unknown) => {
        if ((json as { n: number }).n === 1) return 'right';
        throw brokenAnswer('n is 2');
      };
      expect(await client.within(undefined).get('/x', read)).toBe('right');
    }));

  it('gives up a body that does not end', () =>
    withHandler(
      (_, response) => {
        const more = Buffer.alloc(2 ** 20, 'a');
        const write = (): void => void (response.destroyed || response.write(more, write));
        write();
      },
      async (client) => {
        await expect(client.within(undefined).get('/x', same)).rejects.toThrow(/longer than \d+ bytes/u);
      },
      { retries: { times: 0, firstDelay: 0, longestDelay: 0 } },
    ));

  it('gives up a server that never answers, and one that never ends its answer', async () => {
    const begins = (_: unknown, response: { write(text: string): unknown }): void => void response.write('{');
    for (const handler of [() => {}, begins]) {
      const settings = { timeoutSeconds: 0.05, retries: { times: 1, firstDelay: 0, longestDelay: 0 } };
      await withHandler(
        handler,
        async (client) => {
          await expect(client.within(undefined).get('/x', same)).rejects.toThrow(/no whole answer within 0.05 s/u);
          expect(client.spent.requests).toBe(2);
        },
        settings,
      );
    }
  });

  it('says that nobody is there', async () => {
    const client = await withHandler(right, async (_, base) => clientOf(base));
    await expect(client.within(undefined).get('/x', same)).rejects.toThrow(/no connection.*ECONNREFUSED/u);
    expect(client.spent.requests).toBe(2); // of three, had it ever been there
  });

  it('rejects with the reason of an abort at once: under way, in the queue, and while it waits to ask again', async () => {
    const wait = status(429, '', { 'retry-after': '3600' });
    for (const handler of [() => {}, wait]) {
      await withHandler(
        handler,
        async (client) => {
          const controller = new AbortController();
          const server = client.within(controller.signal);
          const calls = [server.get('/x', same), server.get('/x', same)];
          setTimeout(() => controller.abort('enough'), 20);
          for (const call of await Promise.allSettled(calls)) expect(call).toMatchObject({ reason: 'enough' });
        },
        { concurrency: 1 },
      );
    }
  });

  it('sends no more at the same time than it may', async () => {
    let [now, most] = [0, 0];
    await withHandler(
      (_, response) => {
        most = Math.max(most, ++now);
        setImmediate(() => {
          now -= 1;
          response.end('{"n":1}');
        });
      },
      async (client) => {
        const server = client.within(undefined);
        await Promise.all(Array.from({ length: 12 }, () => server.get('/x', same)));
        expect(most).toBeLessThanOrEqual(3);
      },
      { concurrency: 3 },
    );
  });

  it.each([
    [{ requests: 2 }, /2 requests/u],
    [{ tokens: 25 }, /25 tokens/u],
  ])('ends at a budget of %o', (budget, message) =>
    withHandler(
      right,
      async (client) => {
        const server = client.within(undefined);
        for (let sent = 0; sent < 2; sent++) await server.post('/x', {}, same, 10);
        const third = server.post('/x', {}, same, 10);
        await expect(third).rejects.toMatchObject({ code: 'BUDGET_SPENT', message: expect.stringMatching(message) });
        expect(client.spent).toMatchObject({ requests: 2, tokens: 20 });
      },
      { budget },
    ),
  );

  it('tells a route that is not there from a server in trouble', async () => {
    await withHandler(status(404), async (client) => {
      expect(await client.within(undefined).find('/x', same)).toBe(null);
    });
    await withHandler(status(500), async (client) => {
      await expect(client.within(undefined).find('/x', same)).rejects.toMatchObject({ code: 'SERVER_FAILED' });
    });
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    [null, 0],
    ['2', 2000],
    ['0.5', 500],
    ['3600', 60_000],
    ['Thu, 01 Jan 2026 00:00:10 GMT', 10_000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', 0],
  ])('%s asks for %i ms', (header, wait) => expect(retryAfter(header, now)).toBe(wait));
});
