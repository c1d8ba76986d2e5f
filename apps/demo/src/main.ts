import { defineReagentAttribution } from '@reagent/attribution-element';
import { defineExamples } from './examples/define.ts';
import { DemoApp } from './page/demo-app.ts';

defineReagentAttribution();
defineExamples();
customElements.define('reagent-demo', DemoApp);
