import { css, type CSSResult } from 'lit';

/** Headings of the cards, the same in all of them. */
export const headingStyles: CSSResult = css`
  h2 {
    margin: 0 0 0.75rem;
    font-size: 1.35rem;
    line-height: 1.25;
    letter-spacing: -0.01em;
  }
  h3 {
    margin: 1.5rem 0 0.5rem;
    font-size: 1rem;
    line-height: 1.25;
  }
`;
