import type { AttributionResult, Effect, ResultToken } from '@reagent/core';

const texts = ['The', ' capital', ' of', ' France', ' is', ' of', ' course', '.', ' A', ' nice', ' one'];

/** A result made by hand; `targets` answer tokens after the first five, the earlier ones context of the later. */
export function exampleResult(targets: number, changes: Partial<AttributionResult> = {}): AttributionResult {
  const positions = Array.from({ length: targets }, (_, index) => 5 + index);
  const tokens = tokensOf(texts.slice(0, 4 + targets));
  return {
    schema: 'reagent/attribution/1',
    text: tokens.map(({ text }) => text).join(''),
    tokens,
    targets: positions.map((position) => ({
      ...{ id: position, text: texts[position] ?? '', position, probability: 0.5, rank: 0 },
      ...{ span: null, insteadOf: null, converged: true },
    })),
    importance: positions.map((position) => tokens.map((_, index) => (index < position ? 1 / position : 0))),
    importanceOf: 'fixed-length-recursion',
    importanceSaturated: positions.map(() => false),
    effect: positions.map((position) => tokens.map((_, index) => (index < position ? effect(index) : null))),
    effectFit: positions.map(() => ({ rows: 100, bounds: 0, kappa: 0.95, withheld: null })),
    rationale: positions.map(() => [3]),
    converged: true,
    probes: [{ converged: true, steps: 12 }],
    endedBy: 'converged',
    cost: { evaluations: 100, proposals: 5, clamped: 0, seconds: 1.5 },
    replacement: { coverage: 1, fallbacks: 0 },
    settings: { preset: 'default', seed: 7 },
    provenance: {
      ...{ core: '0.0.0', backend: 'toy', replacer: 'random', rowIndependence: 'bitwise' as const },
      ...{ backendProvenance: {}, replacerProvenance: {}, execution: {} },
    },
    ...changes,
  };
}

/** 0: may be none; strong, clear and weak ones of both signs. */
function effect(index: number): Effect {
  const estimate = [0.2, 7.9, -4.1, 10.3, 1.5, -8, -1.2][index % 7] ?? 0;
  return { estimate, low: estimate - 0.5, high: estimate + 0.5 };
}

export function tokensOf(pieces: readonly string[]): ResultToken[] {
  let end = 0;
  return pieces.map((text, id) => {
    const start = end;
    end += text.length;
    return { id, text, start, end, special: false, template: false, answer: id >= 5, pinned: false };
  });
}
