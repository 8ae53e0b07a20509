import { assign } from 'xstate';
import { setup } from '../setup.js';
import { anyText, checkedInput, inputFields } from '../../src/protocol/input.js';
import type { LogoutEntry } from '../../src/protocol/logout.js';
import { notProvided } from '../actors.js';
import { failure, outputOf, resultOf, unknownAction } from '../events.js';
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

const logoutInput = /* @__PURE__ */ inputFields(() => ({
  mvpd: anyText(),
  redirectUrl: anyText(),
}));

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
    keepEntries: assign(({ context }, { entries, repeated }: InitiatedLogout) => ({
      queue: entries,
      error: null,
      answerLost: context.answerLost || repeated,
    })),
    keepError: assign(({ context }, error: PassErrorData) => {
      const { name, httpStatus = 0, code } = error;
      // A refusal of Adobe's did nothing; of anything else it is not known.
      const isAdobes = name !== 'ForeignAnswerError' && httpStatus >= 400 && httpStatus < 500;
      const refused = isAdobes || code === 'invalid_input';
      return { error, answerLost: context.answerLost || !refused };
    }),
    settle: assign(({ context: { queue, outcomes, answerLost } }, carriedOut: boolean) => {
      const [entry, ...rest] = queue;
      return entry
        ? { queue: rest, outcomes: [...outcomes, outcomeOf(entry, carriedOut, answerLost)] }
        : {};
    }),
    loseAnswer: assign({ answerLost: true }),
    giveUp: assign(({ context: { queue, outcomes } }) => ({
      queue: [],
      outcomes: [...outcomes, ...queue.map((entry) => outcomeOf(entry, false))],
    })),
  },
  guards: {
    isEmpty: ({ context }) => context.queue.length === 0,
    opensUrl: ({ context: { queue } }) =>
      queue[0]?.actionName === 'logout' && !isUnopenable(queue[0]),
    asksViewer: ({ context: { queue } }) => queue[0]?.actionName === 'partner_logout',
    asksNothing: ({ context: { queue } }) =>
      /^(complete|invalid)$/.test(queue[0]?.actionName ?? ''),
  },
}).createMachine({
  id: 'logout',
  // Run again without an input when a stored snapshot is restored.
  context: ({ input }) => {
    const { mvpd = '', redirectUrl = '' } = checkedInput(logoutInput, input).input;
    return {
      version: 2,
      mvpd,
      redirectUrl,
      queue: [],
      outcomes: [],
      answerLost: false,
      error: null,
    };
  },
  output: outputOf<LogoutOutput>,
  on: { cancel: { target: '.cancelled', actions: 'giveUp' } },
  initial: 'initiating',
  states: {
    initiating: {
      description:
        'The profiles are deleted at Adobe. After a restore they are deleted once more, and the first answer is taken for lost.',
      tags: 'busy',
      invoke: {
        id: 'initiateLogout',
        src: 'initiateLogout',
        input: ({ context: { mvpd, redirectUrl } }) => ({ mvpd, redirectUrl }),
        onDone: {
          target: 'deciding',
          actions: { type: 'keepEntries', params: resultOf },
        },
        onError: { target: 'failed', actions: { type: 'keepError', params: failure } },
      },
      on: { cancel: { target: 'cancelled', actions: ['loseAnswer', 'giveUp'] } },
    },
    deciding: {
      description:
        'What the server asks for decides, for one MVPD after the other. Where nothing is left to do, that is noted: complete, invalid, an unknown action, a URL that must not be opened. It is never stored.',
      always: [
        { guard: 'isEmpty', target: 'done' },
        { guard: 'opensUrl', target: 'logout' },
        { guard: 'asksViewer', target: 'partner_logout' },
        {
          guard: 'asksNothing',
          target: 'deciding',
          reenter: true,
          actions: { type: 'settle', params: true },
        },
        { target: 'deciding', reenter: true, actions: { type: 'settle', params: false } },
      ],
    },
    logout: {
      description: 'A user agent opens the URL of the MVPD, and comes back.',
      tags: 'needs-user',
      on: {
        'userAgent.returned': { target: 'deciding', actions: { type: 'settle', params: true } },
        'userAgent.skipped': { target: 'deciding', actions: { type: 'settle', params: false } },
      },
    },
    partner_logout: {
      description: 'The viewer signs out in the settings of their system, and says so.',
      tags: 'needs-user',
      on: {
        'partnerLogout.confirmed': {
          target: 'deciding',
          actions: { type: 'settle', params: true },
        },
      },
    },
    done: {
      description: 'The outcomes say what was done.',
      tags: 'done',
      type: 'final',
      output: ({ context: { outcomes } }) => ({ phase: 'done', outcomes }),
    },
    failed: {
      description: 'The server refused, or could not be asked. A retry asks again.',
      tags: ['failed', 'needs-user'],
      on: { retry: 'initiating' },
    },
    cancelled: {
      description: 'The viewer gave up; what was left is not carried out.',
      tags: 'done',
      type: 'final',
      output: ({ context: { outcomes, answerLost } }) => ({
        phase: 'cancelled',
        outcomes,
        ...(answerLost && { answerLost }),
      }),
    },
  },
});
