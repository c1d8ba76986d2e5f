import { ReagentError } from '@reagent/core';
import type { Server } from './client/client.ts';
import type { Answer, Ask, Dialect, FollowAsk, FollowedToken } from './dialect.ts';

/** Asks, and counts what comes: our dialects check their answers themselves; one that was given may not. */
export async function askDialect(dialect: Dialect, server: Server, ask: Ask): Promise<readonly Answer[]> {
  const { contexts, tokens } = ask;
  const answers = await dialect.ask(server, ask);
  const isWhole =
    answers.length === contexts.length && answers.every((answer) => answer.tokens.length >= tokens.length);
  if (isWhole) return answers;
  throw broken(
    dialect,
    `ask must return an answer for each of ${contexts.length} contexts, with each of ${tokens.length} tokens`,
  );
}

/** The same for rows that are followed; null: the dialect cannot. */
export async function followDialect(
  dialect: Dialect,
  server: Server,
  ask: FollowAsk,
): Promise<readonly (readonly FollowedToken[])[] | null> {
  if (dialect.follow === undefined) return null;
  const { rows } = ask;
  const followed = await dialect.follow(server, ask);
  const isWhole =
    followed.length === rows.length && rows.every((row, index) => followed[index]?.length === row.length - 1);
  if (isWhole) return followed;
  throw broken(dialect, `follow must return, for each of ${rows.length} rows, all of its tokens but the first`);
}

function broken({ name }: Dialect, rule: string): ReagentError {
  return new ReagentError('PLUGIN_BROKE_RULE', `dialect ${name}: ${rule}`);
}
