import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { restoreActor, secondScreenMachine, secondScreenView } from '../../src/index.js';
import { codeOfTelevision, phoneOf, secondScreen } from '../support/second-screen.js';
import { type Answer, stub } from '../support/stub.js';
import { parameters, simulateTime, START, world, type World } from '../support/world.js';

simulateTime();

const MINUTE = 60_000;
const { mvpd, ...own } = parameters;

/** What the phone has sent, after the two requests for its token; the television asks for its session only. */
const sent = ({ simulator }: World) =>
  simulator.requests
    .filter(({ endpoint }) => ['E5', 'E6', 'E10'].includes(endpoint))
    .map(({ endpoint }) => endpoint);

/** A page on a phone, in front of a television that shows a code. */
async function page({
  world: made = world(),
  session = {} as Partial<Record<keyof typeof parameters, string>>,
  input = {},
  typed = (code: string) => code,
} = {}) {
  const code = await codeOfTelevision(made, session);
  const flow = secondScreen(phoneOf(made), input);
  flow.send({ type: 'code.entered', code: typed(code) });
  await made.pass(0);
  return { ...made, made, code, flow };
}

/** A page whose server gives these answers, the first one to E6. */
async function pageAt(...answers: Answer[]) {
  const { fetch, seen } = stub(...answers);
  const { clientWith, pass } = world({}, { fetch, accessToken: async () => 'token' });
  const flow = secondScreen(phoneOf({ clientWith }), { ...own });
  flow.send({ type: 'code.entered', code: 'ABCDEFG' });
  await pass(0);
  return { flow, seen, pass };
}

const living = { notBefore: String(START), notAfter: String(START + 30 * MINUTE) };
const complete = { body: { existingParameters: { mvpd, domain: 'adobe.com' }, ...living } };
const lackingMvpd = {
  body: { existingParameters: { domainName: 'adobe.com' }, missingParameters: ['mvpd'], ...living },
};

