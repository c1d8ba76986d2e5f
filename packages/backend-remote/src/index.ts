export { createRemoteBackend, type RemoteBackend } from './create-remote-backend.ts';
export type { RemoteBudget } from './client/budget.ts';
export type { Read } from './client/attempt.ts';
export type { Server } from './client/client.ts';
export { brokenAnswer } from './client/failure.ts';
export type {
  Answer,
  Ask,
  AskedToken,
  Dialect,
  FollowAsk,
  FollowedToken,
  ScoredToken,
  ServerFacts,
} from './dialect.ts';
export type { RemoteBackendOptions } from './options.ts';
export { dialectNames, type DialectName } from './start/choose-dialect.ts';
