import { css, type CSSResult } from 'lit';

/** The text with its marks, its numbers, the legend and the facts. */
export const textStyles: CSSResult = css`
  .context {
    font-size: 1.25rem;
    line-height: 2.1;
    overflow-wrap: anywhere;
  }
  .units,
  .target {
    white-space: pre-wrap;
  }
  .unit {
    padding: 0.12em 0.1em 0.28em;
    border-radius: 3px;
    cursor: default;
  }
  .unit:hover,
  .unit[aria-selected='true'] {
    box-shadow: 0 0 0 2px var(--reagent-text);
  }
  .answer {
    font-style: italic;
  }
  .arrow {
    color: var(--reagent-quiet);
  }
  .context .quiet {
    font-size: 1rem;
  }
  .details {
    min-height: 3em;
    margin: 0.25rem 0 0.75rem;
    overflow-wrap: anywhere;
  }
  .details strong,
  .bars th,
  .heat th {
    white-space: pre-wrap;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1.5rem;
    margin: 0 0 1rem;
    padding: 0;
    list-style: none;
    overflow-wrap: anywhere;
  }
  .sample {
    margin-right: 0.25rem;
    padding: 0.05rem 0.4rem 0.25rem;
    border-radius: 3px;
  }
  .facts {
    margin-top: 1.25rem;
    font-size: 0.9rem;
    overflow-wrap: anywhere;
  }
  .facts p {
    margin: 0.2rem 0;
  }
`;
