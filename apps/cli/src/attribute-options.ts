import { differences, presets } from '@reagent/core';
import { Argument, Command, Option } from 'commander';
import { byOption } from './by-option.ts';
import { nameOrModule, numberAbove, places, ratio, tokenIds, wholeNumber, wholeNumberOrNone } from './option-values.ts';
import { remoteOptions } from './remote-options.ts';
import { onePart, onePin, unit } from './unit-values.ts';

const usage = `reagent "text" [options]
       reagent show <result.json> [--html <file>] [options]        see reagent show --help
       reagent compare <a.json> <b.json> [options]                 see reagent compare --help
       reagent replay <file> [--tolerance <x>]
       reagent score (--text <text> | --ids <ids>) [options]      see reagent score --help
       reagent doctor --url <url>                                  see reagent doctor --help`;

/** Stands under the options in the first help that anyone sees. */
export const examples: string = `Examples:
  reagent "The capital of France is"
  reagent "The capital of France is" --target " Rome"
  reagent "The capital of France is" --instead-of " Rome"
  reagent "The capital of France is" --answer 4
  reagent "The capital of France is" --unit word --pin France
  reagent "The capital of France is" --json result.json
  reagent show result.json --html result.html
  reagent -- "-5 degrees is"

Exit codes: 0 a result, 1 failed, 2 wrong use, 3 not converged (with --require-convergence)`;

/** The command that explains a text, with all its options. */
export function attributeCommand(): Command {
  const command = new Command('attribute')
    .description('Tells which words of a text made a language model predict the next one.')
    .configureHelp({ commandUsage: () => usage })
    .addArgument(new Argument('[text]', 'in quotes; a text that begins with "-" goes after --'));
  command.optionsGroup('What is explained:');
  for (const option of targetOptions()) command.addOption(option);
  command.option('--chat', 'the text is a user’s message: it is put into the model’s chat template');
  command.addOption(
    new Option('--messages <file>', 'in place of the text: JSON, [{ "role": "user", "content": "…" }, …]').conflicts(
      'chat',
    ),
  );
  command.addOption(
    new Option(
      '--text-file <file>',
      'in place of the text: a file of UTF-8, every character of it; - is stdin',
    ).conflicts(['chat', 'messages']),
  );
  command.optionsGroup('What is replaced as one:');
  for (const option of unitOptions()) command.addOption(option);
  command.optionsGroup('How:');
  for (const option of methodOptions()) command.addOption(option);
  command.optionsGroup('When to stop:');
  for (const option of limitOptions()) command.addOption(option);
  command.optionsGroup('To stop and go on:');
  for (const option of journalOptions()) command.addOption(option);
  command.optionsGroup('Models (default: two tiny ones that come with the package):');
  for (const option of modelOptions()) command.addOption(option);
  command.optionsGroup('A model on an inference server:');
  for (const option of remoteOptions()) command.addOption(option);
  command.optionsGroup('What is shown:');
  for (const option of viewOptions()) command.addOption(option);
  command.optionsGroup('Other:').option('--version', 'print the version');
  command.addHelpOption(new Option('-h, --help', 'print this').helpGroup('Other:'));
  return command;
}

function targetOptions(): Option[] {
  return [
    new Option('--target <text>', 'what to explain, with its space: " Paris, I think" (default: the first choice)'),
    new Option('--target-ids <ids>', 'in place of --target: its token ids').argParser(tokenIds).conflicts('target'),
    new Option('--answer <n>', 'in place of --target: the model’s own next n tokens')
      .argParser(wholeNumber(1))
      .conflicts(['target', 'targetIds']),
    new Option('--span <places>', 'only these tokens of it, counted from 1: 3, or 2-4').argParser(places),
    new Option('--whole', 'its tokens as one, in place of each'),
    new Option('--instead-of <token>', 'why the target, and not this token in its place').conflicts('whole'),
    new Option('--instead-of-id <id>', 'in place of --instead-of: its token id')
      .argParser(wholeNumber(0))
      .conflicts(['whole', 'insteadOf']),
  ];
}

