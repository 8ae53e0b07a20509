import { LEAST_INTERVAL } from '../authentication/limits.js';
import {
  actorOf,
  begun,
  begunAnew,
  endOf,
  isObject,
  lastKnownTime,
  type Migration,
  type StoredFlow,
  without,
} from './stored.js';

const actionNameOf = ({ context: { session } }: StoredFlow) =>
  isObject(session) ? session['actionName'] : undefined;

/** What the checks of a code come to: whether the device polls, and where it stands. */
function login({ context }: StoredFlow, step: unknown) {
  const { screen, userAgent } = context;
  const isPolling = screen === 'secondary' || userAgent === 'returned';
  if (isPolling) return { polling: step === 'idle' ? 'pausing' : step };
  if (step === 'idle' && userAgent !== 'closed') return 'open';
  return { closed: step === 'waiting' ? 'idle' : step };
}

/** The wait for a check that is due, or for the next one. */
function pause(flow: StoredFlow, step: unknown) {
  const { lastCheckAt } = flow.context;
  const input = actorOf(flow, 'waitUntil')?.snapshot['input'];
  // How long it was to be at most is not cut off by the end of the code.
  const atMost = step === 'waiting' && isObject(input) ? Number(input['atMost']) : LEAST_INTERVAL;
  return { at: Number(lastCheckAt) + atMost, atMost };
}

/** A code lives, and its end is waited for beside the checks. */
function loggingIn(flow: StoredFlow, action: unknown, step: unknown) {
  const expiry = begun('waitUntil', { at: endOf(flow.context) });
  const stands = step === 'failed' ? 'failed' : login(flow, step);
  const value = { loggingIn: { action, login: stands } };
  if (stands === 'failed' || stands === 'open') return { value, children: { expiry } };
  const now = Object.values(stands)[0];
  const checks =
    now === 'checking'
      ? begunAnew(flow, { checkProfile: 'check' })
      : now === 'idle'
        ? {}
        : { pause: begun('waitUntil', pause(flow, now)) };
  return { value, children: { expiry, ...checks } };
}

function placeOf(flow: StoredFlow) {
  const { value, context } = flow;
  const children = {};
  switch (value) {
    case 'creating':
    case 'resuming':
      return {
        value: { preparing: value },
        children: begunAnew(flow, {
          createSession: 'createSession',
          resumeSession: 'resumeSession',
        }),
      };
    case 'failed': {
      const action = actionNameOf(flow);
      if (action === 'authenticate') return loggingIn(flow, 'authenticate', 'failed');
      const wasChecking = context['lastCheckAt'] !== 0 && context['userAgent'] !== 'open';
      return (action === 'resume' || action === 'retry') && wasChecking
        ? loggingIn(flow, 'resume', 'failed')
        : { value: { preparing: 'failed' }, children };
    }
    default:
      if (!isObject(value)) return { value, children };
      for (const action of ['authenticate', 'resume'])
        if (value[action] !== undefined) return loggingIn(flow, action, value[action]);
      return { value, children };
  }
}

/** Sign-ins of version 0.1.0: one invoked actor at a time, and the end of the code part of each wait. */
export const authenticationOfVersion1: Migration = (flow) => {
  const { context } = flow;
  const { value, children } = placeOf(flow);
  const isWaiting = JSON.stringify(value).includes('"waiting"');
  return {
    ...flow,
    value,
    context: {
      ...without(context, 'userAgent'),
      version: 2,
      activationUrl: null,
      clock: lastKnownTime(context),
      nextCheckAt: isWaiting ? pause(flow, 'waiting').at : null,
    },
    children,
  };
};
