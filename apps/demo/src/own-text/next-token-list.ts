import { html, nothing, type TemplateResult } from 'lit';
import type { Chosen } from './choose-token.ts';
import { percentWords, type NextToken } from './next-tokens.ts';

/** The next tokens as buttons: the first choice is explained, the second one contrasted with it. */
export function nextTokenList(
  { next, settings }: { readonly next: readonly NextToken[]; readonly settings: Chosen },
  choose: (id: number) => void,
): TemplateResult | typeof nothing {
  if (next.length === 0) return nothing;
  const explained = settings.target ?? next[0]?.id;
  return html`<fieldset>
    <legend>What the model may say next</legend>
    <p class="quiet">
      Choose what is to be explained, else it is the first. Choose a second one to ask why not that one.
    </p>
    <ul class="next">
      ${next.map((token) => html`<li>${tokenButton(token, roleOf(token, settings, explained), choose)}</li>`)}
    </ul>
  </fieldset>`;
}

type Role = 'explained' | 'first' | 'rather-than' | null;

const roleWords = {
  explained: 'explain this',
  first: 'explain this, the first choice',
  'rather-than': 'rather than this',
};

function roleOf({ id }: NextToken, { target, insteadOf }: Chosen, explained: number | undefined): Role {
  if (id === insteadOf) return 'rather-than';
  if (id === target) return 'explained';
  return id === explained ? 'first' : null;
}

function tokenButton({ id, shown, probability }: NextToken, role: Role, choose: (id: number) => void): TemplateResult {
  const width = probability === null ? 0 : Math.max(4, Math.round(1000 * probability));
  return html`<button
    type="button"
    data-token=${id}
    aria-pressed=${role === 'explained' || role === 'rather-than'}
    @click=${() => choose(id)}
  >
    <span class="text">${shown}</span>
    <span class="share">${probability === null ? nothing : percentWords(probability)}</span>
    ${role === null ? nothing : html`<span class="role">${roleWords[role]}</span>`}
    <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true"><rect width=${width} height="10" /></svg>
  </button>`;
}
