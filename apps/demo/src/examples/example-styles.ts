import { css, type CSSResult } from 'lit';
import { headingStyles } from '../page/heading-styles.ts';

/** The choice of an example, what is said of it, and its replay. */
export const exampleStyles: CSSResult = css`
  ${headingStyles}
  .picker {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
    margin: 0 0 1.25rem;
    padding: 0;
    border: 0;
  }
  .picker label {
    position: relative;
  }
  .picker input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .picker span {
    display: block;
    padding: 0.25rem 0.8rem;
    border: 1px solid var(--reagent-line);
    border-radius: 999px;
    font-size: 0.95rem;
  }
  .picker input:hover + span {
    border-color: var(--reagent-quiet);
  }
  .picker :checked + span {
    background: var(--reagent-text);
    border-color: var(--reagent-text);
    color: var(--reagent-ground);
  }
  .picker :focus-visible + span {
    outline: 3px solid var(--reagent-text);
    outline-offset: 2px;
  }
  .meaning {
    margin: 0 0 1.5rem;
    color: var(--reagent-quiet);
    text-wrap: pretty;
  }
  .note {
    margin: 0 0 0.5rem;
    font-size: 1.1rem;
    text-wrap: pretty;
  }
  .model {
    margin: 1rem 0;
    font-size: 0.9rem;
    color: var(--reagent-quiet);
  }
  .replay {
    display: grid;
    grid-template-columns: auto 1fr auto;
    align-items: center;
    gap: 0.5rem 1rem;
    margin: 0 0 1.25rem;
    padding: 0.75rem 0;
    border: solid var(--reagent-line);
    border-width: 1px 0;
  }
  .replay input {
    width: 100%;
    min-width: 0;
    accent-color: var(--reagent-for);
  }
  .replay .count {
    min-width: 8.5em;
    text-align: right;
    font-size: 0.9rem;
    font-variant-numeric: tabular-nums;
    color: var(--reagent-quiet);
  }
  .tried {
    grid-column: 1 / -1;
    display: grid;
    gap: 0.25rem;
    align-content: start;
    margin: 0;
    min-height: 5em;
    overflow-wrap: anywhere;
  }
  .tried .text {
    white-space: pre-wrap;
  }
  .tried ins {
    padding: 0 0.15em;
    border: 1px dashed currentcolor;
    border-radius: 3px;
    font-style: italic;
    text-decoration: none;
  }
  .tried .change {
    font-variant-numeric: tabular-nums;
  }
  button {
    padding: 0.45rem 1.1rem;
    border: 1px solid var(--reagent-text);
    border-radius: 999px;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  button:hover {
    background: var(--reagent-text);
    color: var(--reagent-ground);
  }
  .play {
    min-width: 8.5em;
  }
  @media (max-width: 36rem) {
    .picker {
      flex-wrap: nowrap;
      min-width: 0;
      margin-bottom: 0.75rem;
      padding: 0.3rem;
      overflow-x: auto;
      white-space: nowrap;
    }
    .note {
      font-size: 1rem;
    }
    .meaning {
      margin-bottom: 0.75rem;
      font-size: 0.95rem;
    }
    h2 {
      margin-bottom: 0.25rem;
      font-size: 1.1rem;
    }
    .replay {
      gap: 0.5rem;
      margin-bottom: 0.75rem;
      padding: 0.5rem 0;
    }
    .play {
      min-width: 0;
      padding: 0.3rem 0.8rem;
    }
    .replay .count {
      min-width: 0;
    }
    .replay .unit {
      display: none;
    }
  }
`;
