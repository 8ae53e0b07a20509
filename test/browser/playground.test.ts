import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { leave, setUp, type Stand, there, type Visit } from './playground/stand.js';

let stand: Stand;
let visit: Visit;

beforeAll(async () => {
  stand = await setUp();
});
afterAll(() => stand?.close());
afterEach(async () => {
  if (!visit) return;
  checkManners(visit);
  await leave(visit);
});

/** Nothing that the browser complains about, and nobody else who was asked. */
function checkManners({ complaints, requests }: Visit): void {
  expect(complaints).toEqual([]);
  const own = [stand.served.origin, stand.served.origin.replace('http', 'ws'), stand.file];
  expect(requests.filter((url) => !own.some((origin) => url.startsWith(origin)))).toEqual([]);
}

const open = async (...of: Parameters<Stand['visit']>): Promise<Visit> => {
  visit = await stand.visit(...of);
  return visit;
};

/** Signs in with the code of the television, by clicking. */
async function signInWithPhone({ television, phone }: Visit): Promise<void> {
  await television.getByRole('button', { name: 'Sign in' }).click();
  await television.getByRole('button', { name: 'Cablevision' }).click();
  const code = (await television.getByTestId('code').textContent()) ?? '';
  await phone.getByRole('button', { name: 'Open the page' }).click();
  await phone.getByLabel('Code on your television').fill(code.toLowerCase());
  await phone.getByRole('button', { name: 'Continue' }).click();
  await phone.getByRole('button', { name: 'Go on to Cablevision' }).click();
  await phone.getByRole('button', { name: 'Sign in' }).click();
  await there(phone.getByText('Your television goes on by itself.'));
  await there(television.getByText('With Cablevision', { exact: true }));
}

it('signs in with the code of the television, on the phone', async () => {
  const now = await open('#scenario=secondary-sign-in');
  await signInWithPhone(now);
  const { page, television } = now;
  expect(await page.getByTestId('place').textContent()).toBe('viewer.authenticated.confirmed');
  await there(page.locator('[data-state="viewer.authenticated.confirmed"].active'));
  await television.getByRole('button', { name: 'What can I watch?' }).click();
  await there(television.getByRole('button', { name: /Cup Final.*included/ }));
  await television.getByRole('button', { name: /Cup Final/ }).click();
  await there(television.getByText('Playing: Cup Final'));
});

it('signs in and out on the television, at the pages of the provider', async () => {
  const { television, page } = await open('#scenario=primary-sign-in');
  await television.getByRole('button', { name: 'Sign in' }).click();
  await television.getByRole('button', { name: 'Cablevision' }).click();
  await television.getByRole('button', { name: 'Open the login page' }).click();
  await television.getByLabel('Password').fill('wrong');
  await television.getByRole('button', { name: 'Sign in', exact: true }).click();
  await there(television.getByRole('alert'));
  await television.getByLabel('Password').fill('right');
  await television.getByRole('button', { name: 'Sign in', exact: true }).click();
  await television.getByRole('button', { name: 'Sign out' }).click();
  await television.getByRole('button', { name: 'Open the sign-out page' }).click();
  await there(television.getByText('Signed out. Cablevision: logout.'));
  expect(await page.getByTestId('place').textContent()).toBe('viewer.signedOut.unauthenticated');
});

it('lets a request fail, and offers the way out', async () => {
  const { television, tools, page, sequence } = await open('#scenario=primary-sign-in');
  await there(television.getByRole('button', { name: 'Sign in' }));
  await tools.getByRole('tab', { name: 'Faults' }).click();
  await tools.getByLabel('What goes wrong').selectOption({ label: 'HTML in place of JSON' });
  await tools.getByLabel('Where').selectOption({ label: 'configuration (E3)' });
  await tools.getByRole('button', { name: 'Let it happen' }).click();
  await page.getByLabel('Speed').selectOption('60');
  await television.getByRole('button', { name: 'Sign in' }).click();
  await there(television.getByText('That did not work'));
  await there(sequence.getByText('E3 GET /configuration'));
  await tools.getByRole('button', { name: 'Take all away' }).click();
  await television.getByRole('button', { name: 'Try again' }).click();
  await there(television.getByText('Choose your TV provider'));
});

it('tells a story by itself, and hands it over', async () => {
  const { page, television } = await open('#scenario=primary-sign-in');
  await page.getByRole('button', { name: 'Play it for me' }).click();
  await there(television.getByText('Choose your TV provider'));
  const screen = television.locator('.screen');
  expect(await screen.getAttribute('inert')).not.toBeNull();
  await page.getByRole('button', { name: 'Take over' }).click();
  await there(page.getByText('Your turn'));
  expect(await screen.getAttribute('inert')).toBeNull();
});

it('opens a link to a time in a story, and stands still there', async () => {
  const { page, television } = await open('#scenario=secondary-sign-in&at=9');
  await there(television.getByTestId('code'));
  await expect.poll(() => page.getByTestId('clock').textContent()).toBe('20:15:09+0:09');
  expect(await page.getByLabel('Scenario').inputValue()).toBe('secondary-sign-in');
});

it('opens another scenario where the link names none that there is', async () => {
  const { page, television } = await open('#scenario=%3Cscript%3E&at=never');
  await there(page.getByText('There is no scenario “<script>”.'));
  await there(television.getByRole('button', { name: 'Sign in' }));
});

