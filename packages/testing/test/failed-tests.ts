/** Runs a suite's tests by a runner of its own, and gives the names of those that fail. */
export async function failedTests(suite: (runner: SuiteRunner) => void): Promise<string[]> {
  const tests: { readonly name: string; readonly body: () => Promise<void> }[] = [];
  const ends: (() => Promise<void>)[] = [];
  suite({
    describe: (_, body) => body(),
    it: (name, body) => void tests.push({ name, body }),
    afterAll: (body) => void ends.push(body),
  });
  const failed: string[] = [];
  for (const { name, body } of tests) await body().catch(() => failed.push(name));
  for (const end of ends) await end();
  return failed;
}

interface SuiteRunner {
  describe(name: string, body: () => void): void;
  it(name: string, body: () => Promise<void>): void;
  afterAll(body: () => Promise<void>): void;
}
