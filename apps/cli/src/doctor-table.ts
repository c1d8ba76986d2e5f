import type { RemoteBackend } from '@reagent/backend-remote';
import { visibleToken } from '@reagent/report';

interface Line {
  readonly what: string;
  readonly found: string;
  /** What to do about it, where something can be done. */
  readonly advice?: string;
}

/** What of the provenance is shown. */
interface Found {
  readonly tokenizer: { readonly source: 'server' | 'given'; readonly textsCompared: number };
  readonly context: { readonly proof: keyof typeof contextProofs };
  readonly abilities: { readonly bounds: boolean };
}

const contextProofs = {
  refuses: 'a longer one is refused',
  reads: 'read as a whole',
  none: 'not tried',
};

/** What a server can do, a line each, and what would help. */
export function doctorTable(backend: RemoteBackend): string {
  const lines = linesOf(backend);
  const widths = [0, 1].map((column) => Math.max(...lines.map((line) => [line.what, line.found][column]!.length)));
  const rows = lines.map(({ what, found, advice = '' }) =>
    `  ${what.padEnd(widths[0] as number)}  ${found.padEnd(widths[1] as number)}  ${advice}`.trimEnd(),
  );
  const { requests, tokens } = backend.spent;
  return [
    `${visibleToken(backend.id)} can be explained`,
    ...rows,
    `  (found with ${requests} requests and ${tokens} tokens)`,
    '',
  ].join('\n');
}

function linesOf({ supports, provenance, tokenizer }: RemoteBackend): readonly Line[] {
  const { rank, maxTopK, maxContext, tokensPerQuery = Infinity, queriesPerPass = Infinity, rowIndependence } = supports;
  const { abilities, context, tokenizer: read } = provenance as unknown as Found;
  return [
    { what: 'tokenizer', ...tokenizerLine(read) },
    {
      what: 'vocabulary',
      found: `${tokenizer.vocabularySize} tokens, ${tokenizer.specialTokens.size} of them special`,
    },
    { what: 'longest context', found: `${maxContext} tokens, ${contextProofs[context.proof]}` },
    {
      what: 'any token’s probability',
      found: abilities.bounds ? `of the ${maxTopK} best only` : 'yes',
      ...(abilities.bounds ? { advice: 'of others an upper bound: effects may have no intervals' } : {}),
    },
    { what: 'rank', found: rank === 'exact' ? 'exact' : `within the ${maxTopK} best` },
    {
      what: 'contrasts',
      found: tokensPerQuery > 1 ? 'in one request' : 'two requests a context',
    },
    {
      what: 'answers of n tokens',
      found: queriesPerPass > 1 ? 'in one request' : 'n requests a context',
      ...(queriesPerPass > 1 ? {} : { advice: 'vLLM tells all positions at once' }),
    },
    {
      what: 'a context in a batch',
      found: { bitwise: 'the same to the bit', tolerance: 'within 0.01', none: 'differs' }[rowIndependence],
      ...(rowIndependence === 'none' ? { advice: 'contexts are asked one by one: serve float32 to batch them' } : {}),
    },
  ];
}

function tokenizerLine({ source, textsCompared }: Found['tokenizer']): Omit<Line, 'what'> {
  if (source === 'server') return { found: `the server’s, right on ${textsCompared} texts` };
  if (textsCompared > 0) return { found: `of --tokenizer, agrees on ${textsCompared} texts` };
  return {
    found: 'of --tokenizer, not compared',
    advice: 'the server does not tell its tokens: make sure that it is the model’s',
  };
}
