import type { DemoRun } from '../settings.ts';

const longest = 40;

/** `reagent-the-capital-of-france-is-paris-seed-1.json`: letters, digits and hyphens, whatever the text holds. */
export function fileName({ settings, result }: Pick<DemoRun, 'settings' | 'result'>, ending: string): string {
  const words = [slug(settings.text), slug(result.targets[0]?.text ?? ''), `seed-${settings.seed}`];
  return `${['reagent', ...words].filter((word) => word !== '').join('-')}.${ending}`;
}

function slug(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return (words ?? []).join('-').slice(0, longest).replace(/-+$/, '');
}
