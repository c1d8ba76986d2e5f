import { writeSection, type Markers } from '../marked-section.ts';
import { renderReport } from './render.ts';
import type { Report } from './report.ts';

const markers: Markers = {
  begin: '<!-- What follows is written by `npm run bench -- --document`. -->',
  end: null,
};

/** Writes a report into the guide, below its own words. */
export function writeDocument(file: URL, report: Report): Promise<void> {
  return writeSection(file, markers, renderReport(report));
}
