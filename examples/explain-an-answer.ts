import { attribute } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { criterionOf } from '@reagent/stopping';
import { createTinyModels } from '@reagent/tiny';

const { backend, dispose } = await createTinyModels();
const common = { backend, replacer: createRandomReplacer(), stopping: criterionOf('default') };
const text = 'The capital of France is';

// Each token of the model's own answer; earlier ones are context of later ones.
const answer = await attribute({ ...common, text, answer: 2 });
answer.targets.forEach((target, index) => {
  const effects = (answer.effect[index] ?? []).map((effect) => effect?.estimate ?? 0);
  const strongest = effects.indexOf(Math.max(...effects));
  console.log(`${JSON.stringify(target.text)} mostly because of ${JSON.stringify(answer.tokens[strongest]?.text)}`);
});

// A given answer as one, and one token rather than another.
const whole = await attribute({ ...common, text, target: ' Paris.', whole: true });
const contrast = await attribute({ ...common, text, target: ' Paris', insteadOf: ' Rome' });
console.log(whole.targets[0]?.probability, contrast.targets[0]?.insteadOf?.text);
await dispose();
