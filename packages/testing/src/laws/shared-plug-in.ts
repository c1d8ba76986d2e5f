import { testLaws, type Create, type Law, type SharingTestRunner } from './law.ts';

interface Disposable {
  dispose(): Promise<void>;
}

/** {@link testLaws}, where the runner tells of the end with one plug-in for all laws that leave it as it was. */
export function testSharedLaws<Plugin extends Disposable, Context>(
  title: string,
  laws: readonly Law<Plugin, Context>[],
  runner: SharingTestRunner,
  create: Create<Plugin>,
  context: Context,
): void {
  if (runner.afterAll === undefined) return testLaws(title, laws, runner, create, context);
  const shared = new SharedPlugin(create);
  runner.describe(title, () => {
    for (const law of laws) runner.it(law.name, () => checkShared(law, shared, context));
    runner.afterAll?.(() => shared.dispose());
  });
}

async function checkShared<Plugin extends Disposable, Context>(
  { check, checkLent }: Law<Plugin, Context>,
  shared: SharedPlugin<Plugin>,
  context: Context,
): Promise<void> {
  if (checkLent === undefined) return check(() => shared.take(), context);
  const plugin = await shared.take();
  try {
    await checkLent(plugin, context, shared.create);
  } catch (error) {
    await dispose(plugin); // what broke a law may have left traces
    throw error;
  }
  await shared.giveBack(plugin);
}

/** At most one plug-in that waits for the next law. */
class SharedPlugin<Plugin extends Disposable> {
  readonly create: Create<Plugin>;
  #kept: Plugin | undefined;

  constructor(create: Create<Plugin>) {
    this.create = create;
  }

  async take(): Promise<Plugin> {
    const kept = this.#kept;
    this.#kept = undefined;
    return kept ?? this.create();
  }

  async giveBack(plugin: Plugin): Promise<void> {
    if (this.#kept === undefined) this.#kept = plugin;
    else await dispose(plugin);
  }

  async dispose(): Promise<void> {
    if (this.#kept !== undefined) await dispose(await this.take());
  }
}

/** A failure to dispose is the business of the laws about `dispose`. */
async function dispose(plugin: Disposable): Promise<void> {
  await Promise.resolve(plugin.dispose()).catch(() => {});
}
