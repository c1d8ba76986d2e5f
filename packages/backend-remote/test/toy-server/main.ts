/** A toy server in a process of its own, `main.ts llama.cpp 20`: sends its url to its parent, and ends with it. */
import type { ToyDialect } from './toy-host.ts';
import { startToyServer } from './toy-server.ts';

const [dialect, milliseconds] = process.argv.slice(2);
const { url } = await startToyServer({ dialect: dialect as ToyDialect, milliseconds: Number(milliseconds) });
process.send?.(url);
process.once('disconnect', () => process.exit());
