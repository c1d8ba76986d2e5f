import type { Surroundings } from './surroundings.ts';

/**
 * Whether stdout gets colour: `--no-colour` and NO_COLOR (no-color.org: set and not empty) say no, then FORCE_COLOR says
 * yes (0 or false: no), then a terminal does if it knows 256 colours.
 */
export function wantsColour(flag: boolean, { stdout, env }: Pick<Surroundings, 'stdout' | 'env'>): boolean {
  if (!flag || (env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return stdout.isTTY === true && stdout.hasColors(256);
}
