import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { PeerAnswer } from './requests.ts';

/** Answers of inseq's that were paid for, a line each: a run that is cut short goes on where it was. */
export class FinishedAnswers {
  readonly #file: string;
  readonly #byId: Map<string, PeerAnswer>;

  constructor(file: string) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    this.#byId = new Map(read(file).map((answer) => [answer.id, answer]));
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

/** A last line that was cut off is left out. */
function read(file: string): PeerAnswer[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as PeerAnswer);
}
