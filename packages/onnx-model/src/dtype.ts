/** The number formats that model files come in, with what each adds to the file's name (transformers.js's convention). */
const suffixes = {
  fp32: '',
  fp16: '_fp16',
  q8: '_quantized',
  int8: '_int8',
  uint8: '_uint8',
  q4: '_q4',
  q4f16: '_q4f16',
  bnb4: '_bnb4',
  q2: '_q2',
  q2f16: '_q2f16',
  q1: '_q1',
  q1f16: '_q1f16',
} as const;

export type Dtype = keyof typeof suffixes;

export const dtypes: readonly Dtype[] = Object.keys(suffixes) as Dtype[];

export function isDtype(value: unknown): value is Dtype {
  return typeof value === 'string' && Object.hasOwn(suffixes, value);
}

/** What a file of this format has between its base name and `.onnx`. */
export function dtypeSuffix(dtype: Dtype): string {
  return suffixes[dtype];
}
