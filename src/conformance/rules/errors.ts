import type { ConformanceRule } from './rule.js';

export const errors: readonly ConformanceRule[] = [
  {
    id: 'R166',
    level: 'MUST',
    who: 'lib',
    rule: 'Act on enhanced error codes by their `action`.',
  },
  {
    id: 'R167',
    level: 'MUST',
    who: 'lib',
    rule: 'Know every error code of V2, not just those that an endpoint names.',
  },
  {
    id: 'R168',
    level: 'MUST',
    who: 'lib',
    rule: 'Treat an error alike, whichever endpoint sent it.',
  },
  {
    id: 'R169',
    level: 'MUST',
    who: 'lib',
    rule: 'Treat an error alike, whether it stands at the top or in an item.',
  },
  {
    id: 'R170',
    level: 'MUST',
    who: 'lib',
    rule: 'Look at the HTTP status and at the `status` field, which may differ.',
  },
  {
    id: 'R171',
    level: 'MUST',
    who: 'lib',
    rule: 'Tell HTTP errors from a success whose body is an error.',
  },
  {
    id: 'R172',
    level: 'MUST',
    who: 'lib',
    rule: 'Repeat only what is worth it: few codes and statuses are.',
  },
  {
    id: 'R173',
    level: 'MUST',
    who: 'lib',
    rule: 'Repeat two or three times at most, or further and further apart.',
  },
  {
    id: 'R174',
    level: 'MUST',
    who: 'lib',
    rule: 'Take values that nobody knows yet calmly; the lists may grow.',
  },
  {
    id: 'R175',
    level: 'MUST NOT',
    who: 'lib',
    rule: 'Make a `helpUrl` from a code; take the one that was sent.',
  },
  {
    id: 'R176',
    level: 'MUST',
    who: 'ops',
    rule: 'Mend errors of the configuration before launch.',
    todo: 'In your tests, look for the remedy `configure`, and have Adobe or your dashboard set right.',
  },
  {
    id: 'R177',
    level: 'MUST',
    who: 'lib',
    rule: 'Have the viewer sign in, or a decision made anew, where the action says so.',
  },
  {
    id: 'R178',
    level: 'MAY',
    who: 'app',
    rule: 'Show `message` and `details` to the viewer.',
    todo: 'Both are in `view.error`; `details` is the text for viewers.',
  },
  {
    id: 'R179',
    level: 'SHOULD',
    who: 'app',
    rule: 'Collect whole errors, with `trace`, for support.',
    todo: 'Log `view.error`, or `toErrorData(error)`: there is no secret in it.',
  },
  {
    id: 'R180',
    level: 'SHOULD',
    who: 'lib',
    rule: 'Log errors without anything confidential.',
  },
  {
    id: 'R181',
    level: 'SHOULD',
    who: 'lib',
    rule: 'Use circuit breakers.',
    unmet:
      'There is no circuit breaker. Repetitions are bounded, polls back off, and a 429 stops all calls of a client, so no server is hammered.',
  },
  {
    id: 'R182',
    level: 'SHOULD',
    who: 'app',
    rule: 'Tell the viewer something useful.',
    todo: 'Switch on `error.remedy`; the guides say what to show for each.',
  },
  {
    id: 'R183',
    level: 'SHOULD',
    who: 'lib',
    rule: 'Repeat with exponential backoff over pooled connections, and watch the performance.',
    unmet:
      "There is backoff; connections are pooled by the platform's `fetch`, and who wants to measure wraps it.",
  },
  {
    id: 'R184',
    level: 'MUST',
    who: 'lib',
    rule: 'After a 429, wait a second or longer before the next request.',
  },
  {
    id: 'R185',
    level: 'MUST',
    who: 'lib',
    rule: 'After a first burst of ten, stay near one request a second for each device.',
  },
  {
    id: 'R186',
    level: 'MUST',
    who: 'lib',
    rule: 'Mend the request after a 400, the method after a 405 and the token after a 401; offer a regular MVPD after a 403 of a profile.',
  },
];
