import { ReagentError } from '@reagent/core';
import type { Granularity, Quantity } from '@reagent/report';
import type { CompareCall, ShowCall } from './calls.ts';
import { formatNames, type FormatName } from './result-formats.ts';

interface ViewValues {
  readonly show?: Quantity;
  readonly by?: Granularity;
}

/** Option values as commander gives them: parsed and checked by their options. */
export interface ShowValues extends ViewValues, Partial<Record<FormatName, string | true>> {
  readonly top?: number;
  readonly colour: boolean;
}

export interface CompareValues extends ViewValues {
  readonly top: number;
  readonly json?: string | true;
}

/** @throws ReagentError `INVALID_OPTION` where two formats would meet on stdout */
export function showCall(file: string, values: ShowValues): ShowCall {
  const outputs = formatNames.flatMap((format) => {
    const to = values[format];
    return to === undefined ? [] : [{ format, file: to === true ? '-' : to }];
  });
  const onStdout = outputs.filter((output) => output.file === '-');
  if (onStdout.length > 1) {
    const names = onStdout.map(({ format }) => `--${format}`).join(' and ');
    throw new ReagentError('INVALID_OPTION', `${names} cannot both go to stdout: give files`);
  }
  return {
    command: 'show',
    file,
    outputs,
    show: values.show ?? null,
    granularity: values.by ?? 'token',
    top: values.top ?? null,
    colour: values.colour,
  };
}

export function compareCall(a: string, b: string, values: CompareValues): CompareCall {
  return {
    command: 'compare',
    files: [a, b],
    show: values.show ?? null,
    granularity: values.by ?? null,
    top: values.top,
    json: values.json === true ? '-' : (values.json ?? null),
  };
}
