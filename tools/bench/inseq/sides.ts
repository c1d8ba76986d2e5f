import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startService, type LineService } from './line-service.ts';
import { cache } from './python.ts';
import type { OwnAnswer, OwnRequest, PeerAnswer, PeerRequest } from './requests.ts';
import type { Twin } from './twins.ts';

/** A process for each side, both with the same weights and one thread, asked in turn. */
export interface Sides {
  peer(request: PeerRequest): Promise<PeerAnswer>;
  own(request: OwnRequest): Promise<OwnAnswer>;
  close(): Promise<unknown>;
}

const programs = {
  peer: fileURLToPath(new URL('./reagent_service.py', import.meta.url)),
  own: fileURLToPath(new URL('./own-service.ts', import.meta.url)),
};

export async function openSides(python: string, { own, torch }: Twin): Promise<Sides> {
  const [peerSide, ownSide] = await Promise.all([
    openPeer(python, torch),
    startService({
      name: 'our side',
      command: process.execPath,
      arguments: [...process.execArgv, programs.own, own],
    }),
  ]);
  return {
    peer: (request) => peerSide.ask(request) as Promise<PeerAnswer>,
    own: (request) => ownSide.ask(request) as Promise<OwnAnswer>,
    close: () => Promise.all([peerSide.close(), ownSide.close()]),
  };
}

function openPeer(python: string, torch: string): Promise<LineService> {
  const artifacts = join(cache, 'artifacts', basename(torch)); // the groups of a vocabulary, which inseq keeps
  mkdirSync(artifacts, { recursive: true });
  return startService({
    name: 'inseq',
    command: python,
    arguments: [programs.peer, torch, artifacts],
    // Where this works around a fault of old versions of OpenBLAS it slows a current numpy.
    environment: { OPENBLAS_CORETYPE: undefined, OPENBLAS_L2_SIZE: undefined },
  });
}
