import { Failure } from './failure.ts';

/** A body as text. One that does not end is given up at `most` bytes. */
export async function readBody(response: Response, most: number): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > most) {
      void reader.cancel().catch(() => {});
      throw new Failure(`the answer is broken: it is longer than ${most} bytes`, { mayPass: true });
    }
    text += decoder.decode(value, { stream: true });
  }
}
