import { defineReagentAttribution } from '@reagent/attribution-element';
import { DemoApp } from './page/demo-app.ts';

defineReagentAttribution();
customElements.define('reagent-demo', DemoApp);
