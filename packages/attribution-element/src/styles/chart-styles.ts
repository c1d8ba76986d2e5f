import { css, type CSSResult } from 'lit';

/** The recursion's path. */
export const chartStyles: CSSResult = css`
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
    .path .end {
      font-size: 15px; /* what stands left of the axis is cut at the picture's edge */
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
