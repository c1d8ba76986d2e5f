import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The entry of one subpath in `exports`. */
export type ExportEntry = string | Readonly<Record<string, string>>;

/** The part of a package.json that the rules look at. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly license?: string;
  readonly type?: string;
  readonly sideEffects?: boolean;
  readonly engines?: { readonly node?: string };
  readonly files?: readonly string[];
  readonly exports?: Readonly<Record<string, ExportEntry>>;
  readonly publishConfig?: { readonly access?: string; readonly exports?: Readonly<Record<string, ExportEntry>> };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** A package of the workspace. */
export interface WorkspacePackage {
  /** `packages` or `apps`. */
  readonly kind: string;
  /** Name of its folder, such as `backend-onnx-node`. */
  readonly folder: string;
  /** Where the folder is. */
  readonly path: string;
  readonly manifest: Manifest;
}

/** Text of a file of the package, or nothing where there is no such file. */
export function readFileOf({ path }: WorkspacePackage, file: string): string | undefined {
  const full = join(path, file);
  return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
}

/** Every published package of the workspace in `root`: the folders of packages/ and apps/ that are not private. */
export function readPackages(root: string): readonly WorkspacePackage[] {
  return ['packages', 'apps'].flatMap((kind) =>
    readdirSync(join(root, kind))
      .filter((folder) => existsSync(join(root, kind, folder, 'package.json')))
      .map((folder) => {
        const path = join(root, kind, folder);
        return {
          kind,
          folder,
          path,
          manifest: JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest,
        };
      })
      .filter(({ manifest }) => manifest.private !== true),
  );
}
