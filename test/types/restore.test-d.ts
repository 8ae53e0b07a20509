import { expectTypeOf } from 'vitest';
import { type Actor, createActor } from 'xstate';
import {
  authenticationMachine,
  authenticationView,
  logoutMachine,
  restoreActor,
} from '../../machines/index.js';

const stored: unknown = JSON.parse('{}');

// A restored flow needs no input, and none is asked for.
const restored = restoreActor(authenticationMachine, stored);
expectTypeOf(restored).toEqualTypeOf<Actor<typeof authenticationMachine>>();
authenticationView(restored.getSnapshot());
restored.send({ type: 'retry' });
restoreActor(logoutMachine, '{}', { id: 'logout', inspect: () => {} });

// @ts-expect-error its input is in the snapshot
restoreActor(authenticationMachine, stored, { input: { screen: 'primary' } });
// @ts-expect-error the snapshot is the second argument
restoreActor(authenticationMachine, stored, { snapshot: stored });
// @ts-expect-error what is missing can't be restored
restoreActor(authenticationMachine);
// @ts-expect-error what XState itself asks for, which is why there is restoreActor
createActor(authenticationMachine, { snapshot: restored.getPersistedSnapshot() });
