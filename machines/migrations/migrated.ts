import type { AnyStateMachine } from 'xstate';
import { migrations } from './index.js';
import { type Fields, isFlow, isObject, type StoredFlow } from './stored.js';

export const isMachine = (logic: unknown): logic is AnyStateMachine =>
  isObject(logic) && 'root' in logic;

/** Whether it is of this package: of others, nobody knows what a member that is `null` at first becomes. */
export const isOwn = ({ id }: AnyStateMachine): boolean =>
  Object.prototype.hasOwnProperty.call(migrations, id);

/** The context that a flow begins with. The factory is pure, and needs no input. */
export function initialContext(machine: AnyStateMachine): Fields {
  const { context } = machine.config as { context?: unknown };
  return typeof context === 'function'
    ? (context as (args: object) => Fields)({ input: undefined })
    : {};
}

/** The version of a flow of this package, by its context; version 0.1.0 stored none. */
export const versionOf = ({ version = 1 }: Fields): unknown => version;

/**
 * The flow as this version would have stored it, and the flows in it. What can't be read is left as it
 * is, and so is what a version has stored that is not known here.
 */
export function migrated(machine: AnyStateMachine, stored: unknown): unknown {
  if (!isFlow(stored)) return stored;
  const logics = machine.implementations.actors as Fields;
  const children = Object.fromEntries(
    Object.entries(stored.children).map(([id, child]) => {
      const logic = logics[child.src];
      if (!isMachine(logic)) return [id, child] as const;
      return [id, { ...child, snapshot: migrated(logic, child.snapshot) as Fields }] as const;
    }),
  );
  let flow: StoredFlow = { ...stored, children };
  if (!isOwn(machine)) return flow;
  const current = versionOf(initialContext(machine));
  for (let at = versionOf(flow.context); at !== current; at = versionOf(flow.context)) {
    const migrate = typeof at === 'number' ? migrations[machine.id]?.[at] : undefined;
    if (!migrate) return flow;
    flow = migrate(flow);
  }
  return flow;
}
