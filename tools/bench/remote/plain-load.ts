import { Pool } from 'undici';
import { json, type RecordedRequest } from './recorded-requests.ts';

/** Sends requests over so many connections, as fast as they are answered, and reads the answers without looking at them. */
export async function sendAll(pool: Pool, requests: readonly RecordedRequest[]): Promise<void> {
  await Promise.all(
    requests.map(async ({ path, body }) => {
      const { statusCode, body: answer } = await pool.request({ path, method: 'POST', headers: json, body });
      await answer.text();
      if (statusCode !== 200) throw new Error(`the server answered ${statusCode} to a recorded request`);
    }),
  );
}

/** @param connections with one request at a time on each */
export function connect(url: string, connections: number): Pool {
  return new Pool(url, { connections, pipelining: 1 });
}
