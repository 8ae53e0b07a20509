import type { Simulator } from '../../simulator/index.js';
import type { Screen } from '../screen/index.js';
import { should } from './stage.js';

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

/** Counts what the apps have sent, and says what to try next. @throws where a request was wasted */
export function summary(screen: Screen, { requests }: Simulator): void {
  const sent = requests.filter(({ viewer }) => !viewer);
  const countOf = ({ endpoints }: Row) =>
    sent.filter(({ endpoint }) => endpoints.includes(endpoint)).length;
  for (const row of rows) {
    const { what, count = countOf(row) } = row;
    should(countOf(row) === count, `There should be ${count} of ${what}, not ${countOf(row)}`);
  }
  const total = rows.reduce((sum, row) => sum + countOf(row), 0);
  should(total === sent.length, 'There should be no request of another kind');
  screen.heading('All as it should be');
  screen.entry({
    kind: 'done',
    label: 'demo',
    text: `${sent.length} requests, and none of them wasted:`,
    rows: rows.map((row) => [row.what, `${countOf(row)}, ${row.why}`]),
  });
  screen.heading('What to do next');
  screen.fields([
    ['npx tve-auth-flow demo --interactive', 'be the viewer, in your own browser'],
    ['npx tve-auth-flow simulator', 'this server, for your app or for curl'],
    ['npx tve-auth-flow login', 'sign in at the simulator, or at Adobe'],
    ['npx tve-auth-flow second-screen', 'the phone, for a code that a device shows'],
    ['docs/README.md', 'the guides, in the repository'],
  ]);
  screen.verbatim(['']);
}
