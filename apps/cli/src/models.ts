import type { DownloadProgress, Dtype } from '@reagent/backend-onnx-node';
import { ReagentError, type Backend, type MaskedModel } from '@reagent/core';
import type { ModelChoice } from './calls.ts';

export interface Models {
  readonly backend: Backend;
  /** Null: there is none, so substitutes can only be random. */
  readonly maskedModel: MaskedModel | null;
  dispose(): Promise<void>;
}

/** How loading is watched and ended. */
export interface Loading {
  readonly progress: (progress: DownloadProgress) => void;
  readonly signal: AbortSignal;
}

/** Loads what the call names; the tiny models that come with the package where it names none. */
export async function openModels(choice: ModelChoice, loading: Loading): Promise<Models> {
  const { model, dtype, maskedModel, maskedDtype } = choice;
  checkRevisions(choice);
  if (model === null && maskedModel === null) return openTiny(choice);
  const { createOnnxNodeBackend, createOnnxNodeMaskedModel } = await import('@reagent/backend-onnx-node');
  const threads = choice.threads === null ? {} : { threads: choice.threads };
  const common = { ...threads, ...loading, ...(choice.cacheDir === null ? {} : { cacheDir: choice.cacheDir }) };
  const batchSize = choice.batchSize === null ? {} : { batchSize: choice.batchSize };
  const causal =
    model === null
      ? await openTiny(choice)
      : alone(
          await createOnnxNodeBackend({ model, dtype: named(dtype), ...at(choice.revision), ...common, ...batchSize }),
        );
  if (maskedModel === null) return causal;
  try {
    const masked = await createOnnxNodeMaskedModel({
      model: maskedModel,
      dtype: named(maskedDtype),
      ...at(choice.maskedRevision),
      ...common,
    });
    return {
      backend: causal.backend,
      maskedModel: masked,
      dispose: async () => void (await Promise.all([causal.dispose(), masked.dispose()])),
    };
  } catch (error) {
    await causal.dispose();
    throw error;
  }
}

async function openTiny({ threads }: ModelChoice): Promise<Models> {
  const { createTinyModels } = await import('@reagent/tiny');
  return createTinyModels(threads === null ? {} : { threads });
}

function alone(backend: Backend): Models {
  return { backend, maskedModel: null, dispose: () => backend.dispose() };
}

/** A revision of the embedded models would be passed over in silence. */
function checkRevisions({ model, revision, maskedModel, maskedRevision }: ModelChoice): void {
  if (revision !== null && model === null) throw new ReagentError('INVALID_OPTION', '--revision needs --model');
  if (maskedRevision === null || maskedModel !== null) return;
  throw new ReagentError('INVALID_OPTION', '--masked-revision needs --masked-model');
}

function at(revision: string | null): { readonly revision?: string } {
  return revision === null ? {} : { revision };
}

/** The backend checks the name, and without one says which formats there are. */
function named(dtype: string | null): Dtype {
  return (dtype ?? undefined) as Dtype;
}
