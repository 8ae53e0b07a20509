import type { createWindowReceiver } from '@xstate/inspect';

export { createMachine, State, type AnyStateMachine, type AnyState } from 'xstate';
export { createWebSocketReceiver, createWindowReceiver } from '@xstate/inspect';

export type Receiver = ReturnType<typeof createWindowReceiver>;
/** What it gives to whoever subscribes. */
export type Received = NonNullable<ReturnType<Receiver['getSnapshot']>>;
