import type { JsonObject, Tokenizer } from '@reagent/core';
import { createClient, type Client } from '../client/client.ts';
import type { Dialect, ServerFacts } from '../dialect.ts';
import { checkOptions, type RemoteBackendOptions } from '../options.ts';
import { packageVersion } from '../version.ts';
import { serverTokenizer } from '../tokens/server-tokenizer.ts';
import { checkServerTokenizer, checkTokenizer } from './check-tokenizer.ts';
import { chooseDialect } from './choose-dialect.ts';
import { probeAbilities, type Abilities } from './probe-abilities.ts';
import { probeContext } from './probe-context.ts';

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

/** Finds the dialect and the model, reads or compares the tokenizer, and tries what the server can do. */
export async function openServer(options: RemoteBackendOptions): Promise<OpenServer> {
  const checked = checkOptions(options);
  const { tokenizer: given, rowsPerRequest } = checked;
  const client = createClient(checked);
  const server = client.within(options.signal);
  const dialect = await chooseDialect(server, checked.dialect, given);
  const facts = await dialect.describe(server, checked.model);
  const tokenizer = given ?? (await serverTokenizer(server, client.within(undefined), dialect, facts));
  const textsCompared =
    given === null ? await checkServerTokenizer(tokenizer) : await checkTokenizer(server, dialect, facts, tokenizer);
  const abilities = await probeAbilities(server, dialect, facts, tokenizer);
  const { maxContext, proof } = await probeContext(server, dialect, facts, checked.maxContext, tokenizer, abilities);
  const { best, bounds, rowIndependence, tokensPerAsk, follows } = abilities;
  return {
    ...{ client, dialect, facts, tokenizer, abilities, maxContext, rowsPerRequest },
    id: checked.name ?? `${dialect.name}:${facts.model.split(/[\\/]/u).at(-1)}`,
    provenance: {
      package: `@reagent/backend-remote ${packageVersion}`,
      ...{ dialect: dialect.name, server: facts.version, ...facts.details },
      tokenizer: { source: given === null ? 'server' : 'given', textsCompared },
      context: { told: facts.maxContext, proof },
      abilities: {
        ...{ best, bounds, rowIndependence, follows },
        tokensPerRequest: tokensPerAsk === Infinity ? null : tokensPerAsk,
      },
    },
  };
}
