import { css, type CSSResult } from 'lit';
import { buttonStyles } from '../page/button-styles.ts';
import { headingStyles } from '../page/heading-styles.ts';

export const replacementStyles: CSSResult = css`
  ${headingStyles}
  ${buttonStyles}
  :host {
    display: block;
  }
  .scroll {
    overflow-x: auto;
  }
  .quiet {
    opacity: 0.8;
  }
  table {
    border-collapse: collapse;
  }
  th,
  td {
    padding: 0.3em 1em 0.3em 0;
    text-align: left;
    vertical-align: top;
    font-weight: normal;
    border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent);
  }
  td {
    white-space: nowrap;
  }
  th[scope='row'] {
    min-width: 9em;
    white-space: pre-wrap;
    font-family: ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace;
  }
  thead th {
    font-weight: 600;
  }
`;
