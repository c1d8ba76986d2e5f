import { Argument, Command, Option } from 'commander';
import { byOption } from './by-option.ts';
import { wholeNumber } from './option-values.ts';

const afterHelp = `
Without a format the result is shown in the terminal. Several formats at once are fine.

Examples:
  reagent "The capital of France is" --json result.json
  reagent show result.json
  reagent show result.json --html result.html
  reagent show result.json --by word --svg picture.svg
  reagent show result.json --csv > numbers.csv

Exit codes: 0 shown, 1 failed, 2 wrong use`;

/** The command that shows a stored result, with all its options. */
export function showCommand(): Command {
  const command = new Command('show')
    .description('Shows a stored result: in the terminal, as a page, a picture or a table.')
    .configureHelp({ commandUsage: () => 'reagent show <file> [options]' })
    .addArgument(new Argument('<file>', 'a result, as reagent --json writes it'));
  command.optionsGroup('Into which format (to a file; to stdout with - or without a name):');
  command.option('--html [file]', 'one page that opens without a network');
  command.option('--svg [file]', 'a picture');
  command.option('--png [file]', 'a picture of pixels, with the fonts of this machine');
  command.option('--csv [file]', 'a line for each target and token');
  command.option('--markdown [file]', 'tables of GitHub-flavoured Markdown');
  command.option('--inseq [file]', 'JSON that inseq.FeatureAttributionOutput.load reads');
  command.option('--json [file]', 'the result again, in the newest version of its schema');
  command.optionsGroup('What is shown:');
  for (const option of viewOptions()) command.addOption(option);
  command.option('--top <n>', 'tokens in a table or picture', wholeNumber(1));
  command.option('--no-colour', 'no colour in the terminal (also NO_COLOR; FORCE_COLOR forces it)');
  command.option('--debug', 'show where an error arose');
  command.addHelpOption(new Option('-h, --help', 'print this').helpGroup('Other:'));
  return command.addHelpText('after', afterHelp);
}

/** The command that compares two stored results. */
export function compareCommand(): Command {
  const command = new Command('compare')
    .description('Compares two stored results about the same text: what differs in the runs, how far the orders agree.')
    .configureHelp({ commandUsage: () => 'reagent compare <a> <b> [options]' })
    .addArgument(new Argument('<a>', 'a result, as reagent --json writes it'))
    .addArgument(new Argument('<b>', 'another'));
  for (const option of viewOptions()) command.addOption(option);
  command.addOption(
    new Option('--top <n>', 'how many of the strongest must be the same').argParser(wholeNumber(1)).default(3),
  );
  command.option('--json [file]', 'the numbers as JSON: to a file, or with - to stdout instead of the table');
  command.option('--debug', 'show where an error arose');
  return command;
}

function viewOptions(): Option[] {
  return [
    new Option('--show <what>', 'effect, or importance (default: what the result is for)').choices([
      'effect',
      'importance',
    ]),
    byOption(),
  ];
}
