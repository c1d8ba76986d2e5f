import { expect, test } from 'vitest';
import { isDebian } from './debian-packages.mjs';

test.each([
  ['Debian', 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', true],
  ['Ubuntu', 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n', true],
  ['a child of Ubuntu', 'ID=pop\nID_LIKE="ubuntu debian"\n', true],
  ['Alpine', 'ID=alpine\nHOME_URL="https://example.org/debian"\n', false],
  ['Fedora', 'ID=fedora\nVERSION_ID=41\n', false],
])('%s', (_name, release, expected) => {
  expect(isDebian(release)).toBe(expected);
});
