import { ReagentError } from '@reagent/core';
import type { DemoSettings } from '../settings.ts';
import { checkedSettings } from './checked-settings.ts';
import { deflated, inflated } from './deflate.ts';

/**
 * A link's fragment, which no browser sends to a server: `run=1.` and the settings, deflated, in base64url. The number is
 * the version of what follows: text, target, instead of, unit, replacer, seed, evaluations, model, in this order.
 */
const version = 1;
const pattern = /^#?run=(\d+)\.([\w-]*)$/;

/** Throws `INVALID_INPUT` for settings that no link could bring back. */
export async function encodeLink(settings: DemoSettings): Promise<string> {
  const { text, target, insteadOf, unit, replacer, seed, evaluations, model } = checkedSettings(settings);
  const own = model === 'tiny' ? model : [model.hub, model.dtype];
  const json = JSON.stringify([text, target, insteadOf, unit, replacer, seed, evaluations, own]);
  return `run=${version}.${toBase64Url(await deflated(new TextEncoder().encode(json)))}`;
}

/** The settings in a fragment; null: it is no link of this page. Throws `INVALID_INPUT` for one that is broken. */
export async function decodeLink(fragment: string): Promise<DemoSettings | null> {
  if (!/^#?run=/.test(fragment)) return null;
  const [, made, payload = ''] = pattern.exec(fragment) ?? [];
  if (made === undefined) throw damaged();
  if (Number(made) !== version) {
    throw new ReagentError('INVALID_INPUT', `this link is of version ${made}, and this page reads version ${version}`);
  }
  return checkedSettings(named(await contentOf(payload)));
}

async function contentOf(payload: string): Promise<unknown> {
  try {
    return JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(await inflated(fromBase64Url(payload))),
    ) as unknown;
  } catch (cause) {
    throw damaged(cause);
  }
}

function named(content: unknown): unknown {
  if (!Array.isArray(content) || content.length !== 8) throw damaged();
  const [text, target, insteadOf, unit, replacer, seed, evaluations, own] = content as unknown[];
  const model = Array.isArray(own) ? { hub: (own as unknown[])[0], dtype: (own as unknown[])[1] } : own;
  return { text, target, insteadOf, unit, replacer, seed, evaluations, model };
}

function damaged(cause?: unknown): ReagentError {
  const message = 'this link is damaged: a part of it is missing or was changed; copy it again, the whole of it';
  return new ReagentError('INVALID_INPUT', message, { cause });
}

function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Throws for what is not base64. */
function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
}
