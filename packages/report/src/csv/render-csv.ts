import type { AttributionResult } from '@reagent/core';
import { csvLines, type CsvValue } from './csv-field.ts';

const header = [
  ...['target', 'target_id', 'target_text', 'target_position', 'target_probability', 'target_instead_of'],
  ...['token', 'token_id', 'token_text', 'start', 'end', 'special', 'template', 'answer', 'pinned'],
  ...['effect', 'effect_low', 'effect_high', 'importance', 'in_rationale'],
] as const;

/**
 * A result as CSV (RFC 4180: commas, CRLF, a header): one line for each target and token, numbers in full. What is not
 * known is an empty field. A text that a spreadsheet would take for a formula begins with an apostrophe; a character
 * that cannot be seen is written as a sign: the ids say exactly what was there.
 */
export function renderCsv(result: AttributionResult): string {
  return csvLines([header, ...result.targets.flatMap((_, target) => rowsOf(result, target))]);
}

function rowsOf(result: AttributionResult, target: number): CsvValue[][] {
  const { id, text, position, probability, insteadOf } = result.targets[target] as AttributionResult['targets'][number];
  const rationale = new Set(result.rationale[target]);
  return result.tokens.map((token, index) => {
    const effect = result.effect[target]?.[index];
    return [
      ...[target, id, text, position, probability, insteadOf?.text],
      ...[index, token.id, token.text, token.start, token.end],
      ...[token.special, token.template, token.answer, token.pinned],
      ...[effect?.estimate, effect?.low, effect?.high, result.importance[target]?.[index], rationale.has(index)],
    ];
  });
}
