import type { AnyStateMachine } from 'xstate';

/** Of whatever copy of XState. */
export const isMachine = (logic: unknown): logic is AnyStateMachine =>
  typeof logic === 'object' && logic !== null && '__xstatenode' in logic;
