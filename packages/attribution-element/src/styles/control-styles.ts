import { css, type CSSResult } from 'lit';

/** Radio buttons that look like one control, and buttons. */
export const controlStyles: CSSResult = css`
  .toolbar {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1.25rem;
    margin-bottom: 1rem;
  }
  .choice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem;
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  .choice legend {
    float: left;
    padding: 0 0.35rem 0 0;
    color: var(--reagent-quiet);
  }
  .choice label {
    position: relative;
  }
  .choice input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .choice span {
    display: block;
    padding: 0.15rem 0.7rem;
    border: 1px solid var(--reagent-line);
    border-radius: 999px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .choice :checked + span {
    background: var(--reagent-text);
    border-color: var(--reagent-text);
    color: var(--reagent-ground);
  }
  .choice :focus-visible + span {
    outline: 3px solid var(--reagent-text);
    outline-offset: 2px;
  }
  .look {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1.25rem;
    margin-bottom: 1.25rem;
    font-size: 0.9rem;
  }
  .strength {
    display: flex;
    align-items: center;
    gap: 0.5rem;
  }
  .strength input {
    width: 7rem;
    accent-color: var(--reagent-for);
  }
  .more {
    margin: 0.5rem 0 0;
    padding: 0.2rem 0.8rem;
    border: 1px solid var(--reagent-line);
    border-radius: 999px;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  @media print {
    .toolbar,
    .look,
    .more,
    .details {
      display: none;
    }
  }
`;
