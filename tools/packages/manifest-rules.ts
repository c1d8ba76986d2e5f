import { readFileOf, type WorkspacePackage } from './workspace-package.ts';

/** `engines.node` of every package: the oldest Node that the tests were run on. */
const engines = '>=20.19';

/** A package says what it is, under which licence, and for which Node; its README starts with its name. */
export function manifestProblems(workspacePackage: WorkspacePackage): string[] {
  const { folder, manifest } = workspacePackage;
  const name = `@reagent/${folder}`;
  const readme = readFileOf(workspacePackage, 'README.md');
  const checks: readonly [boolean, string][] = [
    [manifest.name === name, `the name is not ${name}`],
    [(manifest.description ?? '') !== '', 'there is no description'],
    [manifest.license === 'MIT', 'the licence is not MIT'],
    [manifest.type === 'module', 'the type is not module'],
    [manifest.sideEffects === false, 'sideEffects is not false'],
    [manifest.engines?.node === engines, `engines.node is not ${engines}`],
    [manifest.publishConfig?.access === 'public', 'publishConfig.access is not public'],
    [['dist', 'src'].every((part) => manifest.files?.includes(part)), 'files does not name dist and src'],
    [manifest.files?.includes('!src/**/*.test.ts') === true, 'files does not leave the tests out'],
    [readFileOf(workspacePackage, 'LICENSE')?.startsWith('MIT License') === true, 'there is no LICENSE (MIT)'],
    [readme !== undefined, 'there is no README.md'],
    [readme === undefined || readme.startsWith(`# ${name}\n`), `README.md does not start with "# ${name}"`],
  ];
  return checks.filter(([holds]) => !holds).map(([, problem]) => problem);
}
