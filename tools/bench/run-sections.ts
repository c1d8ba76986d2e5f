import { machine, type Report } from './report.ts';
import type { Section, Setting } from './section.ts';
import { sections } from './sections.ts';

export interface Wanted extends Setting {
  /** Of sections, in any order. */
  readonly names: readonly string[];
  /** Is given each section when it is measured. */
  readonly done: (section: Section) => void;
}

export async function runSections({ names, done, ...setting }: Wanted): Promise<Report> {
  const [started, start] = [new Date().toISOString(), performance.now()];
  const measured: Section[] = [];
  for (const [name, measure] of Object.entries(sections)) {
    if (!names.includes(name)) continue;
    const tell: Setting['tell'] = (line) => setting.tell(`${name}: ${line}`);
    const section = await measure({ ...setting, tell });
    measured.push(section);
    done(section);
  }
  return {
    schema: 'reagent/bench/1',
    started,
    seconds: (performance.now() - start) / 1000,
    quick: setting.quick,
    machine: machine(),
    models: setting.models.map(({ name }) => name),
    sections: measured,
  };
}
