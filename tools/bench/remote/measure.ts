import { createRemoteBackend, type RemoteBackend, type RemoteBackendOptions } from '@reagent/backend-remote';
import { alternate } from '../alternate.ts';
import { connect, sendAll } from './plain-load.ts';
import { recordedRequests, type RecordedRequest } from './recorded-requests.ts';

/** What the backend does by default. */
const concurrency = 4;

export interface RemoteWork {
  readonly url: string;
  readonly tokenizer: NonNullable<RemoteBackendOptions['tokenizer']>;
  readonly repeats: number;
  run(backend: RemoteBackend): Promise<unknown>;
}

export interface RemoteMeasurement {
  readonly requests: readonly RecordedRequest[];
  /** Of the backend, and of a load generator that sends the same requests. */
  readonly seconds: { readonly backend: number; readonly plain: number };
}

/** The same requests by the backend and by nobody in particular, in turn. */
export async function measureRemote({ url, tokenizer, repeats, run }: RemoteWork): Promise<RemoteMeasurement> {
  const open = (at: string): Promise<RemoteBackend> => createRemoteBackend({ url: at, tokenizer, concurrency });
  const requests = await recordedRequests(url, async (proxy, recorded) => {
    const backend = await open(proxy);
    recorded.length = 0; // the start is not measured
    await run(backend);
    await backend.dispose();
  });
  const backend = await open(url);
  const pool = connect(url, concurrency);
  const seconds = await alternate(
    { backend: { run: () => run(backend) }, plain: { run: () => sendAll(pool, requests) } },
    { repeats },
  );
  await Promise.all([pool.close(), backend.dispose()]);
  return { requests, seconds };
}

/** Seconds of the requests as they are, and with llama.cpp told to read each context anew. */
export async function measureReuse(
  url: string,
  requests: readonly RecordedRequest[],
  repeats: number,
): Promise<{ readonly reused: number; readonly anew: number }> {
  const pool = connect(url, concurrency);
  const anew = requests.map(({ path, body }) => {
    return { path, body: JSON.stringify({ ...(JSON.parse(body) as object), cache_prompt: false }) };
  });
  const seconds = await alternate(
    { reused: { run: () => sendAll(pool, requests) }, anew: { run: () => sendAll(pool, anew) } },
    { repeats },
  );
  await pool.close();
  return seconds;
}
