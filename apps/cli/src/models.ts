import type { DownloadProgress, Dtype, OnnxNodeModelOptions } from '@reagent/backend-onnx-node';
import { ReagentError, type Backend, type MaskedModel } from '@reagent/core';
import type { ModelChoice } from './calls.ts';
import { openRemoteModel } from './remote-model.ts';

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
  readonly env: NodeJS.ProcessEnv;
}

/** Loads what the call names; the tiny models that come with the package where it names none. */
export async function openModels(choice: ModelChoice, loading: Loading): Promise<Models> {
  const { maskedModel, maskedDtype } = choice;
  checkRevisions(choice);
  const causal = await openCausal(choice, loading);
  if (maskedModel === null) return causal;
  try {
    const { createOnnxNodeMaskedModel } = await import('@reagent/backend-onnx-node');
    const masked = await createOnnxNodeMaskedModel({
      model: maskedModel,
      dtype: named(maskedDtype),
      ...at(choice.maskedRevision),
      ...common(choice, loading),
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

async function openCausal(choice: ModelChoice, loading: Loading): Promise<Models> {
  const { model, dtype, batchSize, remote } = choice;
  if (remote !== null) return alone(await openRemoteModel(remote, model, loading));
  if (model === null) return openTiny(choice);
  const { createOnnxNodeBackend } = await import('@reagent/backend-onnx-node');
  return alone(
    await createOnnxNodeBackend({
      ...{ model, dtype: named(dtype), ...at(choice.revision), ...common(choice, loading) },
      ...(batchSize === null ? {} : { batchSize }),
    }),
  );
}

function common({ threads, cacheDir }: ModelChoice, { progress, signal }: Loading): Partial<OnnxNodeModelOptions> {
  return {
    ...{ progress, signal },
    ...(threads === null ? {} : { threads }),
    ...(cacheDir === null ? {} : { cacheDir }),
  };
}

async function openTiny({ threads }: ModelChoice): Promise<Models> {
  const { createTinyModels } = await import('@reagent/tiny');
  return createTinyModels(threads === null ? {} : { threads });
}

function alone(backend: Backend): Models {
  return { backend, maskedModel: null, dispose: () => backend.dispose() };
}

/** A revision of the embedded models would be passed over in silence. */
function checkRevisions({ model, revision, maskedModel, maskedRevision, remote }: ModelChoice): void {
  if (revision !== null && remote !== null) {
    throw new ReagentError('INVALID_OPTION', '--revision is of a model of this machine, not of a server');
  }
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
