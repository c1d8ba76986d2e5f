import type { AttributionResult, Effect, ResultPrediction, ResultToken } from '@reagent/core';

/** A result made by hand, in the shape that a run of five tokens has. */
export function exampleResult(changes: Partial<AttributionResult> = {}): AttributionResult {
  return {
    schema: 'reagent/attribution/1',
    text: 'The capital of France is',
    tokens: tokensOf(['The', ' capital', ' of', ' France', ' is']),
    targets: [{ ...prediction(9, ' Paris', 0.97), position: 5, span: null, insteadOf: null, converged: true }],
    importance: [[0.1, 0.3, 0.05, 0.5, 0.05]],
    importanceOf: 'fixed-length-recursion',
    importanceSaturated: [false],
    effect: [[effect(0.3, -1.2, 1.8), effect(7.9, 5.6, 10.1), effect(-4.1, -5, -3), effect(10.3, 8.1, 12.5), null]],
    effectFit: [{ rows: 200, bounds: 0, kappa: 0.95, withheld: null }],
    rationale: [[1, 3]],
    converged: true,
    probes: Array.from({ length: 8 }, () => ({ converged: true, steps: 12 })),
    endedBy: 'converged',
    cost: { evaluations: 200, proposals: 5, clamped: 0, seconds: 1.23 },
    replacement: { coverage: 1, fallbacks: 0 },
    settings: {
      ...{ preset: 'default', seed: 7, difference: 'probability' },
      stopping: { id: 'effectSeparated', options: {}, scope: 'run' },
    },
    provenance: {
      core: '0.0.0',
      backend: 'toy',
      replacer: 'random',
      rowIndependence: 'bitwise',
      backendProvenance: {},
      replacerProvenance: {},
      execution: { batchSize: 32 },
    },
    ...changes,
  };
}

export function effect(estimate: number, low: number | null = null, high: number | null = null): Effect {
  return { estimate, low, high };
}

/** Tokens that stand one after the other. */
export function tokensOf(texts: readonly string[]): ResultToken[] {
  let end = 0;
  return texts.map((text, id) => {
    const start = end;
    end += text.length;
    return { id, text, start, end, special: false, template: false, answer: false, pinned: false };
  });
}

/** A next token that is the model's first choice. */
export function prediction(id: number, text: string, probability: number): ResultPrediction {
  return { id, text, probability, rank: 0 };
}
