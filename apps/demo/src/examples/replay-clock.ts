/** About how long a replay takes, and the shortest and longest time for a text, in milliseconds. */
const whole = 9000;
const [shortest, longest] = [40, 400];
/** With reduced motion: so many still pictures, this long each. */
const pictures = 8;
const stillFor = 1200;

/** How a replay goes on: by so many texts each time. */
export interface Beat {
  readonly milliseconds: number;
  readonly texts: number;
}

export function beatOf(texts: number, reducedMotion: boolean): Beat {
  if (reducedMotion) return { milliseconds: stillFor, texts: Math.max(1, Math.ceil(texts / pictures)) };
  return { milliseconds: Math.min(longest, Math.max(shortest, whole / texts)), texts: 1 };
}
