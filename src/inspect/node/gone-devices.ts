import { DISCONNECTED } from '../stately/messages.js';

/** More than stand on a desk. */
const MOST = 4;

/** An app has gone, with these actors; of one that has told who it is, the device too. */
export const goneMessage = (sessionIds: readonly string[], device?: string): object => ({
  type: DISCONNECTED,
  sessionIds,
  ...(device !== undefined && { device }),
});

/** What the last devices told that have gone: a page that is opened after a crash shows what led to it. */
export class GoneDevices {
  readonly #told = new Map<string, readonly string[]>();

  add(device: string, told: readonly string[]): void {
    this.#told.set(device, told);
    const [first] = this.#told.keys();
    if (this.#told.size > MOST && first !== undefined) this.#told.delete(first);
  }

  /** It has come back. */
  delete(device: string): void {
    this.#told.delete(device);
  }

  list(): readonly string[] {
    return [...this.#told].flatMap(([device, told]) => [
      ...told,
      JSON.stringify(goneMessage([], device)),
    ]);
  }
}
