import { ReagentError, type AbortSignalLike } from '@reagent/core';

/** Slips from call to call that any plug-in can make: each breaks the same law of a backend as of a masked model. */

interface Disposable {
  dispose(): Promise<void>;
}

interface Interruptible {
  readonly signal?: AbortSignalLike;
}

/** Asks a sound plug-in, `own`. */
type Ask<Request, Answer, Own> = (request: Request, own: Own) => Promise<Answer>;

/** Gives one and the same at every call of `create`. */
export function sharing<T>(create: () => T): () => () => T {
  return () => {
    const only = create();
    return () => only;
  };
}

/** Releases again at the second `dispose`. */
export function releasingTwice(own: Disposable): Disposable {
  let disposed = false;
  return {
    dispose: async () => {
      if (disposed) throw new ReagentError('DISPOSED', 'already');
      disposed = true;
      await own.dispose();
    },
  };
}

/** Goes on after `dispose`. */
export function neverReleasing(): Disposable {
  return { dispose: () => Promise.resolve() };
}

function withoutSignal<Request extends Interruptible>(request: Request): Request {
  const { signal: _, ...rest } = request;
  return rest as Request;
}

/** Only listens to the signal. */
export function onlyListening<Request extends Interruptible, Answer, Own>(
  ask: Ask<Request, Answer, Own>,
): Ask<Request, Answer, Own> {
  return (request, own) => ask(request.signal?.aborted ? withoutSignal(request) : request, own);
}

/** Only looks at the signal, at the start. */
export function onlyLooking<Request extends Interruptible, Answer, Own>(
  ask: Ask<Request, Answer, Own>,
): Ask<Request, Answer, Own> {
  return (request, own) => ask(request.signal?.aborted ? request : withoutSignal(request), own);
}

/** Has one place for the request of all calls. */
export function oneBuffer<Request extends Interruptible, Answer, Own>(
  ask: Ask<Request, Answer, Own>,
): Ask<Request, Answer, Own> {
  let current: Request;
  return async (request, own) => {
    current = request;
    await Promise.resolve();
    return ask({ ...current, ...(request.signal ? { signal: request.signal } : {}) }, own);
  };
}

/** Answers otherwise once a call was refused. */
export function poisoned<Request, Answer, Own>(
  ask: Ask<Request, Answer, Own>,
  spoil: (answer: Answer) => Answer,
): Ask<Request, Answer, Own> {
  let failed = false;
  return async (request, own) => {
    try {
      const answer = await ask(request, own);
      return failed ? spoil(answer) : answer;
    } catch (error) {
      failed ||= ReagentError.isInstance(error) && error.code === 'INVALID_INPUT';
      throw error;
    }
  };
}

/** Answers otherwise when it is asked the same again. */
export function tired<Request extends Interruptible, Answer, Own>(
  ask: Ask<Request, Answer, Own>,
  spoil: (answer: Answer) => Answer,
): Ask<Request, Answer, Own> {
  let last = '';
  return async (request, own) => {
    const text = JSON.stringify(withoutSignal(request));
    const repeated = text === last;
    last = text;
    const answer = await ask(request, own);
    return repeated ? spoil(answer) : answer;
  };
}
