/**
 * A reader that closes early (`| head -1`) has had enough: no error. The write that fails is dropped, and what follows
 * too; anything else is thrown.
 */
export function ignoreClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
