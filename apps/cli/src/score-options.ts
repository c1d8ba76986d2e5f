import { Command, Option } from 'commander';
import { remoteOptions } from './remote-options.ts';
import { oneMore, tokenIds, wholeNumber } from './option-values.ts';

const usage = `score (--text <text> | --ids <ids>) [--tokens <ids>] [--token-text <text>]… [options]`;

const afterHelp = `
The JSON is one line, numbers in full precision:
  { "model", "context": [ids], "tokens": [{ "id", "text", "logProb", "probability", "rank" }] }
logProb is the natural logarithm of the probability (null for a probability of 0); rank 0 is the first choice.
A server may tell the best tokens only: a rank beyond them is { "atLeast": 20 }, and a token of which it tells no
probability has that of the last as "upperBound": true.

Examples:
  reagent score --text "The capital of France is"
  reagent score --text "The capital of France is" --token-text " Paris" --token-text " Rome"
  reagent score --text "The capital of France is" --backend remote --url http://127.0.0.1:8080
  reagent score --model folder --dtype fp32 --ids 1,2,3 --tokens 4,5 --json -

Exit codes: 0 a result, 1 failed, 2 wrong use`;

/** The command that gives the probabilities of next tokens, with all its options. */
export function scoreCommand(): Command {
  const command = new Command('score')
    .description('Gives log-probabilities, probabilities and ranks of tokens that may come next: to compare models.')
    .configureHelp({ commandUsage: () => `reagent ${usage}` });
  command.optionsGroup('What comes before (one of the two):');
  command.option('--text <text>', 'a text; the model’s own start and end tokens are put around it');
  command.addOption(new Option('--ids <ids>', 'token ids, exactly these: 1,2,3').argParser(tokenIds).conflicts('text'));
  command.optionsGroup('Which tokens (default: the most probable ones):');
  command.option('--tokens <ids>', 'token ids: 4,5', tokenIds);
  command.option('--token-text <text>', 'one token, with its space: " Paris"; may be given several times', oneMore);
  command.addOption(
    new Option('--top <k>', 'how many of the most probable')
      .argParser(wholeNumber(1))
      .default(10)
      .conflicts(['tokens', 'tokenText']),
  );
  command.optionsGroup('Model (default: the tiny one that comes with the package):');
  command.option('--model <model>', 'a causal model: a folder, or a repository of the Hub (owner/name)');
  command.option('--dtype <name>', 'which of its files: fp32, fp16, q8, …');
  command.option('--revision <name>', 'branch, tag or commit of --model (default: main)');
  command.option('--cache-dir <folder>', 'where downloads are kept (default: where Python keeps them)');
  command.option('--threads <n>', 'threads of a model run', wholeNumber(1));
  command.optionsGroup('A model on an inference server:');
  for (const option of remoteOptions()) command.addOption(option);
  command.optionsGroup('What is shown:');
  command.option('--json [file]', 'JSON: to a file, or with - to stdout instead of the table');
  command.option('--debug', 'show where an error arose');
  command.addHelpOption(new Option('-h, --help', 'print this').helpGroup('Other:'));
  return command.addHelpText('after', afterHelp);
}
