/** Takes a key out of a text that a server or an error may have put it in, as it is or as a url writes it. */
export function secretHider(key: string | undefined): (text: string) => string {
  if (key === undefined) return (text) => text;
  const forms = [key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1)];
  return (text) => forms.reduce((hidden, form) => hidden.replaceAll(form, '***'), text);
}
