/** Writes the published JSON Schema of a result anew from the zod schema: `npm run schema`. */
import { writeFile } from 'node:fs/promises';
import { attributionJsonSchema } from '@reagent/result-schema';
import { format } from 'prettier';

const file = new URL('../packages/result-schema/schema/attribution-1.schema.json', import.meta.url);
await writeFile(file, await format(JSON.stringify(attributionJsonSchema()), { parser: 'json', printWidth: 120 }));
console.error('written: packages/result-schema/schema/attribution-1.schema.json');
