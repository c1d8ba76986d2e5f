import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { keptRows } from '../../kept-rows.ts';
import type { PeerAnswer } from './requests.ts';

/** Answers of inseq's that were paid for, a line each: a run that is cut short goes on where it was. */
export class FinishedAnswers {
  readonly #file: string;
  readonly #byId: Map<string, PeerAnswer>;

  constructor(file: string) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    this.#byId = new Map(keptRows<PeerAnswer>(file).map((answer) => [answer.id, answer]));
  }

  async get(id: string, ask: () => Promise<PeerAnswer>): Promise<PeerAnswer> {
    const known = this.#byId.get(id);
    if (known !== undefined) return known;
    const answer = await ask();
    this.#byId.set(id, answer);
    appendFileSync(this.#file, `${JSON.stringify(answer)}\n`);
    return answer;
  }
}
