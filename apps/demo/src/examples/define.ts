import { DemoExamples } from './demo-examples.ts';
import { DemoReplay } from './demo-replay.ts';

/** Makes the elements of the stored examples known to the page. */
export function defineExamples(): void {
  customElements.define('demo-replay', DemoReplay);
  customElements.define('demo-examples', DemoExamples);
}
