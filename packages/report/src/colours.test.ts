import { expect, test } from 'vitest';
import { dark, light, type Scheme } from './colours.ts';

type Linear = readonly [red: number, green: number, blue: number];

function linear(colour: string): Linear {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** Relative luminance and contrast, as WCAG 2.2 defines them. */
function luminance([red, green, blue]: Linear): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Full protanopia, deuteranopia and tritanopia: Machado, Oliveira and Fernandes 2009, severity 1. */
const deficiencies: Readonly<Record<string, readonly Linear[]>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** CIELAB, white D65. */
function lab(colour: Linear): Linear {
  const matrix = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.072175],
    [0.0193339, 0.119192, 0.9503041],
  ] as const;
  const white = [0.95047, 1, 1.08883] as const;
  const [x, y, z] = matrix.map((row, index) => {
    const t = dot(row, colour) / (white[index] as number);
    return t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29;
  }) as [number, number, number];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function dot(a: Linear, b: Linear): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);
}

function seenWith(matrix: readonly Linear[], colour: string): Linear {
  const [red = 0, green = 0, blue = 0] = matrix.map((row) => Math.min(1, Math.max(0, dot(row, linear(colour)))));
  return [red, green, blue];
}

const schemes: readonly [string, Scheme][] = [
  ['light', light],
  ['dark', dark],
];

test.each(schemes)('%s: text is read on its colour: a contrast of 4.5, as WCAG AA wants', (_, scheme) => {
  for (const { background, text } of Object.values(scheme.mark))
    expect(contrast(background, text)).toBeGreaterThan(4.5);
  for (const text of [scheme.text, scheme.quiet]) expect(contrast(scheme.ground, text)).toBeGreaterThan(4.5);
  for (const bar of [scheme.forTarget, scheme.againstTarget]) expect(contrast(scheme.ground, bar)).toBeGreaterThan(3);
});

test.each(schemes)('%s: a stronger mark is farther from the ground in lightness', (_, { ground, mark }) => {
  for (const marks of [
    [mark[1], mark[2], mark[3]],
    [mark[-1], mark[-2], mark[-3]],
  ]) {
    const contrasts = marks.map(({ background }) => contrast(ground, background));
    expect(contrasts.toSorted((a, b) => a - b)).toEqual(contrasts);
    expect(new Set(contrasts.map((value) => value.toFixed(1))).size).toBe(3);
  }
});

test.each(schemes.flatMap(([name, scheme]) => Object.keys(deficiencies).map((kind) => [name, kind, scheme] as const)))(
  '%s: for and against are told apart with %s',
  (_, kind, { mark, forTarget, againstTarget }) => {
    const matrix = deficiencies[kind] as readonly Linear[];
    const pairs = [
      [forTarget, againstTarget],
      ...([1, 2, 3] as const).map((strength) => [mark[strength].background, mark[`-${strength}`].background]),
    ] as [string, string][];
    for (const [a, b] of pairs) {
      const [one, other] = [lab(seenWith(matrix, a)), lab(seenWith(matrix, b))];
      const distance = Math.hypot(...one.map((value, index) => value - (other[index] as number)));
      expect(distance, `${a} and ${b}`).toBeGreaterThan(20); // 2.3 is just noticeable
    }
  },
);
