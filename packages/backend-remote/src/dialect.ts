import type { ChatMessage } from '@reagent/core';
import type { Server } from './client/client.ts';

/**
 * How one kind of server is asked. A dialect knows routes and bodies; retries, limits, keys and signals are the
 * {@link Server}'s. Whatever it reads it checks: an answer that cannot be right is thrown, while it is
 * read, as `brokenAnswer(rule)`, and asked for again.
 */
export interface Dialect {
  readonly name: string;
  /** Whether the server speaks it, by routes that cost nothing. */
  recognise(server: Server): Promise<boolean>;
  /**
   * What the server says of itself. `model` is what the user named; absent: the only one there is.
   * @throws ReagentError `MODEL_NOT_FOUND`
   */
  describe(server: Server, model: string | undefined): Promise<ServerFacts>;
  /** The server's own tokens of a text, which may hold special ones. Absent, or null: the server does not tell. */
  tokenize?(server: Server, text: string, ask: TokenizeAsk): Promise<readonly number[] | null>;
  /**
   * A conversation as text, up to where the model's answer begins; if the last message is the assistant's, what comes after it
   * does not matter. Absent, or null: the model has no chat template, or the server does not apply it.
   */
  render?(server: Server, messages: readonly ChatMessage[], ask: RenderAsk): Promise<string | null>;
  /**
   * All tokens of the model, for a tokenizer without files. Absent: the server cannot tell, or is not asked.
   * @throws ReagentError `UNSUPPORTED` where this server cannot
   */
  vocabulary?(server: Server, facts: ServerFacts): Promise<ServerVocabulary>;
  /** Most tokens of one {@link Ask}. */
  readonly tokensPerAsk: number;
  /** Log-probabilities of the token after each context, in the order of the contexts. */
  ask(server: Server, ask: Ask): Promise<readonly Answer[]>;
  /**
   * Log-probabilities of the tokens of rows, each given the tokens before it, in one pass of the model. Absent: the server cannot.
   */
  follow?(server: Server, ask: FollowAsk): Promise<readonly (readonly FollowedToken[])[]>;
  /** What to start the server with where its numbers are not the model's own. */
  readonly advice: string;
}

export interface ServerFacts {
  /** As requests name it. */
  readonly model: string;
  /** Of the server, and of the model where it tells. */
  readonly version: string | null;
  /** Longest context that one token may follow; null: it does not tell. */
  readonly maxContext: number | null;
  /** Size of the model's id space; null: it does not tell. */
  readonly vocabularySize: number | null;
  /** For the provenance of results. Never an address, a path or a secret. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

export interface TokenizeAsk {
  readonly model: string;
  /** Whether start and end tokens are put around the text. */
  readonly addSpecialTokens: boolean;
}

export interface RenderAsk {
  readonly model: string;
  /** The text of ids. */
  decode(ids: readonly number[]): string;
}

export interface ServerVocabulary {
  /** [id] the bytes that the token stands for, special tokens' texts included; empty: there is no such token. */
  readonly pieces: readonly Uint8Array[];
  /** Ids of special tokens. */
  readonly special: readonly number[];
}

export interface Ask {
  readonly model: string;
  /** Token ids; at least one a context. */
  readonly contexts: readonly (readonly number[])[];
  /** At most {@link Dialect.tokensPerAsk}; none: only the best are wanted. */
  readonly tokens: readonly number[];
  /** How many of the most probable next tokens to tell besides; where it cannot, it tells fewer, or none. */
  readonly best: number;
  /** A token that is no part of a character: to ask for where one must be named and none is meant. */
  readonly plainToken: number;
}

export interface ScoredToken {
  readonly token: number;
  readonly logProbability: number;
}

export interface AskedToken {
  readonly logProbability: number;
  /** False: only an upper bound. Default true. */
  readonly exact?: boolean;
}

export interface Answer {
  /** One for each of the tokens asked for. */
  readonly tokens: readonly AskedToken[];
  /** The most probable next tokens, best first; null: not told beside so many tokens. An id below 0 is an unknown token. */
  readonly best: readonly ScoredToken[] | null;
}

export interface FollowAsk {
  readonly model: string;
  readonly rows: readonly (readonly number[])[];
}

/** Entry `n` is about token `n + 1` of the row: the first has nothing before it. */
export interface FollowedToken extends ScoredToken {
  /** Number of more probable tokens. */
  readonly rank: number;
}
