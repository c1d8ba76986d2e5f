/** What the check needs to know of one published package. */
export interface PackageChange {
  readonly name: string;
  /** Files that changed since the base, relative to the package's folder. */
  readonly files: readonly string[];
  /** The version now differs from the base's: the changesets have been used up by a release. */
  readonly released: boolean;
}

/** Whether users of the package can notice that a file of it changed. */
function isNoticed(file: string): boolean {
  return !/(^|\/)(test|fixtures)\/|\.test\.ts$|^CHANGELOG\.md$|^LICENSE$/.test(file);
}

/** Names of the packages that a changeset's front matter names. */
export function namesIn(changeset: string): readonly string[] {
  const front = /^---\n(.*?)\n---/s.exec(changeset)?.[1] ?? '';
  return [...front.matchAll(/^["']?([^"'\s:]+)["']?\s*:\s*(?:major|minor|patch)\s*$/gm)].map((match) => match[1] ?? '');
}

/** Names of the packages that changed for their users without a changeset that says so. */
export function missingChangesets(changes: readonly PackageChange[], changesets: readonly string[]): readonly string[] {
  const named = new Set(changesets.flatMap(namesIn));
  return changes
    .filter(({ name, files, released }) => files.some(isNoticed) && !released && !named.has(name))
    .map(({ name }) => name);
}
