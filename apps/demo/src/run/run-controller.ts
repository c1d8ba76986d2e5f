import { attributeSteps, ReagentError, type AttributionEvent, type EvaluatedContext } from '@reagent/core';
import { Cancelled, type Lease, type ModelChoice, type OpenModel } from '../own-text/demo-models.ts';
import type { DemoSettings } from '../settings.ts';
import type { KeptProgress, KeptRun, RunJournal } from './kept-run.ts';
import { runOptions } from './run-options.ts';
import { idle, isUnderWay, type RunLook, type RunState } from './run-state.ts';

export interface RunSurroundings {
  lease(choice: ModelChoice): Promise<Lease>;
  /** Null: nothing can be kept here. */
  beginJournal(settings: DemoSettings): Promise<RunJournal | null>;
  /** Lets the page paint and hear of clicks, also where every answer is in the journal. */
  breathe(): Promise<void>;
  changed(state: RunState): void;
}

interface Beginning {
  readonly openJournal: () => Promise<RunJournal | null>;
  readonly restored: KeptProgress | null;
  readonly allowance: number;
}

interface Pulled {
  readonly settings: DemoSettings;
  readonly model: OpenModel;
  readonly events: AsyncIterable<AttributionEvent>;
  readonly restored: KeptProgress | null;
}

/** One run at a time, event by event: whoever does not pull pauses it. */
export class RunController {
  readonly #surroundings: RunSurroundings;
  #state: RunState = idle;
  #abort = new AbortController();
  #journal: RunJournal | null = null;
  /** How many events may be pulled before it pauses; none: it is paused. */
  #allowance = Infinity;
  #wake: () => void = () => {};
  #runningSince = 0;
  #seconds = 0;

  constructor(surroundings: RunSurroundings) {
    this.#surroundings = surroundings;
  }

  get state(): RunState {
    return this.#state;
  }

  /**
   * Runs to the end, or until it is paused or stopped. Does nothing while a run is under way.
   * @param steps after which it pauses by itself
   */
  async start(settings: DemoSettings, steps: number = Infinity): Promise<void> {
    const openJournal = (): Promise<RunJournal | null> => this.#surroundings.beginJournal(settings);
    await this.#start(settings, { openJournal, restored: null, allowance: steps });
  }

  /** Goes on with a run of a page that was left, to where that page was and, unless it was paused, beyond. */
  async restore({ settings, progress, journal }: KeptRun): Promise<void> {
    await this.#start(settings, { openJournal: async () => journal, restored: progress, allowance: Infinity });
  }

