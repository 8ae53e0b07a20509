import { isRecord } from '../checks/record.js';
import type { ChangeAnswer } from './fault.js';

type Body = Readonly<Record<string, unknown>>;

const lists = ['mvpds', 'profiles', 'decisions', 'logouts'] as const;

/** Changes for a fault of kind `odd`: one thing is odd in an answer that is right otherwise. */
export interface OddChanges {
  /** The first MVPD of a configuration (E3) has no `id`. */
  readonly mvpdWithoutId: ChangeAnswer;
  /** The first MVPD of a configuration (E3) has a number for a `displayName`. */
  readonly mvpdWithNumberAsName: ChangeAnswer;
  /** The first profile (E8, E9, E10, E12) has no `notAfter`. */
  readonly profileWithoutNotAfter: ChangeAnswer;
  /** The first decision (E13, E14) has no `authorized`. */
  readonly decisionWithoutVerdict: ChangeAnswer;
  /** The first MVPD, profile, decision or logout is `null`. */
  readonly nullEntry: ChangeAnswer;
  /** Every object of the protocol has members that nobody knows, with values of every type. */
  readonly unknownMembers: ChangeAnswer;
  /** What has this name has a value that nobody knows, wherever it is. */
  readonly unknownEnumMember: (
    name: 'actionName' | 'actionType' | 'reasonType' | 'type' | 'source' | 'state',
  ) => ChangeAnswer;
}

/**
 * Ready-made changes for a fault of kind `odd`.
 *
 * @example
 * ```ts
 * import { createSimulator, odd } from 'tve-auth-flow/simulator';
 *
 * const simulator = createSimulator();
 * simulator.faults.add({ kind: 'odd', endpoint: 'E3', change: odd.mvpdWithoutId });
 * ```
 */
export const odd: OddChanges = {
  mvpdWithoutId: (body) => inFirst(body, 'mvpds', ({ id: _, ...rest }) => rest),
  mvpdWithNumberAsName: (body) => inFirst(body, 'mvpds', (mvpd) => ({ ...mvpd, displayName: 7 })),
  profileWithoutNotAfter: (body) => inFirst(body, 'profiles', ({ notAfter: _, ...rest }) => rest),
  decisionWithoutVerdict: (body) =>
    inFirst(body, 'decisions', ({ authorized: _, ...rest }) => rest),
  nullEntry(body) {
    for (const list of lists) {
      const changed = inFirst(body, list, () => null);
      if (changed) return changed;
    }
    return undefined;
  },
  unknownMembers: (body) => withUnknownMembers(body),
  unknownEnumMember: (name) => (body) => {
    const changed = withValue(body, name);
    return JSON.stringify(changed) === JSON.stringify(body) ? undefined : changed;
  },
};

/** Changes the first entry of a list or map; `undefined` where it has none. */
function inFirst(
  body: Body,
  list: (typeof lists)[number],
  change: (entry: Body) => unknown,
): Body | undefined {
  const { requestor, [list]: entries } = body;
  if (entries === undefined && isRecord(requestor)) {
    const changed = inFirst(requestor, list, change);
    return changed && { ...body, requestor: changed };
  }
  if (Array.isArray(entries)) {
    const [first, ...rest] = entries as readonly unknown[];
    return isRecord(first) ? { ...body, [list]: [change(first), ...rest] } : undefined;
  }
  if (!isRecord(entries)) return undefined;
  const [first] = Object.entries(entries);
  return first && isRecord(first[1])
    ? { ...body, [list]: { ...entries, [first[0]]: change(first[1]) } }
    : undefined;
}

/** Whose members are entries, and no members of a message. */
const maps: ReadonlySet<string> = new Set([
  'profiles',
  'logouts',
  'devices',
  'attributes',
  'existingParameters',
]);

const unknown = {
  unknownNull: null,
  unknownNumber: -1.5,
  unknownText: 'brand new',
  unknownFlag: true,
  unknownList: [null, {}, []],
  unknownObject: { unknownMember: 'brand new' },
};

function withUnknownMembers(value: unknown, isMap = false): unknown {
  if (Array.isArray(value)) return value.map((entry: unknown) => withUnknownMembers(entry));
  if (!isRecord(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [
    name,
    // The value of an attribute is the MVPD's own.
    name === 'value' ? member : withUnknownMembers(member, maps.has(name)),
  ]);
  return { ...Object.fromEntries(members), ...(!isMap && unknown) };
}

function withValue(value: unknown, wanted: string): unknown {
  if (Array.isArray(value)) return value.map((entry: unknown) => withValue(entry, wanted));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === wanted && typeof member === 'string' ? 'brand_new' : withValue(member, wanted),
    ]),
  );
}