describe('a code', () => {
  it('is asked for first', async () => {
    const { client, pass, seen } = world();
    const flow = secondScreen(client);
    await pass(30 * MINUTE);
    expect(flow.view()).toEqual({ phase: 'enteringCode' });
    expect(flow.getSnapshot().hasTag('needs-user')).toBe(true);
    expect(seen()).toEqual([]);
  });

  it('that came along is validated at once', async () => {
    const made = world();
    const code = await codeOfTelevision(made, parameters);
    const flow = secondScreen(phoneOf(made), { code: ` ${code} ` });
    expect(flow.view()).toEqual({ phase: 'validating', code });
    await made.pass(0);
    expect(flow.view()).toMatchObject({ phase: 'opening', code });
  });

  it.each([undefined, '', '  ', ' - ', null, 7])('like %j did not come along', (code) => {
    const { client } = world();
    expect(secondScreen(client, { code: code as never }).view()).toEqual({ phase: 'enteringCode' });
  });

  it.each([
    ['small letters', (code: string) => code.toLowerCase()],
    ['spaces around and inside', (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)}\n`],
    ['a dash', (code: string) => `${code.slice(0, 3)}-${code.slice(3)}`],
    ['a long dash', (code: string) => `${code.slice(0, 3)} – ${code.slice(3)}`],
  ])('may be typed with %s', async (_, typed) => {
    const { flow, code } = await page({ session: parameters, typed });
    expect(flow.view()).toMatchObject({ phase: 'opening', code });
  });

  it.each([
    ['unknown', 'ZZZZZZZ', 'invalid_authentication_session', 1],
    ['none', 'hello world!', 'invalid_parameter_code', 1],
    ['markup', '<b>"../&?#', 'code_wrong_characters', 0],
    ['a way out of the path', '..', 'code_empty', 0],
    ['empty', ' - ', 'code_empty', 0],
    ['half a character', 'A\uD800B', 'code_wrong_characters', 0],
    ['no text', 7 as never, 'code_empty', 0],
    ['missing', undefined as never, 'code_empty', 0],
  ])('that is %s says so and asks again: %j (R60, R62)', async (_, typed, problem, requests) => {
    const { flow, code, made, pass } = await page({ session: parameters, typed: () => typed });
    expect(flow.view()).toMatchObject({ phase: 'enteringCode', problem: { code: problem } });
    expect(sent(made)).toHaveLength(requests);
    flow.send({ type: 'code.entered', code });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'opening', code });
    expect(flow.view()).not.toHaveProperty('problem');
  });

  it('that has expired says so', async () => {
    const made = world({ codeLife: MINUTE });
    const code = await codeOfTelevision(made, parameters);
    await made.pass(MINUTE);
    const flow = secondScreen(phoneOf(made), { code });
    await made.pass(0);
    expect(flow.view()).toMatchObject({
      phase: 'enteringCode',
      problem: { code: 'invalid_authentication_session', remedy: 'new-session' },
    });
  });

  it('that is sent twice is validated once', async () => {
    const made = world();
    const code = await codeOfTelevision(made, parameters);
    const flow = secondScreen(phoneOf(made));
    flow.send({ type: 'code.entered', code });
    flow.send({ type: 'code.entered', code });
    await made.pass(0);
    expect(sent(made)).toEqual(['E6']);
  });

  it('can be replaced by another one, of whose session nothing is mixed up', async () => {
    const { flow, made, pass, simulator } = await page({
      session: { mvpd: 'Spectrum', domainName: 'spectrum.example' },
    });
    expect(flow.view()).toMatchObject({ phase: 'selecting', missingParameters: ['redirectUrl'] });
    const other = await codeOfTelevision(
      { ...made, client: phoneOf(made) },
      { domainName: 'adobe.com' },
    );
    flow.send({ type: 'code.entered', code: other });
    await pass(0);
    expect(flow.view()).toMatchObject({
      phase: 'selecting',
      code: other,
      missingParameters: ['mvpd', 'redirectUrl'],
    });
    flow.send({ type: 'parameters.provided', mvpd, redirectUrl: 'https://adobe.com' });
    await pass(0);
    expect(simulator.requests.at(-1)?.body).toEqual(parameters);
  });
});

describe('a session that lacks nothing', () => {
  it('is opened, and the device is named (R60)', async () => {
    const { flow, code, made } = await page({ session: parameters });
    expect(flow.view()).toEqual({
      phase: 'opening',
      url: `https://sp.auth-staging.adobe.com/api/v2/authenticate/REF30/${code}`,
      code,
      mvpd,
      expiresAt: START + 30 * MINUTE,
      remaining: 30 * MINUTE,
      device: { model: 'AppleTV', operatingSystem: 'tvOS' },
    });
    expect(sent(made)).toEqual(['E6']);
  });

  it('keeps its own parameters, whatever the phone knows', async () => {
    const { flow, made } = await page({
      session: parameters,
      input: { mvpd: 'Spectrum', redirectUrl: 'https://phone.example' },
    });
    expect(flow.view()).toMatchObject({ phase: 'opening', mvpd });
    expect(sent(made)).toEqual(['E6']);
  });

  it.each([
    [undefined, undefined],
    [null, undefined],
    [{}, undefined],
    [{ type: 'Unknown', model: null, hardware: null, operatingSystem: 'x' }, undefined],
    [
      { type: 'TV', model: '', hardware: { manufacturer: 'Apple' } },
      { type: 'TV', manufacturer: 'Apple' },
    ],
  ])('is opened also where the server describes the device as %j', async (device, shown) => {
    const { flow } = await pageAt({ body: { ...complete.body, device } });
    expect(flow.view()).toMatchObject({ phase: 'opening', code: 'ABCDEFG' });
    expect(
      'device' in flow.view() ? (flow.view() as { device: unknown }).device : undefined,
    ).toEqual(shown);
  });

  it.each([
    ['as the flow page has it (D12)', { existing: { mvpd }, missing: [] }],
    ['without times', { existingParameters: { mvpd } }],
    [
      'with times that a fast clock takes for past',
      { existingParameters: { mvpd }, notAfter: String(START - 30 * MINUTE) },
    ],
  ])('is opened for half an hour where the answer is %s', async (_, body) => {
    const { flow, pass } = await pageAt({ body });
    expect(flow.view()).toMatchObject({ phase: 'opening', expiresAt: START + 30 * MINUTE });
    await pass(29 * MINUTE);
    expect(flow.view().phase).toBe('opening');
  });
});

