import type { FileHandle } from 'node:fs/promises';
import { ReagentError } from '@reagent/core';
import { fileProblem } from './file-problem.ts';

/** A file that lines are added to. */
export interface AppendedFile {
  /** @throws ReagentError `WRITE_FAILED` */
  append(line: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * A line is with the operating system before the run goes on, so a killed process loses none. The disk is asked to have
 * it once a second: a power failure may take what was added since, also soon after the end of the run.
 */
const millisecondsBetweenSyncs = 1000;

/** @param openFile called once, for the first line */
export function appendingTo(file: string, openFile: () => Promise<FileHandle>): AppendedFile {
  let opened: Promise<FileHandle> | null = null;
  let syncedAt = Date.now();
  let syncing: Promise<void> | null = null;
  let failed: { readonly cause: unknown } | null = null;
  return {
    append: (line) =>
      told(file, async () => {
        const handle = await (opened ??= openFile());
        await handle.appendFile(`${line}\n`);
        if (syncing !== null || Date.now() - syncedAt < millisecondsBetweenSyncs) return;
        syncedAt = Date.now();
        // The run does not wait for it; what fails here is said at the end.
        syncing = handle
          .datasync()
          .catch((cause: unknown) => void (failed = { cause }))
          .finally(() => (syncing = null));
      }),
    close: () =>
      told(file, async () => {
        const handle = await opened;
        await syncing;
        await handle?.close();
        if (failed !== null) throw failed.cause;
      }),
  };
}

async function told(file: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw new ReagentError('WRITE_FAILED', `cannot write ${file}: ${fileProblem(cause)}`, { cause });
  }
}
