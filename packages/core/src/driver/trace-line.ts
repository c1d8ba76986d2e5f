import type { AttributionEvent } from '../interfaces/events.ts';
import { writeExactJson } from '../journal/exact-json.ts';

/**
 * An event of a run as a line of its trace: what was evaluated, with masks, substitutes and probabilities, and the result
 * last. `replay` of `@reagent/testing` computes it again; `readExactJson` reads a line.
 */
export function traceLine(event: AttributionEvent): string {
  switch (event.type) {
    case 'started':
      return writeExactJson({ schema: 'reagent/trace/1', ...event });
    case 'level':
    case 'finished':
      return writeExactJson(event);
    default: {
      const { interim, evaluated, ...plain } = event;
      void interim; // computed from what is evaluated
      return writeExactJson({ ...plain, evaluated: evaluated() });
    }
  }
}
