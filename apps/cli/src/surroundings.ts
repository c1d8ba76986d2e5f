/** What the command line uses of its process, so that nothing else reaches for it. */
export type Surroundings = Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr' | 'env' | 'once' | 'removeListener'>;
