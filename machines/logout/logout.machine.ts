import { assign } from 'xstate';
import { setup } from '../setup.js';
import { anyText, checkedInput, inputFields } from '../../src/protocol/input.js';
import type { LogoutEntry } from '../../src/protocol/logout.js';
import { notProvided } from '../actors.js';
import { errorOf, outputOf, unknownAction } from '../events.js';
import type { PassErrorData } from '../../src/errors/index.js';
import type { Tag } from '../tags.js';
import type {
  InitiatedLogout,
  LogoutContext,
  LogoutEvent,
  LogoutInput,
  LogoutOutcome,
  LogoutOutput,
} from './logout.types.js';
import { logoutOutput } from './logout.view.js';

const logoutInput = /* @__PURE__ */ inputFields(() => ({
  mvpd: anyText(),
  redirectUrl: anyText(),
}));

const isNext =
  (actionName: string) =>
  ({ context: { queue } }: { context: LogoutContext }) =>
    queue[0]?.actionName === actionName;

/** The error of a logout whose URL no user agent may open. */
const unsafeUrl: PassErrorData = {
  name: 'UnsafeUrlError',
  code: 'unsafe_url',
  remedy: 'none',
  message: 'The server gave no URL that is safe to open',
  path: 'url',
};

const isUnopenable = ({ actionName, url }: LogoutEntry) => actionName === 'logout' && !url;

function outcomeOf(entry: LogoutEntry, carriedOut: boolean, answerLost = false): LogoutOutcome {
  const { mvpd, actionName } = entry;
  const isUnknown = !/^(logout|partner_logout|complete|invalid)$/.test(actionName);
  const isLost = answerLost && actionName === 'invalid';
  return {
    mvpd,
    actionName,
    carriedOut: carriedOut && !isLost,
    ...(isLost && { answerLost }),
    ...(isUnknown && { error: unknownAction(entry) }),
    ...(isUnopenable(entry) && { error: unsafeUrl }),
  };
}

/**
 * Signs a viewer out, at their word only: asks the server, then carries out what it says for each MVPD,
 * one after the other (`basic-logout-primary-application-flow`, `single-sign-on-logout-flow`).
 *
 * Provide its services with `logoutServices(client)`, render `logoutView(snapshot)`.
 */
export const logoutMachine = setup({
  types: {} as {
    context: LogoutContext;
    events: LogoutEvent;
    input: LogoutInput;
    output: LogoutOutput;
    tags: Tag;
  },
  actors: {
    initiateLogout: notProvided<InitiatedLogout, LogoutInput>('initiateLogout'),
  },
  actions: {
    keepEntries: assign(({ context, event }) => {
      const { entries, repeated } = outputOf<InitiatedLogout>(event);
      return { queue: entries, error: null, answerLost: context.answerLost || repeated };
    }),
    keepError: assign(({ context, event }) => {
      const error = errorOf(event);
      const { name, httpStatus = 0, code } = error;
      // A refusal of Adobe's did nothing; of anything else it is not known.
      const isAdobes = name !== 'ForeignAnswerError' && httpStatus >= 400 && httpStatus < 500;
      const refused = isAdobes || code === 'invalid_input';
      return { error, answerLost: context.answerLost || !refused };
    }),
    settle: assign(({ context: { queue, outcomes, answerLost } }, carriedOut: boolean) => ({
      queue: queue.slice(1),
      outcomes: [...outcomes, outcomeOf(queue[0]!, carriedOut, answerLost)],
    })),
    loseAnswer: assign({ answerLost: true }),
    giveUp: assign(({ context: { queue, outcomes } }) => ({
      cancelled: true,
      queue: [],
      outcomes: [...outcomes, ...queue.map((entry) => outcomeOf(entry, false))],
    })),
  },
  guards: {
    isEmpty: ({ context }) => context.queue.length === 0,
    logout: ({ context: { queue } }) =>
      queue[0]?.actionName === 'logout' && !isUnopenable(queue[0]),
    partnerLogout: isNext('partner_logout'),
    complete: isNext('complete'),
    invalid: isNext('invalid'),
  },
}).createMachine({
  id: 'logout',
  // Run again without an input when a stored snapshot is restored.
  context: ({ input }) => {
    const { mvpd = '', redirectUrl = '' } = checkedInput(logoutInput, input).input;
    return {
      mvpd,
      redirectUrl,
      queue: [],
      outcomes: [],
      answerLost: false,
      cancelled: false,
      error: null,
    };
  },
  output: ({ context }) => logoutOutput(context),
  on: { cancel: { target: '.cancelled', actions: 'giveUp' } },
  initial: 'initiating',
  states: {
    initiating: {
      description: 'The profiles are deleted; again after a restore.',
      tags: 'busy',
      invoke: {
        src: 'initiateLogout',
        input: ({ context: { mvpd, redirectUrl } }) => ({ mvpd, redirectUrl }),
        onDone: { target: 'dispatching', actions: 'keepEntries' },
        onError: { target: 'failed', actions: 'keepError' },
      },
      on: { cancel: { target: 'cancelled', actions: ['loseAnswer', 'giveUp'] } },
    },
    dispatching: {
      description: 'The action name decides.',
      always: [
        { guard: 'isEmpty', target: 'done' },
        { guard: 'logout', target: 'logout' },
        { guard: 'partnerLogout', target: 'partner_logout' },
        { guard: 'complete', target: 'complete' },
        { guard: 'invalid', target: 'invalid' },
        { target: 'unknown' },
      ],
    },
    logout: {
      description: 'A user agent opens the URL of the MVPD.',
      tags: 'needs-user',
      on: {
        'userAgent.returned': { target: 'dispatching', actions: { type: 'settle', params: true } },
        'userAgent.skipped': { target: 'dispatching', actions: { type: 'settle', params: false } },
      },
    },
    partner_logout: {
      description: 'The viewer signs out in the system settings.',
      tags: 'needs-user',
      on: {
        'partnerLogout.confirmed': {
          target: 'dispatching',
          actions: { type: 'settle', params: true },
        },
      },
    },
    complete: {
      description: 'Nothing is left to do.',
      always: { target: 'dispatching', actions: { type: 'settle', params: true } },
    },
    invalid: {
      description: 'There was no valid profile.',
      always: { target: 'dispatching', actions: { type: 'settle', params: true } },
    },
    unknown: {
      description: 'An unknown action, or a URL that must not be opened, is reported.',
      always: { target: 'dispatching', actions: { type: 'settle', params: false } },
    },
    done: {
      description: 'The outcomes say what was done.',
      tags: 'done',
      type: 'final',
    },
    failed: {
      description: 'Something went wrong. A retry goes on.',
      tags: ['failed', 'needs-user'],
      on: { retry: 'initiating' },
    },
    cancelled: {
      description: 'The viewer gave up.',
      tags: 'done',
      type: 'final',
    },
  },
});
