import { expect, it } from 'vitest';
import { startService } from './line-service.ts';

const program = (source: string) => ({
  name: 'the program',
  command: process.execPath,
  arguments: ['--input-type=module', '-e', source],
});

const echo = `
  import { createInterface } from 'node:readline';
  console.log('{"ready":true}');
  for await (const line of createInterface({ input: process.stdin })) {
    const { word, end } = JSON.parse(line);
    if (end) { console.error('no more'); process.exit(3); }
    console.log(JSON.stringify({ word: word + word }));
  }
`;

it('asks line by line', async () => {
  const service = await startService(program(echo));
  expect(service.ready).toEqual({ ready: true });
  expect(await service.ask({ word: 'a\n"' })).toEqual({ word: 'a\n"a\n"' });
  expect(await service.ask({ word: 'b' })).toEqual({ word: 'bb' });
  await service.close();
});

it('says why a program ended instead of answering', async () => {
  const service = await startService(program(echo));
  await expect(service.ask({ end: true })).rejects.toThrow('the program ended (3): no more');
  await expect(service.ask({ word: 'a' })).rejects.toThrow('the program ended (3): no more');
  await service.close();
});

it('says that a program did not start', async () => {
  await expect(startService(program('console.error("no torch"); process.exit(1)'))).rejects.toThrow(/\(1\): no torch/);
  await expect(startService({ name: 'nothing', command: '/nothing/here', arguments: [] })).rejects.toThrow('ENOENT');
});
