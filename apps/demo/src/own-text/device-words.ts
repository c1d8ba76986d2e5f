import type { JsonObject, JsonValue } from '@reagent/core';
import { visibleToken } from '@reagent/report';

/** What a model is run on, and why not on what was wished: of a backend's provenance or of a result's. */
export function deviceWords(device: JsonValue | undefined, execution: JsonObject): string {
  const { threads, fallback } = execution;
  const several = typeof threads === 'number' && threads > 1 ? `, ${threads} threads` : '';
  if (device === 'webgpu') return 'on the graphics card (WebGPU)';
  if (device !== 'wasm') return `on ${visibleToken(String(device ?? 'an unknown device'))}${several}`;
  const because = isObject(fallback) && typeof fallback['because'] === 'string' ? fallback['because'] : null;
  const why = because === null ? '' : `; not on the graphics card: ${visibleToken(because)}`;
  return `on the processor (WASM${several})${why}`;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