  /** Before there is anything to pause: as soon as there is. */
  pause(): void {
    if (this.#state.phase === 'opening') this.#allowance = 0;
    if (this.#state.phase !== 'running') return;
    this.#allowance = 0;
    this.#seconds = this.#spent();
    this.#noteProgress(true);
    this.#tell({ phase: 'paused' });
  }

  resume(): void {
    this.#goOn(Infinity);
  }

  /** One event, and pauses again. */
  step(): void {
    this.#goOn(1);
  }

  /** Ends it with the best result so far; before there is one, without. */
  stop(): void {
    if (!isUnderWay(this.#state)) return;
    this.#abort.abort(new Cancelled());
    this.#goOn(Infinity);
  }

  async #start(settings: DemoSettings, { openJournal, restored, allowance }: Beginning): Promise<void> {
    if (isUnderWay(this.#state)) return;
    this.#abort = new AbortController();
    this.#allowance = allowance;
    this.#seconds = 0;
    this.#tell({ ...idle, phase: 'opening', settings });
    let lease: Lease | null = null;
    try {
      this.#journal = await openJournal();
      lease = await this.#leaseOf(settings);
      const options = await this.#untilStopped(runOptions(settings, lease.model));
      const journal = this.#journal;
      this.#runningSince = Date.now();
      this.#tell({ phase: 'running' });
      const signal = this.#abort.signal;
      const events = attributeSteps({ ...options, signal, ...(journal === null ? {} : { journal }) });
      await this.#pull({ settings, model: lease.model, events, restored });
    } catch (error) {
      // What is kept is of no use where it is refused; after any other failure the same run goes on with it.
      const isRefused = ReagentError.isInstance(error) && error.code === 'INVALID_INPUT';
      if (error instanceof Cancelled || isRefused) await this.#journal?.remove();
      this.#tell(error instanceof Cancelled ? idle : { phase: 'failed', error });
    } finally {
      this.#journal?.release();
      this.#journal = null;
      lease?.release();
    }
  }

  async #pull({ settings, model, events, restored }: Pulled): Promise<void> {
    const trace: EvaluatedContext[] = [];
    const texts: Record<number, string> = {};
    let missing = restored; // what is still to be caught up with
    for await (const event of events) {
      if (event.type === 'started') this.#tell({ started: event });
      if (event.type === 'finished') {
        await this.#journal?.remove();
        this.#tell({ phase: 'finished', run: { settings, result: event.result, trace, texts } });
        return;
      }
      if (event.type === 'swept' || event.type === 'step') {
        const evaluated = event.evaluated();
        trace.push(...evaluated);
        for (const [, id] of evaluated.flatMap(({ substitutes }) => substitutes)) {
          texts[id] ??= model.backend.tokenizer.decode([id]);
        }
        this.#tell({ texts, look: this.#lookAt(event, evaluated.at(-1) ?? null) });
        this.#allowance -= 1;
        if (missing === null || event.evaluations >= missing.evaluations) {
          if (missing?.paused === true) this.pause();
          missing = null;
          this.#noteProgress(this.#state.phase === 'paused');
        }
      }
      await this.#surroundings.breathe();
      await this.#untilAllowed();
    }
  }

  #lookAt(event: AttributionEvent & { readonly type: 'swept' | 'step' }, latest: EvaluatedContext | null): RunLook {
    return {
      step: event.type === 'step' ? event.step : 0,
      evaluations: event.evaluations,
      seconds: this.#spent(),
      probes: event.converged.length,
      probesRunning: event.converged.filter((targets) => !targets.every(Boolean)).length,
      importance: event.interim.importance(),
      effect: event.interim.effect(),
      latest,
    };
  }

  async #untilAllowed(): Promise<void> {
    if (this.#allowance > 0) return;
    if (this.#state.phase === 'running') this.pause();
    await new Promise<void>((wake) => (this.#wake = wake));
  }

  #goOn(allowance: number): void {
    if (this.#state.phase !== 'paused') return;
    this.#allowance = allowance;
    this.#runningSince = Date.now();
    this.#noteProgress(false);
    this.#tell({ phase: 'running' });
    this.#wake();
  }

  #noteProgress(paused: boolean): void {
    const evaluations = this.#state.look?.evaluations ?? 0;
    this.#journal?.note({ evaluations, paused });
  }

  async #leaseOf({ model }: DemoSettings): Promise<Lease> {
    const lease = this.#surroundings.lease(model);
    try {
      return await this.#untilStopped(lease);
    } catch (error) {
      lease.then(
        ({ release }) => release(),
        () => undefined,
      );
      throw error;
    }
  }

  /** Loading goes on for whoever else waits for it. */
  #untilStopped<T>(work: Promise<T>): Promise<T> {
    const { signal } = this.#abort;
    return new Promise((resolve, reject) => {
      if (signal.aborted) reject(signal.reason as Error);
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      work.then(resolve, reject);
    });
  }

  #spent(): number {
    const running = this.#state.phase === 'running' ? (Date.now() - this.#runningSince) / 1000 : 0;
    return this.#seconds + running;
  }

  #tell(changes: Partial<RunState>): void {
    this.#state = { ...this.#state, ...changes };
    this.#surroundings.changed(this.#state);
  }
}
