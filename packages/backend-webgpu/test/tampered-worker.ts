/**
 * A worker whose browser is not as it should be: `tampering` is run in it before anything else is loaded, and `whenTold` at
 * the first call of {@link tellWorker}.
 */
export function tamperedWorker(tampering: string, whenTold = ''): () => Worker {
  const first = moduleOf(`
    const channel = new BroadcastChannel('tampering');
    channel.onmessage = () => { ${whenTold}; channel.postMessage('done'); channel.close(); };
    ${tampering}`);
  const both = moduleOf(`import '${first}'; import '${new URL('/worker.js', location.href).href}';`);
  return () => new Worker(both, { type: 'module' });
}

/** Resolves when it is done. */
export async function tellWorker(): Promise<void> {
  const channel = new BroadcastChannel('tampering');
  const done = new Promise((resolve) => channel.addEventListener('message', resolve));
  channel.postMessage('now');
  await done;
  channel.close();
}

function moduleOf(code: string): string {
  return URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
}
