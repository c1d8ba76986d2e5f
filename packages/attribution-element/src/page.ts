// The script of the HTML file that `@reagent/report` writes: shows the result that stands in the page.
import type { AttributionResult } from '@reagent/core';
import { defineReagentAttribution, elementName } from './define.ts';

interface PageData {
  readonly result: AttributionResult;
}

const element = document.querySelector(elementName);
const data = document.getElementById('reagent-data')?.textContent;
if (element !== null && data) {
  defineReagentAttribution();
  Object.assign(element, JSON.parse(data) as PageData);
}
