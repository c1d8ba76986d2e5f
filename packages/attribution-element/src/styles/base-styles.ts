import { dark, light } from '@reagent/report/view';
import { css, unsafeCSS, type CSSResult } from 'lit';
import { markRules, schemeProperties } from '../scheme-properties.ts';

/** What everything shares: colours, marks, focus. */
export const baseStyles: CSSResult = css`
  :host {
    ${unsafeCSS(schemeProperties(light))}
    color-scheme: light dark;
    display: block;
    background: var(--reagent-ground);
    color: var(--reagent-text);
    font:
      1rem/1.5 system-ui,
      sans-serif;
    print-color-adjust: exact;
    -webkit-print-color-adjust: exact;
  }
  @media screen and (prefers-color-scheme: dark) {
    :host {
      ${unsafeCSS(schemeProperties(dark))}
    }
  }
  ${unsafeCSS(markRules())}
  .quiet {
    color: var(--reagent-quiet);
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  :focus-visible {
    outline: 3px solid var(--reagent-text);
    outline-offset: 2px;
  }
`;
