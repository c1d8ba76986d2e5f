import { estimate } from '@reagent/core';
import { Cancelled, sameChoice, type OpenModel } from '../own-text/demo-models.ts';
import type { DemoSettings } from '../settings.ts';
import { estimateWords } from './progress-words.ts';
import { runOptions } from './run-options.ts';

/** Milliseconds without a change before a run is estimated. */
const pause = 600;

/** What a run with the settings as they are would cost, once nobody has changed them for a moment. */
export class LiveEstimate {
  readonly #tell: (words: string) => void;
  #asking = new AbortController();
  #asked: string | null = null;

  constructor(tell: (words: string) => void) {
    this.#tell = tell;
  }

  /** @param settings null: nothing is to be estimated now */
  look(settings: DemoSettings | null, model: OpenModel | null): void {
    const isAskable = settings !== null && model !== null && sameChoice(model.choice, settings.model);
    const question = isAskable ? JSON.stringify([model.backend.id, settings]) : null;
    if (question === this.#asked) return;
    this.#asked = question;
    this.#asking.abort(new Cancelled());
    this.#asking = new AbortController();
    this.#tell('');
    if (isAskable) void this.#ask(settings, model, this.#asking.signal);
  }

  async #ask(settings: DemoSettings, model: OpenModel, signal: AbortSignal): Promise<void> {
    try {
      await new Promise((later) => void setTimeout(later, pause));
      signal.throwIfAborted();
      const told = await estimate({ ...(await runOptions(settings, model)), signal });
      signal.throwIfAborted();
      this.#tell(estimateWords(told));
    } catch {
      // The run itself will say what is wrong.
    }
  }
}
