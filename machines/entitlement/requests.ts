import type { SnapshotFrom } from 'xstate';
import type { PassErrorData } from '../../src/errors/index.js';
import type {
  Preauthorization,
  preauthorizationMachine,
  PreauthorizationOutput,
} from '../preauthorization/index.js';
import type { EntitlementContext, PlayRequest } from './entitlement.types.js';

/** Play requests that are shown; the oldest go first, and of them those that have ended. */
const KEPT_PLAYS = 50;

/** Marks kept at a time; the oldest go first. */
const KEPT_MARKS = 1000;

export const notAuthenticated: PassErrorData = {
  name: 'InvalidInputError',
  code: 'not_authenticated',
  remedy: 'authenticate',
  message: 'mvpd: no access',
  path: 'mvpd',
};

/** What the decisions of an event are asked of, if of anything. */
export function mvpdFor(
  { access, temporary }: EntitlementContext,
  named: string | undefined,
): string | undefined {
  if (isText(named)) return named;
  return access?.mvpd.id ?? (temporary?.over === null ? temporary.mvpd : undefined);
}

export const playOf = ({ plays }: EntitlementContext, resource: unknown): PlayRequest | undefined =>
  plays.find((play) => play.resource === resource);

const without = (plays: readonly PlayRequest[], resource: string) => {
  const others = plays.filter((play) => play.resource !== resource);
  const surplus =
    others.length < KEPT_PLAYS ? undefined : (others.find(({ output }) => output) ?? others[0]);
  return others.filter((play) => play !== surplus);
};

export const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '';

export const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isText);

/** Whether the same list is being marked already. */
export const isOnItsWay = (
  { preauthorizations }: EntitlementContext,
  mvpd: string,
  resources: readonly string[],
): boolean =>
  preauthorizations.some(
    (request) =>
      request.mvpd === mvpd && JSON.stringify(request.resources) === JSON.stringify(resources),
  );

/** Why a play request can't be made of what names no resource. */
export const notText: PassErrorData = {
  name: 'InvalidInputError',
  code: 'invalid_input',
  remedy: 'none',
  message: 'resource: expected text',
  path: 'resource',
};

/**
 * A new play request in the place of a former one for the same resource.
 *
 * @param problem Why it has ended already, where there is no MVPD to ask.
 */
export function withPlay(
  context: EntitlementContext,
  resource: string,
  mvpd: string | undefined,
  problem: PassErrorData,
) {
  const requests = context.requests + 1;
  const play: PlayRequest = {
    resource,
    mvpd: mvpd ?? '',
    id: `play-${requests}`,
    output: mvpd
      ? null
      : problem.remedy === 'authenticate'
        ? { phase: 'needs_authentication', error: problem }
        : { phase: 'failed', error: problem },
  };
  return { requests, plays: [...without(context.plays, resource), play] };
}

/** A play request or a list has ended: with it may the access that it was made of. */
export function settledRequest(
  context: EntitlementContext,
  id: string,
  output: NonNullable<PlayRequest['output']> | PreauthorizationOutput,
): Partial<EntitlementContext> | undefined {
  const { access, temporary, marks, plays, preauthorizations } = context;
  const isIt = (request: { readonly id: string }) => request.id === id;
  const play = plays.find(isIt);
  const request = play ?? preauthorizations.find(isIt);
  if (!request) return undefined;
  const error = 'error' in output ? output.error : null;
  const isOver = output.phase === 'temporary_access_over' && request.mvpd === temporary?.mvpd;
  const endsAccess = output.phase === 'needs_authentication' && request.mvpd === access?.mvpd.id;
  const ended = play && { ...play, output: output as PlayRequest['output'] };
  return {
    ...(ended
      ? { plays: plays.map((other) => (other === play ? ended : other)) }
      : {
          preauthorizations: preauthorizations.filter((other) => other !== request),
          marksError: error,
        }),
    ...(output.phase === 'done' && { marks: withMarks(marks, output.decisions) }),
    ...(isOver && { temporary: { ...temporary, over: error } }),
    ...(endsAccess && { access: null, error }),
  };
}

function withMarks(marks: EntitlementContext['marks'], decisions: readonly Preauthorization[]) {
  const named = Object.fromEntries(decisions.map((mark) => [mark.resource, mark]));
  return Object.fromEntries(Object.entries({ ...marks, ...named }).slice(-KEPT_MARKS));
}

/** A list that nobody has decided on; nothing where it has not failed. */
export const failedMarks = (
  { preauthorizations }: EntitlementContext,
  id: string,
  { value, context }: SnapshotFrom<typeof preauthorizationMachine>,
): Partial<EntitlementContext> | undefined =>
  value === 'failed' && preauthorizations.some((request) => request.id === id)
    ? {
        preauthorizations: preauthorizations.filter((request) => request.id !== id),
        marksError: context.error,
      }
    : undefined;

/** Why there can be no marks. */
export const noMarks = { marksError: notAuthenticated } as const;

/** Why there can be none of such a list. */
export const notTexts = {
  marksError: {
    name: 'InvalidInputError',
    code: 'invalid_input',
    remedy: 'none',
    message: 'resources: expected texts',
    path: 'resources',
  },
} as const;
