import { html, type TemplateResult } from 'lit';

/** One of few: radio buttons that look like one control. */
export function choice<T extends string | number>(
  name: string,
  options: readonly { readonly value: T; readonly words: string }[],
  chosen: T,
  choose: (value: T) => void,
): TemplateResult {
  return html`<fieldset class="choice">
    <legend>${name}</legend>
    ${options.map(
      ({ value, words }) =>
        html`<label
          ><input type="radio" name=${name} .checked=${value === chosen} @change=${() => choose(value)} /><span
            >${words}</span
          ></label
        >`,
    )}
  </fieldset>`;
}
