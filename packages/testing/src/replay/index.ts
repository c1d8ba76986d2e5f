export { replay } from './replay.ts';
export type { Comparison, ReplayReport } from './report.ts';
