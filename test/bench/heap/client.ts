import { createPassClient, type PassClient } from '../../../src/index.js';
import { parameters } from '../support/app-client.js';

const DAY = 24 * 60 * 60_000;

/** Answers as a server where nobody ever logs in: no socket, so that only the flow is measured. */
const answer = (url: string, now: number): unknown =>
  url.includes('/sessions')
    ? {
        code: 'AB12CD3',
        url: '/api/v2/authenticate/REF30/AB12CD3',
        actionName: 'authenticate',
        actionType: 'interactive',
        reasonType: 'none',
        missingParameters: [],
        sessionId: '1b614390-6610-4d14-9421-6565f6e75958',
        mvpd: parameters.mvpd,
        serviceProvider: 'REF30',
        notBefore: String(now),
        notAfter: String(now + DAY),
      }
    : { profiles: {} };

/** A client of that server. */
export const waitingClient = (now: () => number = Date.now, id = 'device'): PassClient =>
  createPassClient({
    environment: 'release-staging',
    serviceProvider: 'REF30',
    accessToken: () => Promise.resolve('token'),
    device: { id },
    now,
    fetch: (input) => {
      // eslint-disable-next-line typescript/no-base-to-string
      const text = JSON.stringify(answer(String(input), now()));
      // What the client reads of a response: a real one would be half of what a poll costs.
      const response = { status: 200, headers: new Map(), text: () => Promise.resolve(text) };
      return Promise.resolve(response as unknown as Response);
    },
  });
