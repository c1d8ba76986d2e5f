/** Gives a fresh plug-in at every call. */
export type Create<Plugin> = () => Plugin | Promise<Plugin>;

/** One rule of an interface, as data: `check` throws a `ReagentError` with code `PLUGIN_BROKE_RULE` if it is broken. */
export interface Law<Plugin, Context> {
  /** A sentence; the name of its test. */
  readonly name: string;
  check(create: Create<Plugin>, context: Context): Promise<void>;
  /** The same of a plug-in that is lent, and is as it was afterwards; absent where the law disposes of it. */
  readonly checkLent?: (plugin: Plugin, context: Context, create: Create<Plugin>) => Promise<void>;
}

/** The functions of a test runner that the suites use; those of vitest and of node:test fit. */
export interface TestRunner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>): unknown;
}

/** A runner's, for suites of what has to be disposed of. */
export interface SharingTestRunner extends TestRunner {
  /**
   * Does something after the last test of a `describe`: `afterAll` of vitest, `after` of node:test. Where it is given, the
   * laws that leave a plug-in as it was share one, which saves the time to make it; without it, each law gets its own.
   */
  afterAll?(body: () => Promise<void>): unknown;
}

/** Makes a test of each law. */
export function testLaws<Plugin, Context>(
  title: string,
  laws: readonly Law<Plugin, Context>[],
  runner: TestRunner,
  create: Create<Plugin>,
  context: Context,
): void {
  runner.describe(title, () => {
    for (const law of laws) runner.it(law.name, () => law.check(create, context));
  });
}

/** The names of the laws that a plug-in breaks: what a suite's own test asks of plug-ins that are broken on purpose. */
export async function lawsBrokenBy<Plugin, Context>(
  laws: readonly Law<Plugin, Context>[],
  create: Create<Plugin>,
  context: Context,
): Promise<string[]> {
  const broken: string[] = [];
  for (const law of laws) {
    const held = await law.check(create, context).then(
      () => true,
      () => false,
    );
    if (!held) broken.push(law.name);
  }
  return broken;
}
