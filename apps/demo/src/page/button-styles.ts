import { css, type CSSResult } from 'lit';

/** Buttons that are not the main one of a card: in the text's own colour, so that they are right on every ground. */
export const buttonStyles: CSSResult = css`
  button {
    font: inherit;
    color: inherit;
    background: transparent;
    border: 1px solid color-mix(in srgb, currentColor 45%, transparent);
    border-radius: 999px;
    padding: 0.3rem 1rem;
    min-height: 2.25rem;
    cursor: pointer;
  }
`;
