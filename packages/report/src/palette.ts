import { Ansis } from 'ansis';
import type { Strength } from './strength.ts';

/** The styles of a view; without colour each gives its text back. */
export interface Palette {
  token(text: string, strength: Strength): string;
  bar(text: string, value: number): string;
  target(text: string): string;
  quiet(text: string): string;
}

/** 256-colour codes, background and text, for strength 1, 2, 3: each pair has a contrast of 5 or more. */
const forTarget = [
  [153, 16],
  [75, 16],
  [25, 231],
] as const;
const againstTarget = [
  [223, 16],
  [215, 16],
  [166, 16],
] as const;
const blueBar = 33;
const orangeBar = 208;

/** Blue speaks for, orange against: a pair that all common kinds of colour vision tell apart. */
export function palette(colour: boolean): Palette {
  const ansis = new Ansis(colour ? 2 : 0); // 2: 256 colours
  return {
    token(text, strength) {
      const pair = (strength > 0 ? forTarget : againstTarget)[Math.abs(strength) - 1];
      if (pair === undefined) return text;
      const style = ansis.bg(pair[0]).fg(pair[1]);
      return Math.abs(strength) === 3 ? style.bold(text) : style(text);
    },
    bar: (text, value) => ansis.fg(value < 0 ? orangeBar : blueBar)(text),
    target: (text) => ansis.bold(text),
    quiet: (text) => ansis.dim(text),
  };
}

/** Straight lines speak for, waves against; more lines: stronger. They carry the view where there is no colour. */
export function mark(strength: Strength): string {
  return markOf[strength];
}

const markOf: Readonly<Record<Strength, string>> = {
  '3': '≡',
  '2': '═',
  '1': '─',
  '0': ' ',
  '-1': '~',
  '-2': '≈',
  '-3': '≋',
};
