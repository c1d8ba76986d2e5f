import { ReagentError, type ReagentErrorCode } from '@reagent/core';
import { visibleToken } from '@reagent/report';
import { exitCodes } from './exit-codes.ts';
import { Interrupted } from './interrupt.ts';

/** Codes that say that the call itself is wrong. */
const wrongUse: ReadonlySet<ReagentErrorCode> = new Set<ReagentErrorCode>([
  'EMPTY_TEXT',
  'TEXT_TOO_LONG',
  'TARGET_NOT_ONE_TOKEN',
  'TARGET_BOUNDARY',
  'INVALID_OPTION',
  'INVALID_INPUT',
  'MODEL_NOT_FOUND',
  'ACCESS_DENIED',
]);

export function exitCodeOf(error: unknown): number {
  return ReagentError.isInstance(error) && wrongUse.has(error.code) ? exitCodes.wrongUse : exitCodes.failed;
}

/**
 * One line: what was wrong, what to do, and the code in brackets. Whatever a message quotes cannot reach the terminal raw.
 * @param debug with the stack, and the stacks of what caused it
 */
export function errorLine(error: unknown, debug: boolean): string {
  const line = `reagent: ${visibleToken(sentence(error))}\n`;
  return debug ? `${line}${stacks(error)}` : line;
}

function sentence(error: unknown): string {
  if (ReagentError.isInstance(error)) return `${error.message} [${error.code}]`;
  if (error instanceof Interrupted) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `unexpected: ${message} (--debug shows where) [INTERNAL]`;
}

function stacks(error: unknown): string {
  const lines: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) {
    lines.push(...(at.stack ?? at.message).split('\n'));
  }
  return lines.map((line) => `${visibleToken(line)}\n`).join('');
}
