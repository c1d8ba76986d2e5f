import { DemoRunElement } from './demo-run.ts';
import { DemoTrust } from './demo-trust.ts';

export function define(): void {
  customElements.define('demo-run', DemoRunElement);
  customElements.define('demo-trust', DemoTrust);
}
