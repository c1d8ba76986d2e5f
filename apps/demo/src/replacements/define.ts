import { DemoReplacements } from './demo-replacements.ts';

export function define(): void {
  customElements.define('demo-replacements', DemoReplacements);
}
