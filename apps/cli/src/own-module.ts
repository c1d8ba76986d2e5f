import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  asCriterion,
  defineReplacer,
  ReagentError,
  type DrawSubstitute,
  type JsonObject,
  type Replacer,
  type StoppingCriterion,
  type StoppingFunction,
} from '@reagent/core';
import { fileProblem } from './file-problem.ts';

/** Whether an option's value is a file and no name. */
export function isModule(value: string): boolean {
  return /[/\\]|\.[cm]?js$/.test(value);
}

/**
 * The replacer that a user's module exports by default: a replacer, or a function that draws one substitute.
 * @throws ReagentError `INVALID_INPUT`
 */
export async function ownReplacer(file: string): Promise<Replacer> {
  const { exported, module } = await load('--replacer', file);
  const replacer =
    typeof exported === 'function' ? defineReplacer(nameOf(file), exported as DrawSubstitute) : (exported as Replacer);
  if (typeof replacer?.prepare !== 'function' || typeof replacer.id !== 'string') {
    throw exportsNone('--replacer', file, 'a replacer, or a function that draws one substitute');
  }
  const { id, options } = replacer;
  return {
    ...{ id, ...(options === undefined ? {} : { options }), provenance: { ...replacer.provenance, module } },
    prepare: (request) => replacer.prepare(request),
    dispose: async () => replacer.dispose?.(),
  };
}

/**
 * The criterion that a user's module exports by default: a criterion, or a function of the state.
 * @throws ReagentError `INVALID_INPUT`
 */
export async function ownCriterion(file: string): Promise<StoppingCriterion> {
  const { exported, module } = await load('--stop', file);
  const criterion =
    typeof exported === 'function'
      ? { ...asCriterion(exported as StoppingFunction), id: nameOf(file) }
      : (exported as StoppingCriterion);
  if (typeof criterion?.check !== 'function' || !['probe', 'run'].includes(criterion.scope)) {
    throw exportsNone('--stop', file, 'a stopping criterion, or a function of the state that says whether to stop');
  }
  return {
    id: criterion.id,
    options: { ...criterion.options, module },
    scope: criterion.scope,
    ...(criterion.due === undefined ? {} : { due: (progress) => criterion.due?.(progress) ?? true }),
    check: (state) => criterion.check(state),
  };
}

/** `module` is part of the result, and of a journal: a changed file is another option. */
async function load(option: string, file: string): Promise<{ exported: unknown; module: JsonObject }> {
  const path = resolve(file);
  const source = await readFile(path).catch((cause: unknown) => {
    throw new ReagentError('INVALID_INPUT', `${option} ${file}: ${fileProblem(cause)}`, { cause });
  });
  try {
    const { default: exported } = (await import(pathToFileURL(path).href)) as { default?: unknown };
    return { exported, module: { file: basename(file), sha256: createHash('sha256').update(source).digest('hex') } };
  } catch (cause) {
    const { message } = cause as Error;
    throw new ReagentError('INVALID_INPUT', `${option} ${file}: the module fails: ${message}`, { cause });
  }
}

function nameOf(file: string): string {
  return basename(file).replace(/\.[^.]*$/, '');
}

function exportsNone(option: string, file: string, wanted: string): ReagentError {
  return new ReagentError('INVALID_INPUT', `${option} ${file}: the module must export by default ${wanted}`);
}
