import type { Strength } from './strength.ts';

/** The colours of one mark. */
export interface MarkColours {
  readonly background: string;
  readonly text: string;
}

/** Colours of a picture on a light or dark ground. */
export interface Scheme {
  readonly ground: string;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  /** For bars and lines: for the target, against it. */
  readonly forTarget: string;
  readonly againstTarget: string;
  readonly mark: Readonly<Record<Exclude<Strength, 0>, MarkColours>>;
}

/**
 * The sequential schemes Blues and Oranges of ColorBrewer (Harrower and Brewer 2003, "ColorBrewer.org: An Online Tool for
 * Selecting Colour Schemes for Maps", The Cartographic Journal 40(1), 27-37), back to back: blue and orange stay apart in
 * all common kinds of colour vision, and a stronger mark is farther from the ground in lightness, so that the order
 * survives a black and white print; there the sign is told by the lines under the text.
 */
export const light: Scheme = {
  ground: '#ffffff',
  text: '#1b1f24',
  quiet: '#59636e',
  line: '#d1d9e0',
  forTarget: '#2171b5',
  againstTarget: '#d94801',
  mark: {
    1: { background: '#c6dbef', text: '#000000' },
    2: { background: '#6baed6', text: '#000000' },
    3: { background: '#08519c', text: '#ffffff' },
    '-1': { background: '#fdd0a2', text: '#000000' },
    '-2': { background: '#fd8d3c', text: '#000000' },
    '-3': { background: '#a63603', text: '#ffffff' },
  },
};

/** The same schemes the other way round: on a dark ground the strongest is the lightest. */
export const dark: Scheme = {
  ground: '#14171c',
  text: '#e6eaef',
  quiet: '#9aa5b1',
  line: '#3a424c',
  forTarget: '#6baed6',
  againstTarget: '#fd8d3c',
  mark: {
    1: { background: '#08306b', text: '#ffffff' },
    2: { background: '#2171b5', text: '#ffffff' },
    3: { background: '#9ecae1', text: '#000000' },
    '-1': { background: '#7f2704', text: '#ffffff' },
    '-2': { background: '#c14002', text: '#ffffff' },
    '-3': { background: '#fdae6b', text: '#000000' },
  },
};
