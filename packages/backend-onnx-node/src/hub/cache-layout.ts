import { join } from 'node:path';

/**
 * Where things lie in the cache: as Python's huggingface_hub has it, with plain files in `snapshots`, so that both can use
 * what the other has downloaded. What is ours alone is in `.reagent`.
 */
export interface CacheLayout {
  /** Every file here is whole: it was checked under another name before. */
  snapshot(commit: string): string;
  /** Holds the commit that a branch or tag stood for when it was last asked for. */
  reference(revision: string): string;
  /** Which files a commit has, with sizes and hashes. */
  listing(commit: string): string;
  /** Downloads that are not whole yet. */
  readonly partial: string;
}

/** @param repository `owner/name` */
export function cacheLayout(cacheDir: string, repository: string): CacheLayout {
  const root = join(cacheDir, `models--${repository.replace('/', '--')}`);
  return {
    snapshot: (commit) => join(root, 'snapshots', commit),
    reference: (revision) => join(root, 'refs', revision),
    listing: (commit) => join(root, '.reagent', 'listings', `${commit}.json`),
    partial: join(root, '.reagent', 'partial'),
  };
}
