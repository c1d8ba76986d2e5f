import type { Scheme, Strength } from '@reagent/report/view';

const strengths = [3, 2, 1, -1, -2, -3] as const satisfies readonly Exclude<Strength, 0>[];

/** Pixels of the line under a mark, by its degree. */
const thickness: Readonly<Record<number, number>> = { 1: 1, 2: 1.5, 3: 2 };

/** A colour scheme as custom properties, which a page may set otherwise. */
export function schemeProperties(scheme: Scheme): string {
  const { ground, text, quiet, line, forTarget, againstTarget, mark } = scheme;
  const plain = { ground, text, quiet, line, for: forTarget, against: againstTarget };
  return [
    ...Object.entries(plain).map(([name, colour]) => `--reagent-${name}: ${colour};`),
    ...strengths.flatMap((strength) => {
      const name = `--reagent-${strength > 0 ? 'for' : 'against'}-${Math.abs(strength)}`;
      return [`${name}: ${mark[strength].background};`, `${name}-text: ${mark[strength].text};`];
    }),
  ].join('\n');
}

/** Colours, lines under the text and weight of each mark: straight lines for, waves against, thicker is stronger. */
export function markRules(): string {
  return strengths
    .map((strength) => {
      const [side, degree] = [strength > 0 ? 'for' : 'against', Math.abs(strength)];
      return `.${side}-${degree} {
        background: var(--reagent-${side}-${degree});
        color: var(--reagent-${side}-${degree}-text);
        text-decoration: underline ${side === 'for' ? 'solid' : 'wavy'} ${thickness[degree]}px;
        text-underline-offset: 0.16em;
        text-decoration-skip-ink: none;
        ${degree === 3 ? 'font-weight: 700;' : ''}
      }
      :host([marks='underline']) .${side}-${degree} {
        background: none;
        color: inherit;
        text-decoration-color: var(--reagent-${side});
        text-decoration-thickness: ${2 * thickness[degree]!}px;
      }`;
    })
    .join('\n');
}
