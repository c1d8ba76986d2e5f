import { ReagentError } from '@reagent/core';

/** Pixels of the picture for one of the SVG: sharp on most screens and in print. */
const zoom = 2;

/**
 * An SVG as PNG, by resvg with the fonts of the machine.
 * @throws ReagentError `UNSUPPORTED` where the optional package is not installed or the machine has no font
 */
export async function renderPng(svg: string): Promise<Buffer> {
  const { Resvg } = await import('@resvg/resvg-js').catch((cause: unknown) => {
    const advice =
      'PNG needs the optional package @resvg/resvg-js, which is not installed here: take --svg, or install it';
    throw new ReagentError('UNSUPPORTED', advice, { cause });
  });
  const font = { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans Mono', monospaceFamily: 'DejaVu Sans Mono' };
  // Without fonts resvg leaves text out and says nothing.
  const probe = new Resvg('<svg xmlns="http://www.w3.org/2000/svg"><text y="9">A</text></svg>', { font });
  if (probe.getBBox() === undefined) {
    throw new ReagentError('UNSUPPORTED', 'PNG needs a font, and this machine has none: take --svg, or install one');
  }
  return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: zoom } }).render().asPng();
}
