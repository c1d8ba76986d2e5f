import { startServer, type RunningServer } from '../real-server/start-server.ts';
import { llamaCpp } from './install-llama-cpp.mjs';

/** Starts llama.cpp's server with the real model. @param context of all slots together */
export function startLlamaCppServer(slots: number, context: number): Promise<RunningServer> {
  return startServer(llamaCpp.python, (port) => [
    ...[llamaCpp.server, llamaCpp.model],
    ...[port, slots, context].map(String),
  ]);
}
