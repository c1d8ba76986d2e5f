import { DemoCopied } from './demo-copied.ts';
import { DemoLeave } from './demo-leave.ts';
import { DemoLink } from './demo-link.ts';

export function define(): void {
  customElements.define('demo-copied', DemoCopied);
  customElements.define('demo-leave', DemoLeave);
  customElements.define('demo-link', DemoLink);
}
