import { ensure } from './assertions.ts';

/** Fails unless the value is what JSON can hold: it comes back from JSON as it went in. */
export function ensurePlainData(value: unknown, what: string): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number') return ensure(Number.isFinite(value), `${what} is ${value}, which JSON cannot hold`);
  ensure(typeof value === 'object', `${what} is a ${typeof value}, which JSON cannot hold`);
  if (Array.isArray(value)) return value.forEach((item, index) => ensurePlainData(item, `${what}[${index}]`));
  const prototype: unknown = Object.getPrototypeOf(value);
  ensure(prototype === Object.prototype || prototype === null, `${what} is not a plain object`);
  for (const [key, item] of Object.entries(value)) ensurePlainData(item, `${what}.${key}`);
}

/** Fails unless it is a text with something in it. */
export function ensureName(value: unknown, what: string): void {
  ensure(typeof value === 'string' && value.trim() !== '', `${what} must be a text that is not empty`);
}