describe('missing parameters', () => {
  it('are given at once where the phone knows them', async () => {
    const { flow, made, code, simulator } = await page({ input: parameters });
    expect(flow.view()).toMatchObject({ phase: 'opening', code, mvpd });
    expect(sent(made)).toEqual(['E6', 'E5']);
    expect(simulator.requests.at(-1)?.body).toEqual(parameters);
  });

  it('are the MVPD alone where the app knows the rest, and the viewer picks it', async () => {
    const { flow, made, pass, code, simulator } = await page({ input: own });
    expect(flow.view()).toEqual({
      phase: 'selecting',
      missingParameters: ['mvpd'],
      code,
      expiresAt: START + 30 * MINUTE,
      remaining: 30 * MINUTE,
      device: { model: 'AppleTV', operatingSystem: 'tvOS' },
    });
    flow.send({ type: 'mvpd.selected', mvpd });
    flow.send({ type: 'mvpd.selected', mvpd: 'Spectrum' });
    expect(flow.view()).toEqual({ phase: 'resuming' });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'opening', mvpd });
    expect(sent(made)).toEqual(['E6', 'E5']);
    expect(simulator.requests.at(-1)?.body).toEqual(parameters);
  });

  it('fill in what the session lacks, and what it has is sent along', async () => {
    const { flow, simulator } = await page({
      session: { mvpd: 'Spectrum', domainName: 'spectrum.example' },
      input: parameters,
    });
    expect(flow.view()).toMatchObject({ phase: 'opening', mvpd: 'Spectrum' });
    expect(simulator.requests.at(-1)?.body).toEqual({
      mvpd: 'Spectrum',
      domainName: 'spectrum.example',
      redirectUrl: 'https://adobe.com',
    });
  });

  it('are asked for again while the server says retry, at the viewer’s pace', async () => {
    const { flow, made, pass } = await page();
    flow.send({ type: 'mvpd.selected', mvpd });
    await pass(MINUTE);
    expect(flow.view()).toMatchObject({
      phase: 'selecting',
      missingParameters: ['domainName', 'redirectUrl'],
    });
    expect(sent(made)).toEqual(['E6', 'E5']);
    flow.send({ type: 'parameters.provided', ...own });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'opening' });
  });

  it('are never given again by themselves, whatever the server goes on to say', async () => {
    const { flow, seen, pass } = await pageAt(lackingMvpd, {
      body: { actionName: 'retry', code: 'ABCDEFG', missingParameters: ['domain', 'mvpd'] },
    });
    flow.send({ type: 'mvpd.selected', mvpd });
    await pass(10 * MINUTE);
    expect(flow.view()).toMatchObject({
      phase: 'selecting',
      missingParameters: ['domainName', 'mvpd'],
    });
    expect(seen).toHaveLength(2);
  });

  it('of a name that nobody knows are shown', async () => {
    const { flow } = await pageAt({
      body: { existingParameters: {}, missingParameters: ['constructor', 'shoe size'], ...living },
    });
    expect(flow.view()).toMatchObject({ missingParameters: ['constructor', 'shoe size'] });
  });

  it('may bring a new code, which is the one to go on with', async () => {
    const { flow, pass, simulator, code, times } = await page({
      world: world({ renewCodeOnResume: true }),
      input: parameters,
    });
    const view = flow.view();
    if (view.phase !== 'opening') throw new Error(view.phase);
    expect(view.code).not.toBe(code);
    expect(view.url).toContain(view.code);
    await simulator.viewer.signIn({ code: view.code });
    flow.send({ type: 'userAgent.returned' });
    await pass(0);
    expect(flow.view()).toEqual({ phase: 'success', mvpd, type: 'regular' });
    expect(simulator.requests.at(-1)?.path).toContain(view.code);
    expect(times('E10')).toHaveLength(1);
  });

  it.each(['Nobody', 'Suddenlink', ''])(
    'like the MVPD %j are asked for again (R43)',
    async (wrong) => {
      const { flow, pass, simulator } = await page({ input: own });
      flow.send({ type: 'mvpd.selected', mvpd: wrong });
      await pass(0);
      expect(flow.view()).toMatchObject({
        phase: 'selecting',
        missingParameters: ['mvpd'],
        problem: { remedy: 'select-mvpd' },
      });
      flow.send({ type: 'mvpd.selected', mvpd });
      await pass(0);
      expect(flow.view()).toMatchObject({ phase: 'opening', mvpd });
      expect(flow.view()).not.toHaveProperty('problem');
      expect(simulator.requests.at(-1)?.body).toEqual(parameters);
    },
  );

  it('that the input gave, and that are wrong, are forgotten', async () => {
    const { flow, pass, code } = await page({ input: { ...own, mvpd: 'Nobody' } });
    expect(flow.view()).toMatchObject({ phase: 'selecting', problem: { remedy: 'select-mvpd' } });
    flow.send({ type: 'code.entered', code });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'selecting', missingParameters: ['mvpd'] });
    expect(flow.view()).not.toHaveProperty('problem');
  });

  it('that are given to a code which has died meanwhile lead to another code', async () => {
    const { flow, pass, code, simulator } = await page({ input: own });
    simulator.expireSession(code);
    flow.send({ type: 'mvpd.selected', mvpd });
    await pass(0);
    expect(flow.view()).toMatchObject({
      phase: 'enteringCode',
      problem: { code: 'invalid_authentication_session' },
    });
  });

  it.each([
    ['degraded', 'ATTOTT'],
    ['temporary', 'TempPass_TEST40'],
  ])('of an MVPD with %s access need no login', async (reason, id) => {
    const { flow, pass, made } = await page({ input: own });
    flow.send({ type: 'mvpd.selected', mvpd: id });
    await pass(MINUTE);
    expect(flow.view()).toEqual({ phase: 'authorize', mvpd: id, reason });
    expect(flow.getSnapshot()).toMatchObject({ status: 'done', output: flow.view() });
    expect(sent(made)).toEqual(['E6', 'E5']);
  });

  it.each([7, null, {}])('that are no text are not kept, and do no harm: %j', async (given) => {
    const { flow, pass, code } = await page({ input: own });
    flow.send({ type: 'mvpd.selected', mvpd: given as never });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'selecting', missingParameters: ['mvpd'] });
    flow.send({ type: 'code.entered', code });
    await pass(0);
    flow.send({ type: 'mvpd.selected', mvpd });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'opening' });
  });

  it('need no login where the device is signed in with that MVPD', async () => {
    const made = world();
    made.simulator.profiles.add({ mvpd });
    const { flow } = await page({ world: made, input: parameters });
    expect(flow.view()).toEqual({ phase: 'authorize', mvpd, reason: 'authenticated' });
  });

  it.each(['partner_profile', 'dance', '__proto__', 'constructor'])(
    'answered with the unknown action %j fail, with the response kept, and a retry begins with the code',
    async (actionName) => {
      const { flow, seen, pass } = await pageAt(lackingMvpd, { body: { actionName } });
      flow.send({ type: 'mvpd.selected', mvpd });
      await pass(MINUTE);
      expect(flow.view()).toMatchObject({
        phase: 'failed',
        error: { code: 'unknown_action', response: { actionName } },
      });
      flow.send({ type: 'retry' });
      await pass(MINUTE);
      expect(flow.view()).toMatchObject({ phase: 'failed' });
      expect(seen).toHaveLength(5);
    },
  );

  it.each(['javascript:alert(1)', '//evil.example', 'https://user@evil.example/'])(
    'answered with a URL like %s fail: it is not opened',
    async (url) => {
      const { flow, pass } = await pageAt(lackingMvpd, {
        body: { actionName: 'authenticate', code: 'ABCDEFG', url },
      });
      flow.send({ type: 'mvpd.selected', mvpd });
      await pass(0);
      expect(flow.view()).toMatchObject({ phase: 'failed', error: { code: 'unsafe_url' } });
    },
  );
});

