import { attribute } from '@reagent/core';
import { createRandomReplacer } from '@reagent/replacer-random';
import { renderTerminal } from '@reagent/report';
import { parseResult } from '@reagent/result-schema';
import { criterionOf } from '@reagent/stopping';
import { createToyBackend } from '@reagent/testing';

const result = await attribute({
  backend: createToyBackend(),
  replacer: createRandomReplacer(),
  text: 'The capital of France is',
  stopping: criterionOf('default'),
});
process.stdout.write(renderTerminal(result, { colour: process.stdout.isTTY, width: 80, show: 'effect' }));

const json = JSON.stringify(result); // to a file, to a server, …
const again = parseResult(json); // … and back: checked, or a ReagentError that says where it is wrong
process.stdout.write(renderTerminal(again, { colour: false, width: 80, show: 'importance', top: 3 }));
