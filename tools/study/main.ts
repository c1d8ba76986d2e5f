import { agreement } from './parts/agreement.ts';
import { rowsOf } from './run-part.ts';
await rowsOf(agreement);
