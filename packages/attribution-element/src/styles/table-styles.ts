import { css, type CSSResult } from 'lit';

/** Bars and the heat map. */
export const tableStyles: CSSResult = css`
  table {
    border-collapse: collapse;
  }
  .bars {
    width: 100%;
  }
  caption {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .bars th,
  .bars td {
    padding: 0.2rem 0.75rem 0.2rem 0;
    text-align: left;
    font-weight: 400;
    overflow-wrap: anywhere;
  }
  .bars thead th {
    color: var(--reagent-quiet);
    font-size: 0.85rem;
    overflow-wrap: normal;
  }
  .bars .number {
    font-weight: 600;
    white-space: nowrap;
  }
  .number,
  .interval,
  .heat td {
    font-variant-numeric: tabular-nums;
  }
  .interval {
    color: var(--reagent-quiet);
  }
  .bars .bar {
    width: 45%;
    padding-right: 0;
  }
  .pointed > th {
    text-decoration: underline;
  }
  .bar svg {
    display: block;
    width: 100%;
    height: 1.25rem;
    overflow: visible;
  }
  .bar rect.for {
    fill: var(--reagent-for);
  }
  .bar rect.against {
    fill: var(--reagent-against);
  }
  .bar rect.unsure {
    fill-opacity: 0.25;
  }
  .bar path {
    fill: none;
    vector-effect: non-scaling-stroke;
  }
  .zero {
    stroke: var(--reagent-quiet);
  }
  .halo {
    stroke: var(--reagent-ground);
    stroke-width: 4;
  }
  .whisker {
    stroke: var(--reagent-text);
    stroke-width: 1.5;
  }
  .scroll {
    position: relative; /* or what is hidden in it would widen the page */
    overflow: auto;
    max-height: 32rem;
    margin-bottom: 1rem;
  }
  .heat thead th,
  .heat thead td {
    position: sticky;
    top: 0;
    z-index: 2;
    background: var(--reagent-ground);
    vertical-align: bottom;
  }
  .heat th {
    padding: 0.1rem 0.5rem 0.1rem 0;
    text-align: left;
    font-weight: 400;
    font-size: 0.9rem;
  }
  .heat thead th {
    padding: 0.25rem;
    text-align: center;
    font-weight: 600;
  }
  .heat .chosen {
    text-decoration: underline;
  }
  .heat tbody th {
    position: sticky;
    left: 0;
    z-index: 1;
    background: var(--reagent-ground);
    max-width: 11rem;
    overflow-wrap: anywhere;
  }
  .heat td {
    min-width: 3.2rem;
    padding: 0.15rem 0.3rem;
    border: 1px solid var(--reagent-line);
    text-align: right;
    font-size: 0.85rem;
  }
  .heat .none,
  .heat thead td {
    border: 0;
  }
  .heat td:focus-visible {
    outline-offset: -3px;
  }
  @media (max-width: 36rem) {
    .bars .interval,
    .bars thead th:nth-child(3):not(:last-child) {
      display: none;
    }
    .bars .bar {
      width: 40%;
    }
  }
`;
