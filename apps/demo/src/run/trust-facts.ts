import type { AttributionResult } from '@reagent/core';
import { endWords, visibleToken } from '@reagent/report';
import { deviceWords, isObject } from '../own-text/device-words.ts';

/** A line of what a result rests on. */
export interface TrustFact {
  readonly name: string;
  readonly words: string;
}

/** What a result rests on, in plain words. */
export function trustFacts(result: AttributionResult): TrustFact[] {
  const { provenance, cost, settings } = result;
  const { backendProvenance, execution } = provenance;
  const ownExecution = isObject(execution['backend']) ? execution['backend'] : {};
  return [
    { name: 'Converged', words: convergedWords(result) },
    { name: 'Evaluations', words: `${cost.evaluations} texts were scored by the model` },
    { name: 'Seed', words: `${String(settings['seed'])}: with it the same numbers come out again` },
    { name: 'Model', words: visibleToken(provenance.backend) },
    { name: 'Numbers', words: dtypeWords(backendProvenance['dtype']) },
    { name: 'Ran', words: deviceWords(backendProvenance['device'], ownExecution) },
    { name: 'Self-check', words: selfCheckWords(result) },
    { name: 'Replaced by', words: replacerWords(result) },
  ];
}

function convergedWords(result: AttributionResult): string {
  if (result.endedBy === 'converged') return 'yes: what stands out is clearly apart from the rest';
  const advice = result.converged || result.endedBy === 'nothing-to-replace' ? '' : '; look at the intervals';
  return `${result.converged ? 'yes' : 'no'}: ${endWords(result).replace(/^not converged: /, '')}${advice}`;
}

const bits: Readonly<Record<string, string>> = {
  fp32: '32 bits each',
  fp16: '16 bits each, a little coarser',
  q8: 'weights of 8 bits, coarser than the model’s own',
  int8: 'weights of 8 bits, coarser than the model’s own',
  uint8: 'weights of 8 bits, coarser than the model’s own',
  q4: 'weights of 4 bits, coarser than the model’s own',
  q4f16: 'weights of 4 bits, 16 bits between, coarser than the model’s own',
  bnb4: 'weights of 4 bits, coarser than the model’s own',
};

function dtypeWords(dtype: unknown): string {
  const name = typeof dtype === 'string' ? dtype : 'unknown';
  const words = Object.hasOwn(bits, name) ? bits[name] : undefined;
  return words === undefined ? visibleToken(name) : `${name}: ${words}`;
}

function selfCheckWords({ provenance }: AttributionResult): string {
  const alone = {
    bitwise: 'passed: a text gets the same numbers alone and beside others, to the last bit',
    tolerance: 'passed: a text gets the same numbers alone and beside others, but for the last digits',
    none: 'a text’s numbers depend on what is scored beside it, so each was scored alone',
  }[provenance.rowIndependence];
  return provenance.backendProvenance['device'] === 'webgpu'
    ? `${alone}; the graphics card gives the processor’s numbers`
    : alone;
}

function replacerWords({ provenance, replacement }: AttributionResult): string {
  const name = provenance.replacer.startsWith('roberta')
    ? 'what a masked language model proposes'
    : provenance.replacer.startsWith('random')
      ? 'random tokens'
      : visibleToken(provenance.replacer);
  const lacking =
    replacement.coverage < 1 ? `; ${Math.floor(100 * replacement.coverage)} % of the pieces have a substitute` : '';
  return `${name}${lacking}`;
}