describe('the outcome', () => {
  it.each(['userAgent.returned', 'userAgent.closed'] as const)(
    'is asked for once when it is %s (R76)',
    async (type) => {
      const { flow, pass, simulator, code, times } = await page({ session: parameters });
      await pass(MINUTE);
      expect(times('E10')).toEqual([]);
      await simulator.viewer.signIn({ code });
      flow.send({ type });
      expect(flow.view()).toEqual({ phase: 'checking' });
      await pass(MINUTE);
      expect(flow.view()).toEqual({ phase: 'success', mvpd, type: 'regular' });
      expect(flow.getSnapshot()).toMatchObject({ status: 'done', output: flow.view() });
      expect(times('E10')).toEqual([MINUTE]);
    },
  );

  it('does not hold what the provider says of the viewer', async () => {
    const { flow, pass, simulator, code } = await page({ session: parameters });
    await simulator.viewer.signIn({ code });
    flow.send({ type: 'userAgent.returned' });
    await pass(0);
    expect(JSON.stringify(flow.getSnapshot().context)).not.toContain('userID');
  });

  it('that is none leaves it to the viewer', async () => {
    const { flow, pass, times, code } = await page({ session: parameters });
    flow.send({ type: 'userAgent.returned' });
    await pass(10 * MINUTE);
    expect(flow.view()).toMatchObject({
      phase: 'unfinished',
      url: expect.stringContaining(code) as unknown,
      code,
      expiresAt: START + 30 * MINUTE,
    });
    expect(times('E10')).toEqual([0]);
  });

  it('is asked for once more, but never within three seconds', async () => {
    const { flow, pass, times } = await page({ session: parameters });
    flow.send({ type: 'userAgent.returned' });
    await pass(1000);
    flow.send({ type: 'userAgent.returned' });
    flow.send({ type: 'userAgent.returned' });
    expect(flow.view()).toEqual({ phase: 'checking' });
    await pass(1999);
    expect(times('E10')).toEqual([0]);
    await pass(MINUTE);
    expect(times('E10')).toEqual([0, 3000]);
    flow.send({ type: 'userAgent.returned' });
    await pass(0);
    expect(times('E10')).toEqual([0, 3000, 62_000 + 999]);
  });

  it('is not asked for again when the user agent closes after its return', async () => {
    const { flow, pass, times } = await page({ session: parameters });
    flow.send({ type: 'userAgent.returned' });
    flow.send({ type: 'userAgent.closed' });
    await pass(MINUTE);
    flow.send({ type: 'userAgent.closed' });
    await pass(MINUTE);
    expect(flow.view().phase).toBe('unfinished');
    expect(times('E10')).toEqual([0]);
  });

  it('can be reached with another try, which keeps the three seconds too', async () => {
    const { flow, pass, times, simulator, code } = await page({ session: parameters });
    flow.send({ type: 'userAgent.closed' });
    await pass(500);
    flow.send({ type: 'retry' });
    flow.send({ type: 'retry' });
    expect(flow.view()).toMatchObject({ phase: 'opening', code });
    await simulator.viewer.signIn({ code });
    flow.send({ type: 'userAgent.returned' });
    await pass(MINUTE);
    expect(flow.view()).toMatchObject({ phase: 'success' });
    expect(times('E10')).toEqual([0, 3000]);
  });

  it('does not wait for an hour because the clock was set back', async () => {
    let skew = 0;
    const made = world({}, { now: () => Date.now() + skew });
    const { flow, pass, times } = await page({ world: made, session: parameters });
    flow.send({ type: 'userAgent.returned' });
    await pass(MINUTE);
    skew = -60 * MINUTE;
    flow.send({ type: 'userAgent.returned' });
    await pass(3005);
    expect(times('E10')).toHaveLength(2);
    expect(flow.view().phase).toBe('unfinished');
  });

  it('that no longer has a session leads to another code', async () => {
    const { flow, pass, simulator, code } = await page({ session: parameters });
    simulator.expireSession(code);
    flow.send({ type: 'userAgent.returned' });
    await pass(0);
    expect(flow.view()).toMatchObject({
      phase: 'enteringCode',
      problem: { code: 'invalid_authentication_session', remedy: 'new-session' },
    });
  });

  it('of an MVPD that was switched off lets the viewer pick another one', async () => {
    const { flow, pass, simulator, code } = await page({ session: parameters });
    simulator.mvpd({ id: mvpd, enabled: false });
    flow.send({ type: 'userAgent.closed' });
    await pass(0);
    expect(flow.view()).toMatchObject({
      phase: 'selecting',
      missingParameters: ['mvpd'],
      problem: { code: 'invalid_integration' },
    });
    flow.send({ type: 'mvpd.selected', mvpd: 'Spectrum' });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'opening', code, mvpd: 'Spectrum' });
  });
});

