import { answers } from './answers.ts';
import { defaults } from './defaults.ts';
import { fullHead } from './full-head.ts';
import { journal } from './journal.ts';
import { limit } from './limit.ts';
import { longText } from './long-text.ts';
import { overhead } from './overhead.ts';
import { peer } from './peer.ts';
import { proposals } from './proposals.ts';
import { scaling } from './scaling.ts';
import { remote } from './remote.ts';
import type { Section, Setting } from './section.ts';
import { soak } from './soak.ts';

/** In the order in which they are run and shown. */
export const sections: Readonly<Record<string, (setting: Setting) => Promise<Section>>> = {
  overhead,
  'full-head': fullHead,
  limit,
  peer,
  scaling,
  proposals,
  answers,
  journal,
  'long-text': longText,
  remote,
  defaults,
  soak,
};
