import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

/** The whole lines; a last one that was cut off is taken away. */
function read(file: string): PeerAnswer[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) writeFileSync(file, whole);
  return whole
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as PeerAnswer);
}
