import type { Difference, Limits, NamedPart, PresetName, TextPart, Unit } from '@reagent/core';
import type { Granularity, Quantity } from '@reagent/report';
import type { FormatName } from './result-formats.ts';

/** What a command line asks for, as data. */
export type Call = AttributeCall | CompareCall | DoctorCall | PrintCall | ReplayCall | ScoreCall | ShowCall;

/** Text to print and nothing else: help or version. */
export interface PrintCall {
  readonly command: 'print';
  readonly text: string;
}

export interface ShowCall {
  readonly command: 'show';
  /** A stored result. */
  readonly file: string;
  /** None: the terminal's view, on stdout. `-` is stdout. */
  readonly outputs: readonly { readonly format: FormatName; readonly file: string }[];
  /** Null: what the result is for. */
  readonly show: Quantity | null;
  readonly granularity: Granularity;
  /** Null: as many as the view usually has. */
  readonly top: number | null;
  readonly colour: boolean;
}

export interface CompareCall {
  readonly command: 'compare';
  /** Two stored results. */
  readonly files: readonly [a: string, b: string];
  /** Null: what the first result is for. */
  readonly show: Quantity | null;
  /** Null: token where both have the same tokens, else word. */
  readonly granularity: Granularity | null;
  readonly top: number;
  /** A file, `-` for stdout, null for no JSON. */
  readonly json: string | null;
}

export interface ReplayCall {
  readonly command: 'replay';
  readonly file: string;
  readonly tolerance: number | null;
}

export interface ScoreCall {
  readonly command: 'score';
  /** A text, or token ids as they are. */
  readonly context: string | readonly number[];
  /** Ids, and texts that are one token each; none: the `top` most probable. */
  readonly tokens: readonly (number | string)[];
  readonly top: number;
  readonly models: ModelChoice;
  /** A file, `-` for stdout, null for no JSON. */
  readonly json: string | null;
}

export interface DoctorCall {
  readonly command: 'doctor';
  /** As the server names it; null: the only one. */
  readonly model: string | null;
  readonly remote: RemoteChoice;
}

/** An inference server. */
export interface RemoteChoice {
  readonly url: string;
  /** The folder of its model's tokenizer; null: the server is asked. */
  readonly tokenizer: string | null;
  /** Whether a key may be sent over plain http to another machine. */
  readonly allowPlainHttp: boolean;
}

export interface AttributeCall {
  readonly command: 'attribute';
  readonly input: TextInput;
  readonly explained: Explained;
  readonly replaced: Replaced;
  readonly models: ModelChoice;
  /** A name, or the file of a module; null: roberta where there is a masked model, else random. */
  readonly replacer: string | null;
  /** The file of a module; null: the preset's. */
  readonly stop: string | null;
  readonly preset: PresetName;
  readonly seed: number;
  readonly probes: number | null;
  readonly replacingRatio: number | null;
  readonly difference: Difference | null;
  readonly limits: Limits;
  readonly requireConvergence: boolean;
  /** Only tell what it would cost. */
  readonly dryRun: boolean;
  /** Null: the run cannot be gone on with. */
  readonly journal: JournalChoice | null;
  readonly view: ViewChoice;
}

/** The file of a run's answers: a new one, or that of a run that was stopped. */
export interface JournalChoice {
  readonly file: string;
  readonly resume: boolean;
}

/** What about the text is explained; nulls: the model's first choice. */
export interface Explained {
  readonly target: string | readonly number[] | null;
  /** Tokens of the model's own answer. */
  readonly answer: number | null;
  /** Tokens of the target or answer, counted from 0. */
  readonly span: readonly [from: number, to: number] | null;
  readonly whole: boolean;
  readonly insteadOf: string | number | null;
}

/** What is replaced as one, and what never; null: core's default. */
export interface Replaced {
  readonly unit: Unit | 'auto' | null;
  readonly parts: readonly NamedPart[];
  readonly pin: readonly TextPart[];
}

/** A text, a text as the one message of a user, or a file of a text or of messages. */
export type TextInput =
  | { readonly kind: 'text' | 'chat'; readonly text: string }
  /** `-` is stdin. */
  | { readonly kind: 'text-file'; readonly file: string }
  | { readonly kind: 'messages'; readonly file: string };

/** Folders or repositories, and formats; null: the embedded models. */
export interface ModelChoice {
  readonly model: string | null;
  readonly dtype: string | null;
  readonly revision: string | null;
  readonly maskedModel: string | null;
  readonly maskedDtype: string | null;
  readonly maskedRevision: string | null;
  readonly cacheDir: string | null;
  readonly threads: number | null;
  readonly batchSize: number | null;
  /** Null: `model` is of this machine. */
  readonly remote: RemoteChoice | null;
}

export interface ViewChoice {
  /** A file, `-` for stdout, null for no JSON. */
  readonly json: string | null;
  readonly html: string | null;
  readonly show: 'effect' | 'importance';
  /** A file, null for no trace. */
  readonly trace: string | null;
  readonly granularity: Granularity;
  readonly quiet: boolean;
  readonly colour: boolean;
}
