/** Units of a view. A run's own units stay what was perturbed; a view only adds their tokens up. */
export type Granularity = 'token' | 'word' | 'sentence';

export const granularities: readonly Granularity[] = ['token', 'word', 'sentence'];
