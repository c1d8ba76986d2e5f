/** Work on a whole vocabulary, which takes a moment: it says where it can be left for a while. */
export type Work<Result> = Generator<void, Result, void>;

/** Milliseconds that a page does not notice. */
const turn = 8;

/** Every runtime has it; the language's own library does not know it. */
const { setTimeout } = globalThis as unknown as { setTimeout(then: () => void): unknown };

export function atOnce<Result>(work: Work<Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

/** Does it a few milliseconds at a time, so that a page paints and hears of clicks in between. */
export async function inTurns<Result>(work: Work<Result>): Promise<Result> {
  for (let since = Date.now(); ;) {
    const { done, value } = work.next();
    if (done === true) return value;
    if (Date.now() - since < turn) continue;
    await new Promise<void>((resolve) => setTimeout(resolve));
    since = Date.now();
  }
}
