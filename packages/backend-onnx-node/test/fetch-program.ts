// Run as a program of its own by hub-together.test.ts.
import { fetchModel } from '../src/hub/fetch-model.ts';
import { hubAccess } from '../src/hub/hub-options.ts';

const [hubUrl, cacheDir] = process.argv.slice(2) as [string, string];
const wanted = { repository: 'some-one/some-model', revision: 'main', dtype: 'fp32' } as const;
const { folder } = await fetchModel(wanted, { ...hubAccess({ hubUrl, cacheDir }), firstPause: 1 }, {});
console.log(folder);
