import { ReagentError } from '@reagent/core';
import { addAttentions } from './abilities/attentions.ts';
import { maskEmbeddings } from './abilities/embedding-mask.ts';
import { answers, type Answer, type EditOptions } from './edit-options.ts';
import type { EditedModel, ModelDescription } from './edited-model.ts';
import { externalFiles, relocate } from './external-files.ts';
import { readModelFile, writeModelFile, type ModelFile } from './format/model-file.ts';
import { describeValue } from './format/value-info.ts';
import { graphOf, protoOf, type Graph } from './graph/graph.ts';
import { inlineBranchWithoutPast } from './graph/inline-branch.ts';
import { operatorName } from './graph/node.ts';
import { prune } from './graph/prune.ts';
import { findHead } from './head/find-head.ts';
import { gatherRows } from './head/gather-rows.ts';
import { chooseRegion } from './head/choose-region.ts';
import { headRegion } from './head/rows-region.ts';
import { scalePerRow } from './quantization/scale-per-row.ts';
import { coupledBy, type RowCoupling } from './quantization/row-coupling.ts';
import { weightProducts } from './weight-products.ts';
import { addAnswers } from './scores/add-answers.ts';

/** Changes whenever the edited graph of the same file may change, so that an old cache is not believed. */
export const editVersion = '3';

/** ReduceSum and Unsqueeze take their axes as an input from here on. */
const oldestOpset = 13;

/**
 * Edits an exported causal language model so that only the asked rows go through its head, and a run answers with a
 * few numbers: by default the asked tokens' log-probabilities, log-odds and ranks.
 *
 * `model`: the bytes of an `.onnx` file; weights in other files stay there and are not read. Gives the reason where a
 * model cannot be edited: it can still be run as it is. Throws `MODEL_INVALID` for bytes that are no ONNX model and
 * `INVALID_OPTION`.
 */
export function editCausalModel(model: Uint8Array, options: EditOptions = {}): EditedModel {
  return editModel(model, { answers: ['logProbabilities', 'logOdds', 'ranks'], ...options });
}

/** The same for a masked language model, whose asked rows are the masked positions. Default: the best tokens. */
export function editMaskedModel(model: Uint8Array, options: EditOptions = {}): EditedModel {
  return editModel(model, { answers: ['bestTokens'], ...options });
}

function editModel(bytes: Uint8Array, options: CheckedOptions): EditedModel {
  checkOptions(options);
  const file = readModelFile(bytes);
  const opset = opsetOf(file);
  if (opset < oldestOpset) {
    return refused(`the graph is of opset ${opset}: only graphs from opset ${oldestOpset} on can be edited`);
  }
  try {
    const { graph, description } = editGraph(graphOf(file.graph, opset), options);
    const edited = { model: file.model, graph: protoOf(graph, file.graph) };
    return { edited: true, bytes: writeModelFile(edited), description };
  } catch (error) {
    if (ReagentError.isInstance(error) && error.code === 'MODEL_INVALID') return refused(error.message);
    throw error;
  }
}

type CheckedOptions = EditOptions & { readonly answers: readonly Answer[] };

interface EditedGraph {
  readonly graph: Graph;
  readonly description: ModelDescription;
}

function editGraph(original: Graph, options: CheckedOptions): EditedGraph {
  const logits = options.logits ?? 'logits';
  const output = original.outputs.find(({ name }) => name === logits);
  if (output === undefined) throw new ReagentError('MODEL_INVALID', `the graph has no output "${logits}"`);
  const { sizes } = describeValue(output);
  const whole = inlineBranchWithoutPast(original);
  const head = findHead(whole, logits);
  const rows = 'reagent/rows';
  const region = options.rowsFrom === 'last-layer' ? chooseRegion(whole, head, logits) : headRegion(head);
  const gathered = gatherRows(whole, region, logits, rows);
  const answering = addAnswers(gathered.graph, {
    answers: new Set(options.answers),
    precision: options.precision ?? 'float64',
    logits: gathered.logits,
    rows,
  });
  const masked = options.embeddingMask === true ? maskEmbeddings(answering.graph) : null;
  const able = masked?.graph ?? answering.graph;
  const attentive = options.attentions === true ? addAttentions(able) : { graph: able, attentions: [] };
  const pruned = prune(attentive.graph);
  const scaled = options.quantization === 'scale-per-row' ? scalePerRow(pruned) : pruned;
  const graph = options.externalLocations === undefined ? scaled : relocate(scaled, options.externalLocations);
  const vocabularySize = sizes?.at(-1);
  return {
    graph,
    description: {
      version: editVersion,
      inputs: graph.inputs.map(describeValue),
      outputs: graph.outputs.map(describeValue),
      asks: { ...answering.asks, embeddingMask: masked?.mask ?? null },
      answers: { ...answering.answers, attentions: attentive.attentions },
      vocabularySize: typeof vocabularySize === 'number' ? vocabularySize : null,
      head: head.nodes.map((index) => operatorName(whole.nodes[index]!)).reverse(),
      products: weightProducts(graph),
      coupledBy: coupledBy(graph),
      scaledPerRow: countOf(coupledBy(pruned)) - countOf(coupledBy(graph)),
      externalFiles: externalFiles(graph),
      opset: graph.opset,
    },
  };
}

function countOf(coupling: RowCoupling): number {
  return Object.values(coupling).reduce((sum, count) => sum + count, 0);
}

function opsetOf({ model }: ModelFile): number {
  const standard = model.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx');
  return Number(standard?.version ?? 0);
}

function refused(reason: string): EditedModel {
  return { edited: false, reason };
}

function checkOptions(options: CheckedOptions): void {
  if (options.answers.length === 0) throw invalid('answers', answers, 'none');
  for (const answer of options.answers) if (!answers.includes(answer)) throw invalid('answers', answers, answer);
  oneOf('precision', ['float32', 'float64'], options.precision);
  oneOf('rowsFrom', ['head', 'last-layer'], options.rowsFrom);
  oneOf('quantization', ['as-exported', 'scale-per-row'], options.quantization);
}

function oneOf(name: string, allowed: readonly string[], value: string | undefined): void {
  if (value !== undefined && !allowed.includes(value)) throw invalid(name, allowed, value);
}

function invalid(name: string, allowed: readonly string[], value: string): ReagentError {
  return new ReagentError('INVALID_OPTION', `${name} must be of ${allowed.join(', ')}, not ${JSON.stringify(value)}`);
}
