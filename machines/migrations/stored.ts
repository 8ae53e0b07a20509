import { CODE_LIFE } from '../../src/protocol/session.js';

export type Fields = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An actor of a stored flow. */
export interface StoredActor extends Fields {
  readonly src: string;
  readonly snapshot: Fields;
}

/** A stored flow, as far as it has been looked at: its context and its actors may lack anything. */
export interface StoredFlow extends Fields {
  readonly value: unknown;
  readonly context: Fields;
  readonly children: Readonly<Record<string, StoredActor>>;
}

/** The same flow, stored by the next version. */
export type Migration = (flow: StoredFlow) => StoredFlow;

/** Whether there is enough of a flow that a migration can read it. */
export const isFlow = (stored: unknown): stored is StoredFlow =>
  isObject(stored) &&
  isObject(stored['context']) &&
  isObject(stored['children']) &&
  Object.values(stored['children']).every(
    (child) => isObject(child) && typeof child['src'] === 'string' && isObject(child['snapshot']),
  );

/** A service that begins anew when the flow is restored. */
export const begun = (src: string, input?: Fields): StoredActor => ({
  src,
  snapshot: { status: 'active', ...(input && { input }) },
  syncSnapshot: false,
});

/** The actors of a flow by other ids, which their logic's name decides; others keep theirs. */
export const renamed = (
  { children }: StoredFlow,
  ids: Readonly<Record<string, string>>,
): Readonly<Record<string, StoredActor>> =>
  Object.fromEntries(
    Object.entries(children).map(([id, child]) => [ids[child.src] ?? id, child] as const),
  );

/** The first actor of this logic's name. */
export const actorOf = ({ children }: StoredFlow, src: string): StoredActor | undefined =>
  Object.values(children).find((child) => child.src === src);

/** A service by another id, which begins anew: what it may have come to was of another shape. */
export function begunAnew(flow: StoredFlow, ids: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(ids).flatMap(([src, id]) => {
      const actor = actorOf(flow, src);
      const input = actor?.snapshot['input'];
      return actor ? [[id, begun(src, isObject(input) ? input : undefined)] as const] : [];
    }),
  );
}

/** The latest time that a flow is known to have seen; a code is taken for a new one where nothing else tells. */
export function lastKnownTime({ session, lastCheckAt }: Fields) {
  const { notBefore = 0, notAfter = 0 } = isObject(session) ? session : {};
  const now = Math.max(Number(lastCheckAt ?? 0), Number(notBefore), Number(notAfter) - CODE_LIFE);
  return now > 0 ? { now, offset: 0 } : null;
}

/** When the code of a session ends; JSON has no Infinity. */
export const endOf = ({ session }: Fields): number =>
  Number((isObject(session) && session['notAfter']) || 1e15);

/** The context without what the new one does not have. */
export function without(context: Fields, ...names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(context).filter(([name]) => !names.includes(name)));
}