describe('the end of a code', () => {
  it.each(['selecting', 'opening', 'unfinished'])('comes at its time in %s', async (phase) => {
    const { flow, pass, made } = await page({
      world: world({ codeLife: MINUTE }),
      session: phase === 'selecting' ? {} : parameters,
    });
    if (phase === 'unfinished') {
      flow.send({ type: 'userAgent.closed' });
      await pass(0);
    }
    const before = sent(made);
    await pass(MINUTE - 1);
    expect(flow.view().phase).toBe(phase);
    await pass(1);
    expect(flow.view()).toMatchObject({
      phase: 'enteringCode',
      problem: { code: 'code_expired', remedy: 'new-session', path: 'code' },
    });
    await pass(MINUTE);
    expect(sent(made)).toEqual(before);
  });

  it('comes before a check that had to wait', async () => {
    const { flow, pass, times } = await page({
      world: world({ codeLife: 2000 }),
      session: parameters,
    });
    flow.send({ type: 'userAgent.closed' });
    await pass(1000);
    flow.send({ type: 'userAgent.returned' });
    await pass(MINUTE);
    expect(flow.view()).toMatchObject({ phase: 'enteringCode', problem: { code: 'code_expired' } });
    expect(times('E10')).toEqual([0]);
  });

  it('is followed by another code, and the choices are remembered', async () => {
    const { flow, pass, made } = await page({ world: world({ codeLife: MINUTE }), input: own });
    flow.send({ type: 'mvpd.selected', mvpd });
    await pass(MINUTE);
    expect(flow.view().phase).toBe('enteringCode');
    const code = await codeOfTelevision(made);
    flow.send({ type: 'code.entered', code });
    await pass(0);
    expect(flow.view()).toMatchObject({ phase: 'opening', code, mvpd });
  });
});

