import { DISCONNECTED } from '../stately/messages.js';

/** More than stand on a desk. */
const MOST = 4;

/** An app has gone, with these actors; of one that has told who it is, the device too. */
export const goneMessage = (sessionIds: readonly string[], device?: string): object => ({
  type: DISCONNECTED,
  sessionIds,
  ...(device !== undefined && { device }),
});

interface Gone {
  readonly device: string;
  readonly name: string | undefined;
  readonly told: readonly string[];
}

/** What the last devices told that have gone: a page that is opened after a crash shows what led to it. */
export class GoneDevices {
  #gone: readonly Gone[] = [];

  add(gone: Gone): void {
    this.#gone = [...this.#gone, gone].slice(-MOST);
  }

  /** It has come back, or the same app was started again. */
  delete({ device, name }: Pick<Gone, 'device' | 'name'>): void {
    this.#gone = this.#gone.filter((gone) => gone.device !== device && gone.name !== name);
  }

  list(): readonly string[] {
    return this.#gone.flatMap(({ device, told }) => [
      ...told,
      JSON.stringify(goneMessage([], device)),
    ]);
  }
}