function unitOptions(): Option[] {
  return [
    new Option(
      '--unit <unit>',
      'token, word, sentence, line, paragraph; auto: coarse to fine, for long texts; or /expression/: its matches and nothing else (default: token)',
    ).argParser(unit),
    new Option(
      '--part <name=text>',
      'a named part of the text; again for more; without --unit nothing else is replaced',
    ).argParser(onePart),
    new Option('--pin <text>', 'a part that is never replaced, or /expression/; again for more').argParser(onePin),
  ];
}

function methodOptions(): Option[] {
  return [
    new Option('--preset <name>', 'settings by name').choices(Object.keys(presets)).default('default'),
    new Option(
      '--replacer <name>',
      'what words are replaced by: roberta (proposals of a masked model), random, part-of-speech (the same one), or the file of your own module: ./mine.js',
    ).argParser(nameOrModule(['roberta', 'random', 'part-of-speech'])),
    new Option('--seed <n>', 'same seed, same result').argParser(wholeNumber(0)).default(0),
    new Option('--probes <n>', 'independent recursions').argParser(wholeNumber(1)),
    new Option('--replacing-ratio <r>', 'share of the tokens replaced in a step').argParser(ratio),
    new Option(
      '--difference <name>',
      'what importance adds up: the fall of the target’s probability (default), or a distance between whole distributions',
    ).choices(differences),
  ];
}

function limitOptions(): Option[] {
  return [
    new Option('--max-evaluations <n>', 'texts the model may be asked about, or none').argParser(wholeNumberOrNone(1)),
    new Option('--max-steps <n>', 'steps of a probe, or none').argParser(wholeNumberOrNone(1)),
    new Option('--max-seconds <s>', 'seconds').argParser(numberAbove(0)),
    new Option('--stop <file>', 'the module of your own stopping criterion, in place of the preset’s: ./mine.js'),
    new Option('--dry-run', 'do not run: tell how many evaluations it takes at most, and how long'),
    new Option('--require-convergence', 'exit with 3 if a limit ended the run'),
  ];
}

function journalOptions(): Option[] {
  return [
    new Option('--checkpoint <file>', 'keep what the model answers in a new file, so that the run may be stopped'),
    new Option('--resume <file>', 'go on with the run of that file, with the same text and options').conflicts(
      'checkpoint',
    ),
  ];
}

function modelOptions(): Option[] {
  return [
    new Option('--model <model>', 'a causal model: a folder, or owner/name on the Hugging Face Hub'),
    new Option('--dtype <name>', 'which of its files: fp32, fp16, q8, …'),
    new Option('--revision <name>', 'branch, tag or commit of --model (default: main)'),
    new Option('--masked-model <model>', 'the masked model behind --replacer roberta'),
    new Option('--masked-dtype <name>', 'which of its files (default: as --dtype)'),
    new Option('--masked-revision <name>', 'branch, tag or commit of --masked-model (default: main)'),
    new Option('--cache-dir <folder>', 'where downloads are kept (default: where Python keeps them)'),
    new Option('--threads <n>', 'threads of a model run').argParser(wholeNumber(1)),
    new Option('--batch-size <n>', 'texts in one run of the model').argParser(wholeNumber(1)),
  ];
}

function viewOptions(): Option[] {
  return [
    new Option('--show <what>', 'effect, or importance (default: importance under the presets of others)').choices([
      'effect',
      'importance',
    ]),
    byOption(),
    new Option('--html <file>', 'also a page that opens without a network, with the recursion’s path'),
    new Option('--json [file]', 'the whole result as JSON: to a file, or with - to stdout instead of the view'),
    new Option('--trace <file>', 'every evaluation, a line of JSON a step: reagent replay computes it again'),
    new Option('--quiet', 'no progress, no remarks'),
    new Option('--no-colour', 'no colour (also NO_COLOR; FORCE_COLOR forces it)'),
    new Option('--debug', 'show where an error arose'),
  ];
}
