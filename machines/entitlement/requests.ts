import type { PassErrorData } from '../../src/errors/index.js';
import type { PreauthorizationOutput } from '../preauthorization/index.js';
import type { EntitlementContext, PlayRequest } from './entitlement.types.js';

/** Play requests that have ended and are still shown; the oldest go first. */
const KEPT_PLAYS = 50;

/** Marks kept at a time; the oldest go first. */
const KEPT_MARKS = 1000;

const notAuthenticated: PassErrorData = {
  name: 'InvalidInputError',
  code: 'not_authenticated',
  remedy: 'authenticate',
  message: 'mvpd: there is neither a profile nor a temporary access',
  path: 'mvpd',
};

/** What the decisions of an event are asked of, if of anything. */
export function mvpdFor(
  { access, temporary }: EntitlementContext,
  named: string | undefined,
): string | undefined {
  return named || access?.mvpd.id || (temporary?.over === null ? temporary.mvpd : undefined);
}

export const playOf = ({ plays }: EntitlementContext, resource: unknown): PlayRequest | undefined =>
  plays.find((play) => play.resource === resource);

const without = (plays: readonly PlayRequest[], resource: string) => {
  const others = plays.filter((play) => play.resource !== resource);
  const ended = others.filter(({ output }) => output);
  const surplus = ended.length >= KEPT_PLAYS ? ended[0] : undefined;
  return others.filter((play) => play !== surplus);
};

/** A new play request in the place of a former one for the same resource. */
export function withPlay(context: EntitlementContext, resource: string, mvpd: string | undefined) {
  const requests = context.requests + 1;
  const play: PlayRequest = {
    resource,
    mvpd: mvpd ?? '',
    id: `play-${requests}`,
    output: mvpd ? null : { phase: 'needs_authentication', error: notAuthenticated },
  };
  return { requests, plays: [...without(context.plays, resource), play] };
}

/** A play request has ended: with it may the access that it was made of. */
export function settledPlay(
  context: EntitlementContext,
  id: string,
  output: NonNullable<PlayRequest['output']>,
) {
  const play = context.plays.find((request) => request.id === id);
  if (!play) return {};
  const { access, temporary } = context;
  const isOver = output.phase === 'temporary_access_over' && play.mvpd === temporary?.mvpd;
  return {
    plays: context.plays.map((request) => (request === play ? { ...request, output } : request)),
    ...(isOver && { temporary: { ...temporary, over: output.error } }),
    ...(output.phase === 'needs_authentication' &&
      play.mvpd === access?.mvpd.id && { access: null, error: output.error }),
  };
}

const otherThan = ({ preauthorizations }: EntitlementContext, id: string) =>
  preauthorizations.filter((request) => request.id !== id);

/** Marks have come, or the word that the viewer has to sign in again. */
export function settledMarks(
  context: EntitlementContext,
  id: string,
  output: PreauthorizationOutput,
): Partial<EntitlementContext> {
  const { marks, access } = context;
  const preauthorizations = otherThan(context, id);
  if (output.phase === 'done') {
    const named = Object.fromEntries(output.decisions.map((mark) => [mark.resource, mark]));
    const all = Object.entries({ ...marks, ...named });
    return { preauthorizations, marks: Object.fromEntries(all.slice(-KEPT_MARKS)) };
  }
  if (output.phase === 'cancelled') return { preauthorizations };
  const { error } = output;
  const list = context.preauthorizations.find((request) => request.id === id);
  const ends = list?.mvpd === access?.mvpd.id && { access: null, error };
  return { preauthorizations, marksError: error, ...ends };
}

/** Marks did not come. */
export const failedMarks = (
  context: EntitlementContext,
  id: string,
  marksError: PassErrorData | null,
): Partial<EntitlementContext> => ({ preauthorizations: otherThan(context, id), marksError });

/** Why there can be no marks. */
export const noMarks = { marksError: notAuthenticated } as const;
