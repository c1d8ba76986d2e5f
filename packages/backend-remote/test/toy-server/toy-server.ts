import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { llamaCppRoutes } from './llama-cpp.ts';
import { closed, listen, readBody } from './loopback.ts';
import { sglangRoutes } from './sglang.ts';
import { hostOf, ToyError, type ToyRequest, type ToyRoutes, type ToyServerOptions } from './toy-host.ts';
import { truncatedRoutes } from './truncated.ts';
import { vllmRoutes } from './vllm.ts';

export interface ToyServer {
  readonly url: string;
  readonly requests: readonly ToyRequest[];
  close(): Promise<void>;
}

const routesOf = { 'llama.cpp': llamaCppRoutes, vllm: vllmRoutes, sglang: sglangRoutes, truncated: truncatedRoutes };

/** A server on loopback that speaks one dialect, in front of the toy model. */
export async function startToyServer(options: ToyServerOptions): Promise<ToyServer> {
  const routes = routesOf[options.dialect](hostOf(options));
  const requests: ToyRequest[] = [];
  const server = createServer((message, response) => {
    void answer(message, response);
  });
  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(message);
    const { method = 'GET', url: path = '/', headers } = message;
    const request = { method, path, authorization: headers.authorization, body };
    requests.push(request);
    if (options.milliseconds !== undefined) await pause(options.milliseconds);
    respond(response, request, { options, routes });
  }
  const url = await listen(server);
  return { url, requests, close: () => closed(server) };
}

function respond(
  response: ServerResponse,
  request: ToyRequest,
  { options, routes }: { readonly options: ToyServerOptions; readonly routes: ToyRoutes },
): void {
  const send = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  if (options.apiKey !== undefined && request.authorization !== `Bearer ${options.apiKey}`) {
    return send(401, { error: `Unauthorized: ${request.authorization}` });
  }
  const route = options.without?.includes(request.path) ? undefined : routes[`${request.method} ${request.path}`];
  try {
    const instead = options.instead?.(request);
    if (instead !== undefined) return send(200, instead);
    if (route === undefined) return send(404, { error: { message: 'Not Found', code: 404 } });
    return send(200, route(request));
  } catch (error) {
    return error instanceof ToyError ? send(error.status, error.body) : send(500, { error: String(error) });
  }
}
