import { dependencyProblems } from './dependency-rules.ts';
import { exportProblems } from './export-rules.ts';
import { manifestProblems } from './manifest-rules.ts';
import { namingProblems } from './naming-rules.ts';
import { referenceProblems } from './reference-rules.ts';
import { readPackages } from './workspace-package.ts';

/** What in the packages of the workspace breaks the rules of CONTRIBUTING.md, a line each. */
export function packageProblems(root: string): readonly string[] {
  return readPackages(root).flatMap((workspacePackage) =>
    [manifestProblems, exportProblems, dependencyProblems, referenceProblems, namingProblems].flatMap((rule) =>
      rule(workspacePackage).map((problem) => `${workspacePackage.kind}/${workspacePackage.folder}: ${problem}`),
    ),
  );
}
