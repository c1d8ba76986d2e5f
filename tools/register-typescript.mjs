// Lets Node run TypeScript from source, in worker threads too: `--import tsx` by itself reaches those only from Node 22
// on. Threads inherit `--import`, so this module runs in each.
import { register } from 'tsx/esm/api';

register();
