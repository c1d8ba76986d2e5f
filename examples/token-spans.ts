import { readFile } from 'node:fs/promises';
import { createTokenizer } from '@reagent/tokenizer';

const folder = new URL('../packages/tiny/models/causal-lm/', import.meta.url);
const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(new URL(name, folder), 'utf8'));
const files = { tokenizerJson: await read('tokenizer.json'), tokenizerConfig: await read('tokenizer_config.json') };
const { text, ids, spans } = createTokenizer(files).encode('Crème brûlée 🙂');
ids.forEach((id, index) => console.log(id, text.slice(spans[index]!.start, spans[index]!.end)));
