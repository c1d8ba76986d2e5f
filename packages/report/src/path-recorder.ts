import type { AttributionEvent } from '@reagent/core';
import type { PathPoint } from './view/path.ts';

/** More points than this no chart shows apart. */
const mostPoints = 64;

/** Keeps the recursion's path while a run tells what it does. */
export interface PathRecorder {
  tell(event: AttributionEvent): void;
  path(): readonly PathPoint[];
}

/** At most 64 points, evenly spread over the steps: whenever there are more, every second one is dropped. */
export function recordPath(): PathRecorder {
  let points: PathPoint[] = [];
  let stride = 1;
  return {
    tell(event) {
      if (event.type !== 'step' || event.step % stride !== 0) return;
      const { step, evaluations, interim } = event;
      points.push({ step, evaluations, importance: interim.importance() });
      if (points.length <= mostPoints) return;
      stride *= 2;
      points = points.filter((point) => point.step % stride === 0);
    },
    path: () => points,
  };
}