describe('weather', () => {
  it.each([
    ['E6', { cut: 'before', times: 3 }],
    ['E6', { html: true, status: 200 }],
    ['E5', { cut: 'after' }],
    ['E5', { code: 'internal_server_error' }],
    ['E5', { truncate: true }],
    ['E5', { code: 'invalid_parameter_redirect_url' }],
    ['E10', { cut: 'before' }],
    ['E10', { status: 429 }],
    ['E10', { code: 'internal_server_error' }],
    ['E10', { code: 'temporary_access_duration_limit_exceeded' }],
  ] as const)(
    'that %s meets fails, and a retry goes on where it was: %j',
    async (endpoint, fault) => {
      const made = world();
      const code = await codeOfTelevision(made);
      made.simulator.faults.add({ endpoint, ...fault });
      const flow = secondScreen(phoneOf(made), { ...parameters, code });
      await made.pass(10_000);
      if (endpoint === 'E10') {
        await made.simulator.viewer.signIn({ code });
        flow.send({ type: 'userAgent.returned' });
        await made.pass(10_000);
      }
      expect(flow.view()).toMatchObject({
        phase: 'failed',
        error: { message: expect.any(String) },
      });
      expect(flow.getSnapshot().hasTag('failed')).toBe(true);
      const before = sent(made).length;
      flow.send({ type: 'retry' });
      flow.send({ type: 'retry' });
      await made.pass(10_000);
      expect(sent(made)[before]).toBe(endpoint);
      expect(sent(made).filter((name) => name === 'E10').length).toBeLessThanOrEqual(2);
      expect(flow.view()).toMatchObject(
        endpoint === 'E10' ? { phase: 'success' } : { phase: 'opening', code },
      );
    },
  );

  it('that one check meets is not made worse by another one', async () => {
    const { flow, pass, simulator, times } = await page({ session: parameters });
    simulator.faults.add({ endpoint: 'E10', times: Infinity, status: 503 });
    flow.send({ type: 'userAgent.returned' });
    await pass(MINUTE);
    expect(times('E10')).toEqual([0]);
    expect(flow.view()).toMatchObject({ phase: 'failed', error: { remedy: 'retry' } });
    flow.send({ type: 'retry' });
    await pass(0);
    expect(times('E10')).toEqual([0, MINUTE]);
  });

  it('is past with other parameters, another MVPD, or another code', async () => {
    for (const event of [
      { type: 'parameters.provided', redirectUrl: 'https://adobe.com' },
      { type: 'mvpd.selected', mvpd: 'Spectrum' },
    ] as const) {
      const { flow, pass, made } = await page({ input: parameters, world: failingOnce('E5') });
      expect(flow.view().phase).toBe('failed');
      flow.send(event);
      await pass(0);
      expect(flow.view().phase).toBe('opening');
      expect(sent(made)).toEqual(['E6', 'E5', 'E5']);
    }
    const { flow, pass, code } = await page({ session: parameters, world: failingOnce('E6') });
    expect(flow.view().phase).toBe('failed');
    flow.send({ type: 'mvpd.selected', mvpd });
    expect(flow.view().phase).toBe('failed');
    flow.send({ type: 'code.entered', code });
    await pass(0);
    expect(flow.view().phase).toBe('opening');
  });

  it('with an actor that was not provided names it', async () => {
    const { pass } = world();
    const flow = createActor(secondScreenMachine, { input: { code: 'ABCDEFG' } }).start();
    await pass(0);
    expect(secondScreenView(flow.getSnapshot())).toMatchObject({
      phase: 'failed',
      error: { code: 'actor_not_provided', path: 'actors.validateCode' },
    });
  });

  function failingOnce(endpoint: 'E5' | 'E6'): World {
    const made = world();
    made.simulator.faults.add({ endpoint, code: 'invalid_parameter_service_provider' });
    return made;
  }
});

