/**
 * The stable codes of {@link ReagentError}. Texts may change; codes change only with a major version.
 *
 * | code | arises when | what to do |
 * | --- | --- | --- |
 * | `EMPTY_TEXT` | there is no token to explain the target with | give a text |
 * | `TEXT_TOO_LONG` | the text has more tokens than the model's context | shorten it |
 * | `TARGET_NOT_ONE_TOKEN` | the target has no tokens, or one side of a contrast is not one token of the model | give one of the tokens listed |
 * | `TARGET_BOUNDARY` | the target does not follow the text token for token | begin it with its space, or give token ids |
 * | `INVALID_OPTION` | an option is missing, out of range or of the wrong kind | correct it |
 * | `INVALID_INPUT` | token ids or a file are not what they must be | correct them |
 * | `UNSUPPORTED` | a plug-in is asked for what its `supports` denies, or a machine for what it lacks | ask for less, or take another plug-in |
 * | `PLUGIN_BROKE_RULE` | what a plug-in returned breaks a rule of its interface | report it to the plug-in's author |
 * | `MODEL_NOT_FOUND` | a model's folder, repository or file does not exist, or a server lacks it | correct the path or name |
 * | `MODEL_INVALID` | a model's file is broken, or of a kind that is not known | get the file again, or another model |
 * | `ACCESS_DENIED` | a model's repository is gated, private or not there, or a server refuses the key | accept its terms, give an access token or key, check its name |
 * | `DOWNLOAD_FAILED` | a model cannot be fetched or kept: no connection, a damaged file, a full disk | see the message; try again |
 * | `WRITE_FAILED` | a file cannot be written: a full disk, a denied folder | see the message; make room |
 * | `VOCABULARY_MISMATCH` | two models, or a model and its tokenizer, that must share a vocabulary do not | take a pair that does; see the message |
 * | `ENGINE_FAILED` | the engine that runs a model failed | see `cause` |
 * | `SERVER_FAILED` | an inference server cannot be reached, fails, or answers what cannot be right | see the message; try again |
 * | `BUDGET_SPENT` | a backend has spent the requests or tokens that it may | raise the budget, or explain less |
 * | `DISPOSED` | a plug-in is called after `dispose` | make a new one |
 * | `NOT_CONVERGED` | a result must have converged and has not | raise the limits |
 */
export type ReagentErrorCode =
  | 'EMPTY_TEXT'
  | 'TEXT_TOO_LONG'
  | 'TARGET_NOT_ONE_TOKEN'
  | 'TARGET_BOUNDARY'
  | 'INVALID_OPTION'
  | 'INVALID_INPUT'
  | 'UNSUPPORTED'
  | 'PLUGIN_BROKE_RULE'
  | 'MODEL_NOT_FOUND'
  | 'MODEL_INVALID'
  | 'ACCESS_DENIED'
  | 'DOWNLOAD_FAILED'
  | 'WRITE_FAILED'
  | 'VOCABULARY_MISMATCH'
  | 'ENGINE_FAILED'
  | 'SERVER_FAILED'
  | 'BUDGET_SPENT'
  | 'DISPOSED'
  | 'NOT_CONVERGED';

/** What of an error survives a worker and a wire. */
export interface SerializedReagentError {
  readonly code: ReagentErrorCode;
  readonly message: string;
  /** `id` of the plug-in that the error is about. */
  readonly plugin?: string;
}

/** The one error class of all packages: what was wrong, where, what to do, and a stable {@link ReagentErrorCode}. */
export class ReagentError extends Error {
  readonly code: ReagentErrorCode;
  readonly plugin?: string;
  /** Tells errors of this class from others where two copies of the package are loaded, so that `instanceof` cannot. */
  readonly isReagentError: true = true;

  constructor(code: ReagentErrorCode, message: string, options: { plugin?: string; cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'ReagentError';
    this.code = code;
    if (options.plugin !== undefined) this.plugin = options.plugin;
  }

  /** True for errors of this class, also when two copies of the package are loaded. */
  static isInstance(value: unknown): value is ReagentError {
    return typeof value === 'object' && value !== null && (value as ReagentError).isReagentError === true;
  }

  serialize(): SerializedReagentError {
    return { code: this.code, message: this.message, ...(this.plugin === undefined ? {} : { plugin: this.plugin }) };
  }

  static deserialize(error: SerializedReagentError): ReagentError {
    return new ReagentError(error.code, error.message, error.plugin === undefined ? {} : { plugin: error.plugin });
  }
}
