/**
 * Where a run keeps what the model has answered, so that it can go on after its process has ended: a file, a browser's
 * storage. It only ever grows. Core has no files: it is handed lines and hands lines over.
 */
export interface Journal {
  /** The lines of the run so far, whole ones only, without their ends; none: the run begins. Called once, at the start. */
  lines(): readonly string[] | Promise<readonly string[]>;
  /** Keeps a line, which has no line end in it. The run goes on when it is kept, and fails if it cannot be. */
  append(line: string): void | Promise<void>;
}
