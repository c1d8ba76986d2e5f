const names: Readonly<Record<string, number>> = {
  '\u0000-0': -0,
  '\u0000Infinity': Infinity,
  '\u0000-Infinity': -Infinity,
};

/**
 * JSON from which every bit of a number comes back: it has neither infinities nor a negative zero, so these are texts, which
 * begin with a NUL that no text of a token is likely to begin with.
 */
export function writeExactJson(value: unknown): string {
  return JSON.stringify(value, (_, own: unknown) => {
    if (typeof own !== 'number' || (Number.isFinite(own) && !Object.is(own, -0))) return own;
    return `\u0000${Object.is(own, -0) ? '-0' : String(own)}`;
  });
}

/** @throws SyntaxError */
export function readExactJson(text: string): unknown {
  return JSON.parse(text, (_, own: unknown) =>
    typeof own === 'string' && Object.hasOwn(names, own) ? names[own] : own,
  );
}
