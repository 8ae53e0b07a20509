import type { EntitlementView, SecondScreenView } from '../../../../src/index.js';
import type { ShownActor } from './actor.js';
import type { OpenPage } from './pages.js';

/** Everything that is shown of one moment. */
export interface Frame {
  /** Epoch milliseconds. */
  readonly at: number;
  /** The `id` of the last row that had been written by then. */
  readonly row: number;
  readonly television: EntitlementView | undefined;
  readonly phone: SecondScreenView | undefined;
  /** The login page that is open. */
  readonly page: OpenPage | undefined;
  /** Parents first. */
  readonly actors: readonly ShownActor[];
}

export const emptyFrame: Frame = {
  at: 0,
  row: 0,
  television: undefined,
  phone: undefined,
  page: undefined,
  actors: [],
};
