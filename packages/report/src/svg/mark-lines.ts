import type { Strength } from '../strength.ts';
import { rounded } from './cell-grid.ts';

const gap = 3;
const wave = 4;

/** Lines under a token: straight ones speak for the target, waves against it, more lines mean stronger. */
export function markLines(strength: Strength, x: number, y: number, width: number, colour: string): string {
  const lines = Array.from({ length: Math.abs(strength) }, (_, index) => y + index * gap);
  const path = lines.map((at) => (strength > 0 ? straight(x, at, width) : wavy(x, at, width))).join('');
  return path === '' ? '' : `<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.4"/>`;
}

function straight(x: number, y: number, width: number): string {
  return `M${rounded(x)} ${rounded(y)}h${rounded(width)}`;
}

function wavy(x: number, y: number, width: number): string {
  const count = Math.max(1, Math.round(width / (2 * wave)));
  const half = rounded(width / count / 2);
  const up = `q${rounded(half / 2)} -2.4 ${half} 0`;
  return `M${rounded(x)} ${rounded(y)}${`${up}t${half} 0`.repeat(count)}`;
}
