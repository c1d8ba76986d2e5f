import { ModelChoiceElement } from './model-choice.ts';
import { OwnText } from './own-text.ts';

export function define(): void {
  customElements.define('demo-model-choice', ModelChoiceElement);
  customElements.define('demo-own-text', OwnText);
}
