import { css, type CSSResult } from 'lit';
import { headingStyles } from '../page/heading-styles.ts';

/** Fields, buttons and lists of the parts where a text is typed and a run is made. */
export const formStyles: CSSResult = css`
  ${headingStyles}
  p {
    margin: 0.4rem 0;
    overflow-wrap: anywhere;
  }
  textarea,
  input,
  select,
  button {
    box-sizing: border-box;
    max-width: 100%;
    min-height: 2.25rem;
    padding: 0.3rem 0.7rem;
    border: 1px solid var(--reagent-quiet);
    border-radius: 0.6rem;
    background: var(--reagent-ground);
    color: inherit;
    font: inherit;
  }
  textarea {
    display: block;
    width: 100%;
    margin-top: 0.25rem;
    resize: vertical;
  }
  button {
    padding: 0.3rem 1rem;
    border-radius: 999px;
    cursor: pointer;
  }
  button.main {
    border-color: var(--reagent-text);
    background: var(--reagent-text);
    color: var(--reagent-ground);
    font-weight: 600;
  }
  button:disabled,
  button[aria-disabled='true'] {
    border-style: dashed;
    background: none;
    color: var(--reagent-quiet);
    cursor: default;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
  }
  .problem {
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--reagent-against);
    border-left-width: 5px;
    border-radius: 6px;
  }
  details {
    margin: 0.75rem 0;
  }
  summary {
    cursor: pointer;
  }
  ul,
  ol {
    margin: 0.25rem 0;
    padding: 0;
    list-style: none;
  }
  progress {
    width: 100%;
    accent-color: var(--reagent-for);
  }
  fieldset {
    min-width: 0;
    margin: 0.75rem 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    font-weight: 600;
  }
`;

/** The tokens of the text, and the next ones. */
export const tokenStyles: CSSResult = css`
  .tokens {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
  }
  .tokens li {
    padding: 0 0.3rem;
    border: 1px solid var(--reagent-line);
    border-radius: 4px;
    font-family: ui-monospace, monospace;
    font-size: 0.9rem;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .tokens .special {
    border-style: dashed;
    color: var(--reagent-quiet);
  }
  .next {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr));
    gap: 0.4rem;
  }
  .next button {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 0.5rem;
    width: 100%;
    padding: 0.3rem 0.7rem;
    border-radius: 0.6rem;
    text-align: left;
  }
  .next button[aria-pressed='true'] {
    border: 2px solid var(--reagent-text);
  }
  .next .text {
    font-family: ui-monospace, monospace;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .next .share {
    font-variant-numeric: tabular-nums;
  }
  .next .role {
    grid-column: 1 / -1;
    font-size: 0.85rem;
    font-weight: 600;
  }
  .next svg {
    grid-column: 1 / -1;
    width: 100%;
    height: 0.3rem;
  }
  .next rect {
    fill: var(--reagent-quiet);
  }
  .models li,
  .kept li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem 0.75rem;
    padding: 0.3rem 0;
    border-top: 1px solid var(--reagent-line);
  }
`;
