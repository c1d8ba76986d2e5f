import { isRecord, type TokenizerConfig } from '../tokenizer-files.ts';

/** The model's chat template; of several the one named `default`, else the first; null if there is none. */
export function findChatTemplate(config: TokenizerConfig, fromFile: string | undefined): string | null {
  if (fromFile !== undefined) return fromFile;
  const template = config['chat_template'];
  if (typeof template === 'string') return template;
  if (!Array.isArray(template)) return null;
  const named = template.filter(isRecord);
  const chosen = named.find(({ name }) => name === 'default') ?? named[0];
  const text = chosen?.['template'];
  return typeof text === 'string' ? text : null;
}

/** What a template may use besides the messages: `bos_token` and its like, as texts. */
export function templateVariables(config: TokenizerConfig): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(config)) {
    const text = isRecord(value) ? value['content'] : value;
    if (name.endsWith('_token') && typeof text === 'string') variables[name] = text;
  }
  return variables;
}