it('goes from timer to timer while the time stands still', async () => {
  const { page, sequence } = await open('#scenario=secondary-sign-in&at=9');
  const shown = page.getByTestId('clock');
  await expect.poll(() => shown.textContent()).toBe('20:15:09+0:09');
  // Polls that are answered the same stand in one line, with how many they are.
  const polls = async () => {
    const line = await sequence
      .getByRole('button', { name: /E10 GET/ })
      .last()
      .textContent();
    return Number(/(\d+) times/.exec(line ?? '')?.[1] ?? 1);
  };
  const before = await polls();
  await page.getByRole('button', { name: 'Go on to what comes next' }).click();
  await expect.poll(polls).toBe(before + 1);
  await expect.poll(() => shown.textContent()).toMatch(/^20:15:1[34]\+0:1[34]$/);
  await page.getByRole('button', { name: 'Go on to what comes next' }).click();
  await expect.poll(() => shown.textContent()).toMatch(/^20:15:1[89]\+0:1[89]$/);
  await expect.poll(polls).toBe(before + 2);
});

it('steps back to what was, which nobody can change, and returns', async () => {
  const now = await open('#scenario=secondary-sign-in');
  await signInWithPhone(now);
  const { page, television, phone } = now;
  const moment = page.getByLabel('Moment');
  await moment.focus();
  await page.keyboard.press('Home');
  await there(page.getByText('This is the past.'));
  await there(television.getByText('Starting…'));
  await there(phone.getByRole('button', { name: 'Open the page', includeHidden: true }));
  const last = Number(await moment.getAttribute('max'));
  for (let step = 0; step < last; step += 1) {
    if ((await page.getByTestId('place').textContent())?.endsWith('choosing')) break;
    await page.getByRole('button', { name: 'One step forward' }).click();
  }
  await there(page.locator('[data-state="viewer.signingIn.choosing"].active'));
  expect(await television.locator('.screen').getAttribute('inert')).not.toBeNull();
  await page.getByRole('button', { name: 'Back to live' }).click();
  await there(television.getByText('With Cablevision', { exact: true }));
});

it('sends the events that a machine can take, with data that can be changed', async () => {
  const { tools, page, television } = await open('#scenario=primary-sign-in');
  await tools.getByRole('button', { name: 'authenticate', exact: true }).click();
  await there(page.locator('[data-state="viewer.signingIn.choosing"].active'));
  await tools.getByRole('button', { name: 'Edit the data of mvpd.selected' }).click();
  const data = tools.getByLabel('Data of mvpd.selected, as JSON');
  await data.fill('{ "mvpd": ');
  await there(tools.getByText(/JSON/).last());
  await data.fill('{ "mvpd": "Spectrum" }');
  await tools.getByRole('button', { name: 'mvpd.selected', exact: true }).click();
  await there(television.getByText('Sign in with Spectrum'));
});

it('lists the actors, and shows the chart of another one', async () => {
  const { tools, page, television } = await open('#scenario=primary-sign-in');
  await television.getByRole('button', { name: 'Sign in' }).click();
  await television.getByRole('button', { name: 'Cablevision' }).click();
  await tools.getByRole('tab', { name: 'Actors' }).click();
  await tools.getByRole('button', { name: /^authentication/ }).click();
  await there(page.getByRole('group', { name: /Statechart of authentication/ }));
  await there(page.locator('[data-state="loggingIn.action.authenticate"].active'));
});

it('shows the details of a request without its secrets', async () => {
  const { page, sequence } = await open('#scenario=primary-sign-in');
  await sequence.getByRole('button', { name: 'Requests', exact: true }).click();
  await sequence.getByText('E2 POST /o/client/token').click();
  const details = page.getByRole('region', { name: /Details of E2/ });
  const text = (await details.textContent()) ?? '';
  expect(text).toContain('"endpoint": "E2"');
  expect(text).toContain('[redacted]');
  expect(text).not.toMatch(/eyJ|"client_secret": "(?!\[redacted)/);
});

it('tells every story as it should go', { timeout: 600_000 }, async () => {
  const { page } = await open();
  const picker = page.getByLabel('Scenario');
  await there(picker);
  const ids = await picker
    .locator('option')
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  expect(ids.length).toBeGreaterThan(40);
  for (const id of ids) {
    await page.evaluate((hash) => void (location.hash = hash), `scenario=${id}&at=9999999`);
    await expect.poll(() => picker.inputValue()).toBe(id);
    const said = page.locator('.caption', { hasText: /The end|broke off/ });
    // Stories of days take a slow machine a minute.
    await said.first().waitFor({ timeout: 200_000 });
    expect(`${id}: ${await said.textContent()}`).toBe(`${id}: The end That was the story.`);
  }
});

it('works when it is opened as a file', async () => {
  const now = await open('#scenario=secondary-sign-in', { asFile: true });
  await signInWithPhone(now);
});

/** Milliseconds until something of a page is to be seen. */
const painted = (page: Visit['page']): Promise<number> =>
  page.evaluate(async () => {
    const [seen] = performance.getEntriesByName('first-contentful-paint');
    if (seen) return seen.startTime;
    return new Promise<number>((resolve) => {
      new PerformanceObserver((list) => {
        const [entry] = list.getEntriesByName('first-contentful-paint');
        if (entry) resolve(entry.startTime);
      }).observe({ type: 'paint', buffered: true });
    });
  });

it('is there a second after an empty page would be', async () => {
  const { page } = await open();
  // The best of three: what else the machine does at the time is not the page's.
  const taken = [await painted(page)];
  for (let again = 0; again < 2; again += 1) {
    await page.reload();
    taken.push(await painted(page));
  }
  await page.goto('data:text/html,<p>Nothing more</p>');
  expect(Math.min(...taken) - (await painted(page))).toBeLessThan(1000);
});

it('has at most 260 kB to load', () => {
  expect(gzipSync(stand.html, { level: 9 }).length).toBeLessThanOrEqual(260_000);
});
