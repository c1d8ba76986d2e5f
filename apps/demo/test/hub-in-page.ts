import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page, Route } from 'playwright-core';

const commit = 'b2'.repeat(20);
const folder = fileURLToPath(new URL('../../../packages/backend-onnx-node/fixtures/gpt2/', import.meta.url));

/** A Hub that a page can reach, in which every repository is a tiny GPT-2 of random weights. */
export interface HubInPage {
  /** Paths that were asked for. */
  readonly asked: readonly string[];
  /** Whether it answers; else the connection fails. */
  isThere: boolean;
}

export async function serveHub(page: Page): Promise<HubInPage> {
  const asked: string[] = [];
  const hub: HubInPage = { asked, isThere: true };
  await page.route('https://huggingface.co/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    asked.push(pathname);
    if (!hub.isThere) return route.abort('connectionfailed');
    if (pathname.startsWith('/api/models/')) return answer(route, JSON.stringify(await listing()), 'application/json');
    const [, path = ''] = pathname.split(`/resolve/${commit}/`);
    return answer(route, await readFile(join(folder, path)), 'application/octet-stream');
  });
  return hub;
}

async function listing(): Promise<unknown> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const siblings = paths.map(async (path) => {
    const data = await readFile(path);
    const sha256 = createHash('sha256').update(data).digest('hex');
    return { rfilename: path.slice(folder.length), size: data.length, lfs: { sha256 } };
  });
  return { sha: commit, siblings: await Promise.all(siblings) };
}

function answer(route: Route, body: string | Buffer, contentType: string): Promise<void> {
  return route.fulfill({ body, contentType, headers: { 'Access-Control-Allow-Origin': '*' } });
}
