// node --conditions=@reagent/source --import tsx test/zoo/zoo-table.ts FOLDER
//
// Edits and runs every graph of a folder of models and writes what came out as the table ZOO.md of this package.
import { readFileSync, writeFileSync } from 'node:fs';
import { agreement, batches } from '../agreement.ts';
import type { ModelUnderTest } from '../model-under-test.ts';
import { pytorchAgreement } from '../pytorch-agreement.ts';
import { aloneAndInBatch } from '../row-independence.ts';
import { openEdited } from '../run-models.ts';
import { editCausalModel, type EditOptions, type ModelDescription } from '../../src/index.ts';
import { zooModels } from './zoo-models.ts';

interface Line {
  readonly name: string;
  readonly cells: readonly string[];
}

const header = [
  'file',
  'opset',
  'loads',
  'edited, or why not',
  'head, from the logits back',
  'edited − whole graph',
  'from the last layer on',
  'edited − PyTorch',
  'ranks as PyTorch',
  'alone − in a batch',
  'the same with a scale per row',
];

async function line(model: ModelUnderTest): Promise<Line> {
  const { name } = model;
  const edit = editCausalModel(readFileSync(model.path));
  if (!edit.edited) return { name, cells: ['', '', `no: ${edit.reason}`, '', '', '', '', '', '', ''] };
  const { description } = edit;
  const facts = [String(description.opset), 'yes', 'edited', `\`${description.head.join(' ')}\``];
  if (/with_past/.test(name)) {
    const found = await agreement(model, {}, { shapes: [[8, 1]] });
    return { name, cells: [...facts, small(found.logProbability), '', 'needs a past', '', '', ''] };
  }
  const found = await agreement(model);
  const { pytorch, rows } = await measured(model, {});
  const coupled = Object.keys(description.coupledBy).length > 0;
  const repaired = coupled ? await measured(model, { quantization: 'scale-per-row' }) : null;
  return {
    name,
    cells: [
      ...facts,
      small(Math.max(found.logProbability, found.logOdds)),
      await lastLayer(model),
      small(pytorch.logProbability),
      `${pytorch.compared - pytorch.ranks} of ${pytorch.compared}`,
      small(rows),
      repaired === null ? '' : `${small(repaired.rows)}; to PyTorch ${small(repaired.pytorch.logProbability)}`,
    ],
  };
}

async function measured(
  model: ModelUnderTest,
  options: EditOptions,
): Promise<{ readonly pytorch: Awaited<ReturnType<typeof pytorchAgreement>>; readonly rows: number }> {
  const edit = editCausalModel(readFileSync(model.path), options);
  if (!edit.edited) throw new Error(edit.reason);
  const description: ModelDescription = edit.description;
  const session = await openEdited(model, edit.bytes, description);
  const pytorch = await pytorchAgreement(model, session, description);
  const rows = await aloneAndInBatch(model, session);
  await session.close();
  return { pytorch, rows };
}

/** How many products by weights are for asked rows only when the last layer is, and how far that is from the whole graph. */
async function lastLayer(model: ModelUnderTest): Promise<string> {
  const options: EditOptions = { rowsFrom: 'last-layer' };
  const edit = editCausalModel(readFileSync(model.path), options);
  const products = edit.edited ? (edit.description.products ?? []) : [];
  const asked = products.filter(({ rows }) => rows === 'asked').length;
  if (asked < 2) return 'no: the head alone';
  const { logProbability, logOdds } = await agreement(model, options);
  return `${asked} of ${products.length} products; ${small(Math.max(logProbability, logOdds))}`;
}

function small(value: number): string {
  return value === 0 ? '0' : value.toExponential(1);
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('say which folder: the one that holds zoo.json');
const lines: Line[] = [];
for (const model of zooModels(folder)) {
  try {
    lines.push(await line(model));
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 160);
    lines.push({ name: model.name, cells: ['', `no: ${why}`, '', '', '', '', '', '', '', ''] });
  }
  console.log(`${lines.at(-1)!.name}: ${lines.at(-1)!.cells.join(' | ')}`);
}
const edited = lines.filter(({ cells }) => cells[2] === 'edited').length;
const text = `# Every graph of the model zoo

Made by \`npm run zoo -- FOLDER\`: ${lines.length} graphs of tiny random-weight models by real exporters, ${edited} of them edited.

- **edited − whole graph**: largest difference of an ln p or a log-odds, ÷ max(1, its size), to the whole graph's logits
  reduced in float64; ${batches.map(([rows, length]) => `${rows} × ${length}`).join(', ')} tokens, at the last, middle and first position. Half precision rounds the rows'
  products in another order; heads of \`MatMulInteger\` take their scale over the asked rows only.
- **from the last layer on**: the same with \`rowsFrom: 'last-layer'\`, and how many products by weights are then for asked rows.
- **edited − PyTorch**: largest difference of an ln p to PyTorch in float32. Quantised random weights are another model.
- **alone − in a batch**: largest difference of an ln p between a row alone and the same row among seven others.

| ${header.join(' | ')} |
| ${header.map(() => '---').join(' | ')} |
${lines.map(({ name, cells }) => `| ${[name, ...cells].join(' | ')} |`).join('\n')}
`;
writeFileSync(new URL('../../ZOO.md', import.meta.url), text);
