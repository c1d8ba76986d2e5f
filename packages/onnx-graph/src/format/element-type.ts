/** What a tensor holds, by the numbers that the format gives them. */
export const elementType = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  bfloat16: 16,
} as const;

export type ElementTypeName = keyof typeof elementType;

/** `null` for a number that no tensor of a language model's inputs and outputs has. */
export function elementTypeName(code: number): ElementTypeName | null {
  const found = Object.entries(elementType).find(([, value]) => value === code);
  return found === undefined ? null : (found[0] as ElementTypeName);
}
