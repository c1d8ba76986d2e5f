import { css, type CSSResult } from 'lit';

/** The column, its cards, and what stands in them. */
export const pageStyles: CSSResult = css`
  :host {
    background: none;
  }
  .column {
    max-width: 50rem;
    margin: 0 auto;
    padding: clamp(1.5rem, 5vw, 4rem) clamp(0.75rem, 4vw, 2rem) 3rem;
  }
  h1 {
    margin: 0;
    font-size: clamp(2rem, 7vw, 3.25rem);
    line-height: 1.1;
    letter-spacing: -0.03em;
    text-wrap: balance;
  }
  .lede {
    max-width: 38rem;
    margin: 1rem 0 2rem;
    font-size: 1.15rem;
    color: var(--reagent-quiet);
    text-wrap: pretty;
  }
  @media (max-width: 36rem) {
    .lede {
      margin: 0.5rem 0 1rem;
      font-size: 1rem;
    }
  }
  .card {
    margin: 0 0 1.5rem;
    padding: clamp(1rem, 4vw, 2rem);
    border: 1px solid var(--reagent-line);
    border-radius: 1rem;
    background: var(--reagent-ground);
  }
  .card:focus {
    outline: none; /* it takes the focus, but is nothing to press */
  }
  .card button {
    padding: 0.3rem 0.9rem;
    border: 1px solid currentcolor;
    border-radius: 999px;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .card > * + * {
    margin-top: 2rem;
  }
  footer {
    margin-top: 2.5rem;
    font-size: 0.9rem;
    color: var(--reagent-quiet);
  }
  footer p {
    margin: 0.4rem 0;
  }
`;
