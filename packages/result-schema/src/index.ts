export { attributionSchema } from './attribution-schema.ts';
export { attributionJsonSchema } from './json-schema.ts';
export { parseResult } from './parse-result.ts';