describe('cancel', () => {
  it.each([
    ['enteringCode', {}, 'ZZZZZZZ'],
    ['selecting', {}, undefined],
    ['opening', parameters, undefined],
  ])('ends %s, and nothing is sent any more', async (phase, input, typed) => {
    const { flow, pass, made } = await page({ input, typed: (code) => typed ?? code });
    expect(flow.view().phase).toBe(phase);
    const before = sent(made);
    flow.send({ type: 'cancel' });
    expect(flow.view()).toEqual({ phase: 'cancelled' });
    expect(flow.getSnapshot()).toMatchObject({ status: 'done', output: { phase: 'cancelled' } });
    await pass(31 * MINUTE);
    expect(sent(made)).toEqual(before);
  });

  it('ends a request that is under way', async () => {
    const made = world();
    const code = await codeOfTelevision(made, parameters);
    made.simulator.faults.add({ endpoint: 'E6', delay: 5000 });
    const flow = secondScreen(phoneOf(made), { code });
    await made.pass(1000);
    flow.send({ type: 'cancel' });
    await made.pass(MINUTE);
    expect(flow.view()).toEqual({ phase: 'cancelled' });
  });
});

describe('a page that is left and comes back', () => {
  it('in opening: the browser has returned, and one check tells', async () => {
    const { flow, pass, simulator, code, times } = await page({ session: parameters });
    const stored = JSON.stringify(flow.getPersistedSnapshot());
    flow.stop();
    await simulator.viewer.signIn({ code });
    await pass(5 * MINUTE);
    const restored = restoreActor(flow.machine, stored).start();
    expect(secondScreenView(restored.getSnapshot())).toMatchObject({ phase: 'opening', code });
    restored.send({ type: 'userAgent.returned' });
    await pass(0);
    expect(secondScreenView(restored.getSnapshot())).toMatchObject({ phase: 'success' });
    expect(times('E10')).toEqual([5 * MINUTE]);
  });

  it('in a check: another one comes, but not within three seconds', async () => {
    const { flow, pass, simulator, times } = await page({ session: parameters });
    simulator.faults.add({ endpoint: 'E10', delay: 10_000 });
    flow.send({ type: 'userAgent.returned' });
    await pass(1000);
    expect(flow.getSnapshot().value).toEqual({ withCode: { checking: 'asking' } });
    const stored = JSON.stringify(flow.getPersistedSnapshot());
    flow.stop();
    const restored = restoreActor(flow.machine, stored).start();
    await pass(1999);
    expect(times('E10').filter((at) => at > 0)).toEqual([]);
    await pass(1);
    expect(times('E10').at(-1)).toBe(3000);
    expect(secondScreenView(restored.getSnapshot())).toMatchObject({ phase: 'unfinished' });
  });

  it('after the code has expired: it says so', async () => {
    const { flow, pass } = await page({ session: parameters });
    const stored = JSON.stringify(flow.getPersistedSnapshot());
    flow.stop();
    await pass(31 * MINUTE);
    const restored = restoreActor(flow.machine, stored).start();
    await pass(0);
    expect(secondScreenView(restored.getSnapshot())).toMatchObject({
      phase: 'enteringCode',
      problem: { code: 'code_expired' },
    });
  });
});
