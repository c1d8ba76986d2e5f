import { css, type CSSResult } from 'lit';
import { buttonStyles } from '../page/button-styles.ts';
import { headingStyles } from '../page/heading-styles.ts';

/** Lines and colours follow the text's own, so that they are right on every ground. */
export const leaveStyles: CSSResult = css`
  ${headingStyles}
  ${buttonStyles}
  :host {
    display: block;
  }
  button:hover {
    border-color: currentColor;
  }
  ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    padding: 0;
    margin: 0.5em 0;
    list-style: none;
  }
  pre {
    margin: 0.5em 0;
    padding: 0.7em;
    overflow-x: auto;
    border: 1px solid color-mix(in srgb, currentColor 25%, transparent);
    border-radius: 0.6rem;
    font-family: ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace;
    font-size: 0.9em;
  }
  pre.wrapped {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .problem {
    border-left: 4px solid currentColor;
    padding: 0.5em 0.8em;
  }
`;
