import { should, type Stage } from './stage.js';

interface Row {
  readonly what: string;
  readonly endpoints: readonly string[];
  /** How many there should be; nothing where that is a matter of time. */
  readonly count?: number;
  readonly why: string;
}

const rows: readonly Row[] = [
  { what: 'registration', endpoints: ['E1'], count: 2, why: 'one for each device' },
  {
    what: 'access token',
    endpoints: ['E2'],
    count: 3,
    why: 'one for each device, and a new one after 30 days',
  },
  {
    what: 'profile',
    endpoints: ['E8', 'E9'],
    count: 5,
    why: 'one for each start, and one after 30 days',
  },
  {
    what: 'configuration',
    endpoints: ['E3'],
    count: 1,
    why: 'only where a provider had to be chosen',
  },
  {
    what: 'session',
    endpoints: ['E4', 'E11'],
    count: 4,
    why: 'one for each sign-in',
  },
  {
    what: 'partner profile',
    endpoints: ['E12'],
    count: 1,
    why: 'by the account in the settings',
  },
  { what: 'code check', endpoints: ['E10'], why: 'one every 3 seconds, while a code was shown' },
  { what: 'marks', endpoints: ['E13'], count: 1, why: 'for the whole list at once' },
  { what: 'play request', endpoints: ['E14'], count: 8, why: 'one for each, and no token twice' },
  { what: 'sign-out', endpoints: ['E15'], count: 3, why: "each at the viewer's word" },
];

/** Other commands, and what they are for. */
const further: ReadonlyArray<readonly [command: string, about: string]> = [
  ['demo --interactive', 'You are the viewer, in your own browser.'],
  ['simulator', 'A server like this one, for your app or for curl.'],
  ['login', 'A real sign-in, at that server or at Adobe.'],
  ['second-screen', "The phone's side of a sign-in, for the code that a device shows."],
  ['--help', 'All commands. The guides are in docs/README.md of the repository.'],
];

/**
 * Counts what the apps have sent, and says what to try next. A person has a browser of their own, and
 * may need more codes than the scripted viewer, and more time.
 *
 * @throws where a request was wasted
 */
export function summary({ screen, simulator: { requests }, interactive }: Stage): void {
  const sent = requests.filter(({ viewer }) => !viewer).map(({ endpoint }) => endpoint);
  const countOf = ({ endpoints }: Row) => sent.filter((one) => endpoints.includes(one)).length;
  const total = rows.reduce((sum, row) => sum + countOf(row), 0);
  if (!interactive) {
    for (const row of rows) {
      const { what, count = countOf(row) } = row;
      should(countOf(row) === count, `There should be ${count} of ${what}, not ${countOf(row)}`);
    }
    should(total === sent.length, 'There should be no request of another kind');
  }
  screen.heading('All as it should be');
  screen.entry({
    kind: 'done',
    label: 'demo',
    text: `${total} requests, and none of them wasted:`,
    rows: rows.map((row) => [row.what, `${countOf(row)}, ${row.why}`]),
  });
  screen.heading('What to do next', 'npx tve-auth-flow …');
  for (const [label, text] of further) screen.entry({ kind: 'phase', label, text });
  screen.verbatim(['']);
}
