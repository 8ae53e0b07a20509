import type { PassErrorData } from '../client/index.js';

/** A flow came to a phase that nobody waits for, and that it does not leave by itself. */
export class FlowEnded extends Error {
  override readonly name = 'FlowEnded';
  readonly phase: string;
  readonly error: PassErrorData | undefined;

  constructor(
    { phase, error }: { readonly phase: string; readonly error?: PassErrorData },
    why = error ? `: ${error.message} (${error.code})` : 'is where it ended',
  ) {
    super(`${phase}${why.startsWith(':') ? '' : ' '}${why}`);
    this.phase = phase;
    this.error = error;
  }
}
