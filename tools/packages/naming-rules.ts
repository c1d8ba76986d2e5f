import { readFileOf, type WorkspacePackage } from './workspace-package.ts';

/** Names that their owners write otherwise. */
const spellings: Readonly<Record<string, string>> = { webgpu: 'webGpu' };

/** `onnx-node` → `OnnxNode`. */
function pascalCase(words: string): string {
  return (spellings[words] ?? words).replace(/(^|-)([a-z])/g, (_match, _hyphen, letter: string) =>
    letter.toUpperCase(),
  );
}

/** The function that a folder's name promises, such as `createOnnxNodeBackend` of `backend-onnx-node`. */
export function promisedExport(folder: string): string | undefined {
  const [, kind, words] = /^(backend|replacer)-(.+)$/.exec(folder) ?? [];
  if (kind === undefined || words === undefined) return undefined;
  return `create${pascalCase(words)}${pascalCase(kind)}`;
}

/** Who knows a package's name knows what to import from it. */
export function namingProblems(workspacePackage: WorkspacePackage): string[] {
  const promised = promisedExport(workspacePackage.folder);
  if (promised === undefined) return [];
  const index = readFileOf(workspacePackage, 'src/index.ts') ?? '';
  return new RegExp(`\\bexport \\{[^}]*\\b${promised}\\b`).test(index)
    ? []
    : [`src/index.ts does not export ${promised}`];
}
