/**
 * How long tagging a vocabulary takes, and how many tokens have each tag, as a Markdown table.
 *
 *   npm run part-of-speech-groups -- FOLDER   a model's folder, with its tokenizer.json
 */
import { tagVocabulary } from '@reagent/replacer-part-of-speech';
import { tokenizerOf } from './bridge-coverage/tokenizer-folder.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npm run part-of-speech-groups -- FOLDER');
  process.exitCode = 2;
} else {
  const tokenizer = tokenizerOf(folder);
  const began = performance.now();
  const { tagger, tags, tagOf } = tagVocabulary(tokenizer);
  const seconds = (performance.now() - began) / 1000;
  console.log(`${tagOf.length} tokens by ${tagger} in ${seconds.toFixed(1)} s\n\n| tag | tokens |\n| --- | --- |`);
  const counts = tags.map((tag, index) => [tag, tagOf.filter((one) => one === index).length] as const);
  for (const [tag, count] of counts.sort(([, a], [, b]) => b - a)) console.log(`| ${tag} | ${count} |`);
}
