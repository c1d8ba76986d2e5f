import { dark, light } from '@reagent/report/view';
import { css, unsafeCSS, type CSSResult } from 'lit';
import { markRules, schemeProperties } from './scheme-properties.ts';

const base = css`
  :host {
    ${unsafeCSS(schemeProperties(light))}
    color-scheme: light dark;
    display: block;
    background: var(--reagent-ground);
    color: var(--reagent-text);
    font:
      1rem/1.5 system-ui,
      sans-serif;
    print-color-adjust: exact;
    -webkit-print-color-adjust: exact;
  }
  @media screen and (prefers-color-scheme: dark) {
    :host {
      ${unsafeCSS(schemeProperties(dark))}
    }
  }
  ${unsafeCSS(markRules())}
  .quiet {
    color: var(--reagent-quiet);
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  :focus-visible {
    outline: 3px solid var(--reagent-text);
    outline-offset: 2px;
  }
`;

const controls = css`
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
    .more,
    .details {
      display: none;
    }
  }
`;

const text = css`
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

const tables = css`
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

const chart = css`
  figure {
    margin: 1.25rem 0 0;
  }
  .path svg {
    display: block;
    width: 100%;
    max-width: 42rem;
    font:
      13px system-ui,
      sans-serif;
  }
  @media (max-width: 36rem) {
    .path svg {
      font-size: 22px;
    }
  }
  .axis,
  .line {
    fill: none;
    stroke: var(--reagent-quiet);
  }
  .tick {
    fill: var(--reagent-text);
    white-space: pre;
  }
  .end {
    text-anchor: end;
  }
  .line {
    stroke: var(--reagent-for);
    stroke-width: 2.5;
  }
  .line-1 {
    stroke-dasharray: 8 3;
  }
  .line-2 {
    stroke-dasharray: 3 3;
  }
  .line-3 {
    stroke: var(--reagent-quiet);
    stroke-dasharray: 8 3 2 3;
  }
  .line-4 {
    stroke: var(--reagent-quiet);
    stroke-dasharray: 1 4;
  }
`;

export const styles: CSSResult = css`
  ${base}
  ${controls}
  ${text}
  ${tables}
  ${chart}
`;
