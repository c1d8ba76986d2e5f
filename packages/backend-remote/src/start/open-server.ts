import { ReagentError, type JsonObject, type Tokenizer } from '@reagent/core';
import { createClient, type Client } from '../client/client.ts';
import type { Dialect, ServerFacts } from '../dialect.ts';
import { checkOptions, type RemoteBackendOptions } from '../options.ts';
import { packageVersion } from '../version.ts';
import { checkTokenizer } from './check-tokenizer.ts';
import { chooseDialect } from './choose-dialect.ts';
import { probeAbilities, type Abilities } from './probe-abilities.ts';

/** A server of which is known what it can do. */
export interface OpenServer {
  readonly id: string;
  readonly client: Client;
  readonly dialect: Dialect;
  readonly facts: ServerFacts;
  readonly tokenizer: Tokenizer;
  readonly abilities: Abilities;
  readonly maxContext: number;
  readonly rowsPerRequest: number;
  readonly provenance: JsonObject;
}

/** Finds the dialect and the model, compares the tokenizers, and tries what the server can do. */
export async function openServer(options: RemoteBackendOptions): Promise<OpenServer> {
  const checked = checkOptions(options);
  const { tokenizer, rowsPerRequest } = checked;
  const client = createClient(checked);
  const server = client.within(options.signal);
  const dialect = await chooseDialect(server, checked.dialect, tokenizer);
  const facts = await dialect.describe(server, checked.model);
  const maxContext = longestContext(facts.maxContext, checked.maxContext);
  const textsCompared = await checkTokenizer(server, dialect, facts, tokenizer);
  const abilities = await probeAbilities(server, dialect, facts, tokenizer);
  const { best, bounds, rowIndependence, tokensPerAsk, follows } = abilities;
  return {
    ...{ client, dialect, facts, tokenizer, abilities, maxContext, rowsPerRequest },
    id: checked.name ?? `${dialect.name}:${facts.model.split(/[\\/]/u).at(-1)}`,
    provenance: {
      package: `@reagent/backend-remote ${packageVersion}`,
      ...{ dialect: dialect.name, server: facts.version, ...facts.details, tokenizer: { textsCompared } },
      abilities: {
        ...{ best, bounds, rowIndependence, follows },
        tokensPerRequest: tokensPerAsk === Infinity ? null : tokensPerAsk,
      },
    },
  };
}

function longestContext(told: number | null, given: number | undefined): number {
  if (told === null && given === undefined) {
    throw new ReagentError(
      'INVALID_OPTION',
      'maxContext must be given: the server does not say how long a context may be',
    );
  }
  return Math.min(told ?? Infinity, given ?? Infinity);
}
