import { expect, test } from 'vitest';
import { sessionOptions } from './session-options.ts';

const plain = { device: 'cpu', threads: 2 } as const;
const session = (choices: object) => sessionOptions({ ...plain, ...choices }).extra?.['session'];

test('threads look for work for 10 microseconds, for as long as is wished, or not at all', () => {
  expect(session({})).toEqual({ intra_op: { allow_spinning: '1', spin_duration_us: '10' } });
  expect(session({ spinMicroseconds: 200 })).toEqual({ intra_op: { allow_spinning: '1', spin_duration_us: '200' } });
  expect(session({ spinMicroseconds: Infinity })).toEqual({ intra_op: { allow_spinning: '1' } });
  expect(session({ spinMicroseconds: 0 })).toEqual({ intra_op: { allow_spinning: '0' } });
});

test('device, threads and the folder of weights are passed on', () => {
  expect(sessionOptions({ device: 'webgpu', threads: 3 })).toMatchObject({
    ...{ executionProviders: ['webgpu'], intraOpNumThreads: 3, interOpNumThreads: 1 },
  });
  expect(session({ weightsFolder: '/weights' })).toMatchObject({
    model_external_initializers_file_folder_path: '/weights',
  });
});
