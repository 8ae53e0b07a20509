import { failure } from '../../events.js';
import type { EntitlementContext } from '../entitlement.types.js';

/** What a failed actor has told. */
export const keepError = { type: 'keepError', params: failure } as const;

/** Stores the viewer beside what goes on. */
export const remember = {
  id: 'remember',
  src: 'remember',
  input: ({ context: { mvpd, access } }: { context: EntitlementContext }) => ({
    mvpd: access?.mvpd ?? mvpd,
    access,
  }),
  // What is not stored now, is stored the next time.
  onDone: {},
  onError: {},
} as const;
