// Run as a program of its own by exit.test.ts.
import { createOnnxNodeBackend } from '../src/index.ts';
import { askBusily } from './busy-model.ts';

const [model, ending] = process.argv.slice(2) as [string, string];
const backend = await createOnnxNodeBackend({ model, dtype: 'fp32', threads: 1, batchSize: 1 });
const [first] = await backend.predict({ context: [7], k: 1 });
console.log(`predicted ${first?.token}`);
if (ending === 'exit-in-a-run') {
  void askBusily(backend);
  setTimeout(() => process.exit(7), 10);
}
if (ending === 'dispose') await backend.dispose();
if (ending === 'unawaited') console.log(`scored ${(await askBusily(backend)).logProbabilities.length}`);
