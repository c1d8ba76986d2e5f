import type { DemoSettings } from '../settings.ts';

export type Chosen = Pick<DemoSettings, 'target' | 'insteadOf'>;

/**
 * What a click on a next token makes of the choice: the first is the target, the second the one that it is contrasted
 * with; a third takes the second's place. A click on the target gives the whole choice up, one on the other only that.
 */
export function chooseToken({ target, insteadOf }: Chosen, id: number): Chosen {
  if (target === null) return { target: id, insteadOf: null };
  if (id === target) return { target: null, insteadOf: null };
  return { target, insteadOf: id === insteadOf ? null : id };
}
