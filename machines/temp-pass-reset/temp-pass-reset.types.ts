import type { PassErrorData } from '../../src/errors/index.js';

/** The input of `tempPassResetMachine`: for a device, or for a viewer's key. `all` asks for a confirmation. */
export type TempPassResetInput = {
  /** The id of the TempPass. */
  mvpd: string;
} & (
  | { /** A plain device id, or `all`. */ deviceId: string; key?: never }
  | {
      /** The hash of a viewer's identifier, or `all`; promotional TempPass only. */ key: string;
      deviceId?: never;
    }
);

export interface TempPassResetContext {
  /** Of this shape; the stored flows of an older one are migrated. */
  version: 2;
  mvpd: string;
  deviceId: string | null;
  key: string | null;
  /** Whether new client credentials were had for this already. */
  registered: boolean;
  error: PassErrorData | null;
}

export type TempPassResetEvent =
  /** Yes, for all devices or viewers. */
  { type: 'reset.confirmed' } | { type: 'retry' } | { type: 'cancel' };

/** The output of `tempPassResetMachine`. */
export type TempPassResetOutput = { phase: 'done' } | { phase: 'cancelled' };

/** What to render. */
export type TempPassResetView =
  | { phase: 'confirming'; mvpd: string; all: 'devices' | 'keys' }
  | { phase: 'resetting' }
  | { phase: 'failed'; error: PassErrorData }
  | TempPassResetOutput;
