import { assign, setup } from 'xstate';
import { notProvided } from '../actors.js';
import { errorOf, outputOf, unknownAction } from '../events.js';
import type { Tag } from '../tags.js';
import type {
  InitiatedLogout,
  LogoutContext,
  LogoutEvent,
  LogoutInput,
  LogoutOutput,
} from './logout.types.js';

const isNext =
  (actionName: string) =>
  ({ context: { queue } }: { context: LogoutContext }) =>
    queue[0]?.actionName === actionName;

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
      const { httpStatus = 0, code } = error;
      // A refusal did nothing; of anything else it is not known.
      const refused = (httpStatus >= 400 && httpStatus < 500) || code === 'invalid_input';
      return { error, answerLost: context.answerLost || !refused };
    }),
    settle: assign(({ context: { queue, outcomes, answerLost } }, carriedOut: boolean) => {
      const [entry, ...rest] = queue;
      if (!entry) return {};
      const { mvpd, actionName } = entry;
      const lost = answerLost && actionName === 'invalid';
      const outcome = {
        mvpd,
        actionName,
        carriedOut: carriedOut && !lost,
        ...(lost && { answerLost: true as const }),
      };
      return { queue: rest, outcomes: [...outcomes, outcome] };
    }),
    settleUnknown: assign(({ context: { queue, outcomes } }) => {
      const [entry, ...rest] = queue;
      if (!entry) return {};
      const { mvpd, actionName } = entry;
      return {
        queue: rest,
        outcomes: [
          ...outcomes,
          { mvpd, actionName, carriedOut: false, error: unknownAction(entry) },
        ],
      };
    }),
    giveUp: assign(({ context: { queue, outcomes } }) => ({
      cancelled: true,
      queue: [],
      outcomes: [
        ...outcomes,
        ...queue.map(({ mvpd, actionName }) => ({ mvpd, actionName, carriedOut: false })),
      ],
    })),
  },
  guards: {
    isEmpty: ({ context }) => context.queue.length === 0,
    logout: isNext('logout'),
    partnerLogout: isNext('partner_logout'),
    complete: isNext('complete'),
    invalid: isNext('invalid'),
  },
}).createMachine({
  id: 'logout',
  // Run again without an input when a stored snapshot is restored.
  context: ({ input }) => {
    const { mvpd = '', redirectUrl = '' } = (input ?? {}) as Partial<LogoutInput>;
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
  output: ({ context: { cancelled, outcomes } }) => ({
    phase: cancelled ? 'cancelled' : 'done',
    outcomes,
  }),
  on: { cancel: { target: '.cancelled', actions: 'giveUp' } },
  initial: 'initiating',
  states: {
    initiating: {
      description:
        'The profiles are deleted at Adobe. Repeated after a restore, and then says that an answer was lost.',
      tags: 'busy',
      invoke: {
        src: 'initiateLogout',
        input: ({ context: { mvpd, redirectUrl } }) => ({ mvpd, redirectUrl }),
        onDone: { target: 'dispatching', actions: 'keepEntries' },
        onError: { target: 'failed', actions: 'keepError' },
      },
    },
    dispatching: {
      description: 'The action name of the next entry decides.',
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
      description: 'A user agent opens the URL, which ends the session at the MVPD.',
      tags: 'needs-user',
      on: {
        'userAgent.returned': { target: 'dispatching', actions: { type: 'settle', params: true } },
        'userAgent.skipped': { target: 'dispatching', actions: { type: 'settle', params: false } },
      },
    },
    partner_logout: {
      description: 'The viewer signs out in the system settings of the partner.',
      tags: 'needs-user',
      on: {
        'partnerLogout.confirmed': {
          target: 'dispatching',
          actions: { type: 'settle', params: true },
        },
      },
    },
    complete: {
      description: 'Nothing more has to be done.',
      always: { target: 'dispatching', actions: { type: 'settle', params: true } },
    },
    invalid: {
      description: 'There was no valid profile.',
      always: { target: 'dispatching', actions: { type: 'settle', params: true } },
    },
    unknown: {
      description: 'The server asks for what this flow does not know: reported, and the next one.',
      always: { target: 'dispatching', actions: 'settleUnknown' },
    },
    done: {
      description: 'Every entry was dealt with; the outcomes say how.',
      tags: 'done',
      type: 'final',
    },
    failed: {
      description: 'The server could not be asked, or refused. The viewer is not signed out.',
      tags: ['failed', 'needs-user'],
      on: { retry: 'initiating' },
    },
    cancelled: {
      description: 'The viewer gave up; what was left is not carried out.',
      tags: 'done',
      type: 'final',
    },
  },
});
