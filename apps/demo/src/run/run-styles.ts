import { css, type CSSResult } from 'lit';

/** A run under way, and two runs over each other. */
export const runStyles: CSSResult = css`
  .live {
    font-size: 1.25rem;
    line-height: 2.1;
  }
  .marked,
  .criterion {
    white-space: pre-wrap;
  }
  .unit {
    padding: 0.12em 0.1em 0.28em;
    border-radius: 3px;
  }
  .strip {
    padding: 0.25rem 0.75rem;
    border: 1px solid var(--reagent-line);
    border-radius: 6px;
  }
  .tried {
    min-height: 1.5em;
    white-space: pre-wrap;
  }
  ins {
    padding: 0 0.15em;
    border: 1px dashed currentcolor;
    border-radius: 3px;
    font-style: italic;
    text-decoration: none;
  }
  .cost {
    font-variant-numeric: tabular-nums;
  }
  .options {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1.25rem;
  }
  .options label {
    display: grid;
    gap: 0.15rem;
  }
  .options input {
    width: 8rem;
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 0.15rem 1rem;
    margin: 0.5rem 0;
  }
  dt {
    color: var(--reagent-quiet);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 0.25rem 0.75rem 0.25rem 0;
    text-align: left;
    vertical-align: middle;
    font-weight: 400;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  thead th {
    color: var(--reagent-quiet);
    font-size: 0.85rem;
  }
  tbody th {
    min-width: 4rem;
    white-space: pre-wrap;
  }
  td.bars {
    width: 45%;
    padding-right: 0;
  }
  td svg {
    display: block;
    width: 100%;
    height: 2.2rem;
    overflow: visible;
  }
  rect.for {
    fill: var(--reagent-for);
  }
  rect.against {
    fill: var(--reagent-against);
  }
  rect.second {
    fill-opacity: 0.35;
  }
  path {
    fill: none;
    vector-effect: non-scaling-stroke;
    stroke: var(--reagent-text);
    stroke-width: 1.5;
  }
  path.zero {
    stroke: var(--reagent-quiet);
    stroke-width: 1;
  }
  path.halo {
    stroke: var(--reagent-ground);
    stroke-width: 4;
  }
  @media (max-width: 36rem) {
    td .interval {
      display: none;
    }
    td.bars {
      width: 40%;
    }
  }
`;
