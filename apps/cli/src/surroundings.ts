/** What the command line uses of its process, so that nothing else reaches for it. */
export type Surroundings = Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env' | 'once' | 'removeListener'>;
