import { Option } from 'commander';

/** Where a result is shown: by what its numbers are grouped. */
export function byOption(): Option {
  return new Option('--by <unit>', 'token, word or sentence: numbers of several tokens are added up').choices([
    'token',
    'word',
    'sentence',
  ]);
}
