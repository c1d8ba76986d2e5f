import { ReagentError, type ReagentErrorCode } from '@reagent/core';
import { visibleToken } from '@reagent/report';

/** An error as a person reads it. */
export interface ErrorWords {
  /** What was wrong. */
  readonly problem: string;
  /** What to do here, in this page. */
  readonly advice: string;
  readonly code: ReagentErrorCode | null;
}

const advice: Partial<Record<ReagentErrorCode, string>> = {
  EMPTY_TEXT: 'Type some words.',
  TEXT_TOO_LONG: 'Shorten the text, or take a model with a longer context.',
  INVALID_OPTION: 'Correct it and try again.',
  MODEL_NOT_FOUND: 'Check the name of the model and the format of its numbers.',
  MODEL_INVALID: 'Take another model.',
  ACCESS_DENIED: 'Take a model that anybody may download.',
  DOWNLOAD_FAILED: 'Check the connection and the free space, and try again.',
  ENGINE_FAILED: 'Try again; if it fails again, take a smaller model.',
  VOCABULARY_MISMATCH: 'Replace by random tokens.',
};

export function errorWords(error: unknown): ErrorWords {
  if (ReagentError.isInstance(error)) {
    return { problem: visibleToken(error.message), advice: advice[error.code] ?? 'Try again.', code: error.code };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { problem: visibleToken(message), advice: 'Load the page again.', code: null };
}
