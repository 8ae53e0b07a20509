import type { PassErrorData } from '../../src/errors/index.js';
import type { PreauthorizationOutput } from '../preauthorization/index.js';
import type { EntitlementContext, MarkRequest, PlayRequest } from './entitlement.types.js';

/** Play requests that are shown; the oldest go first, and of them those that have ended. */
const KEPT_PLAYS = 50;

/** Play requests that wait for whoever signs in; the oldest go first. */
const WAITING_PLAYS = 10;

/** Marks, and lists that failed; the oldest go first. */
const KEPT_MARKS = 1000;
const KEPT_LISTS = 50;

export const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '';

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isText);

const bad = (path: string, expected: string): PassErrorData => ({
  name: 'InvalidInputError',
  code: 'invalid_input',
  remedy: 'none',
  message: `${path}: expected ${expected}`,
  path,
});

const notAuthenticated: PassErrorData = {
  name: 'InvalidInputError',
  code: 'not_authenticated',
  remedy: 'authenticate',
  message: 'mvpd: no access',
  path: 'mvpd',
};

/** What the decisions of an event are asked of, if of anything. */
function mvpdFor(
  { access, temporary }: Pick<EntitlementContext, 'access' | 'temporary'>,
  named?: unknown,
): string | null {
  if (isText(named)) return named;
  return access?.mvpd.id ?? (temporary?.over === null ? temporary.mvpd : null);
}

export const playOf = (
  { plays }: Pick<EntitlementContext, 'plays'>,
  resource: unknown,
): PlayRequest | undefined => plays.find((play) => play.resource === resource);

const isWaiting = ({ mvpd, output }: PlayRequest) => mvpd === null && output === null;

/** The same requests without the oldest one, where they are too many. */
function bounded(
  plays: readonly PlayRequest[],
  most: number,
  goesFirst: (play: PlayRequest) => boolean,
): readonly PlayRequest[] {
  if (plays.length < most) return plays;
  const surplus = plays.find(goesFirst) ?? plays[0];
  return plays.filter((play) => play !== surplus);
}

/** A new play request in the place of a former one for the same resource. */
export function withPlay(
  context: EntitlementContext,
  asked: unknown,
  named?: unknown,
): Pick<EntitlementContext, 'plays' | 'requests'> & { readonly play: PlayRequest } {
  const requests = context.requests + 1;
  const resource = String(asked);
  const play: PlayRequest = {
    resource,
    mvpd: isText(asked) ? mvpdFor(context, named) : null,
    id: `play-${requests}`,
    hasFailed: false,
    output: isText(asked) ? null : { phase: 'failed', error: bad('resource', 'text') },
  };
  const others = context.plays.filter((other) => other.resource !== resource);
  const waiting = others.filter(isWaiting);
  const kept = isWaiting(play) ? bounded(waiting, WAITING_PLAYS, isWaiting) : waiting;
  const rest = others.filter((other) => !isWaiting(other) || kept.includes(other));
  const plays = [...bounded(rest, KEPT_PLAYS, ({ output }) => output !== null), play];
  return { requests, plays, play };
}

/** The play requests that have waited for an access that there is now; each gets its MVPD. */
export function begunPlays(context: EntitlementContext): readonly PlayRequest[] {
  const mvpd = mvpdFor(context);
  return mvpd === null
    ? []
    : context.plays.filter(isWaiting).map((play) => Object.assign({}, play, { mvpd }));
}

/** What a play request that has ended makes of the context: with it may the access end that it was made of. */
export function settledPlay(
  { access, temporary, plays }: EntitlementContext,
  play: PlayRequest,
  output: NonNullable<PlayRequest['output']>,
): Partial<EntitlementContext> {
  const error = 'error' in output ? output.error : null;
  const isOver = output.phase === 'temporary_access_over' && play.mvpd === temporary?.mvpd;
  const endsAccess = output.phase === 'needs_authentication' && play.mvpd === access?.mvpd.id;
  return {
    plays: plays.map((other) => (other === play ? { ...play, hasFailed: false, output } : other)),
    ...(isOver && { temporary: { ...temporary, over: error } }),
    ...(endsAccess && { access: null, error }),
  };
}

/** A list to be marked, in the place of a former one of the same resources. */
export function withMarkRequest(
  context: EntitlementContext,
  asked: unknown,
  named?: unknown,
): Pick<EntitlementContext, 'markRequests' | 'requests'> & { readonly request?: MarkRequest } {
  const resources = isTexts(asked) ? asked : [];
  const mvpd = mvpdFor(context, named);
  const isSame = (other: MarkRequest) =>
    other.mvpd === (mvpd ?? '') && JSON.stringify(other.resources) === JSON.stringify(resources);
  const former = context.markRequests.find(isSame);
  // What is on its way already brings the same marks.
  if (former?.error === null) return context;
  const requests = context.requests + 1;
  const error = !isTexts(asked)
    ? bad('resources', 'texts')
    : mvpd === null
      ? notAuthenticated
      : null;
  const request = { mvpd: mvpd ?? '', resources, id: `marks-${requests}`, error };
  // What was never sent is told until something else is asked.
  const wasSent = (other: MarkRequest) => other.mvpd !== '' && other.resources.length > 0;
  const others = context.markRequests.filter(
    (other) => other !== former && (other.error === null || wasSent(other)),
  );
  const failed = others.filter((other) => other.error !== null);
  const surplus = failed.length < KEPT_LISTS ? undefined : failed[0];
  const markRequests = [...others.filter((other) => other !== surplus), request];
  return { requests, markRequests, ...(error === null && { request }) };
}

/** What a list that is marked, or could not be, makes of the context. */
export function settledMarks(
  { access, marks, markRequests }: EntitlementContext,
  request: MarkRequest,
  output: PreauthorizationOutput | { phase: 'failed'; error: PassErrorData },
): Partial<EntitlementContext> {
  const others = markRequests.filter((other) => other !== request);
  if (output.phase === 'done') {
    const named = output.decisions.map((mark) => [mark.resource, mark] as const);
    const all = Object.entries({ ...marks, ...Object.fromEntries(named) });
    return { markRequests: others, marks: Object.fromEntries(all.slice(-KEPT_MARKS)) };
  }
  if (output.phase === 'cancelled') return { markRequests: others };
  const { error } = output;
  const endsAccess = output.phase === 'needs_authentication' && request.mvpd === access?.mvpd.id;
  return {
    markRequests: [...others, { ...request, error }],
    ...(endsAccess && { access: null, error }),
  };
}
