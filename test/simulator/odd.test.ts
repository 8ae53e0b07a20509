import { describe, expect, test } from 'vitest';
import { odd, type ChangeAnswer, type EndpointId } from '../../src/simulator/index.js';
import { calls, send, v2 } from './calls.js';
import { allParameters, harness, partnerStatus, type Harness, type Json } from './support.js';

const configuration = async (to: Harness) =>
  (await to.call('GET', '/api/v2/REF30/configuration')).json;

describe('an odd answer', () => {
  test('is the right one, changed', async () => {
    const to = harness();
    const right = await configuration(to);
    const change: ChangeAnswer = (body) => ({ ...body, device: 7 });
    to.simulator.faults.add({ kind: 'odd', endpoint: 'E3', change });
    expect(await configuration(to)).toEqual({ ...right, device: 7 });
    expect(await configuration(to)).toEqual(right);
    expect(to.simulator.requests.map(({ status, fault }) => [status, fault])).toEqual([
      [200, undefined],
      [200, true],
      [200, undefined],
    ]);
  });

  test('comes as often as it says, after as many right ones as it says', async () => {
    const to = harness();
    to.simulator.faults.add({ kind: 'odd', change: () => ({ odd: true }), after: 1, times: 2 });
    const seen: boolean[] = [];
    for (let call = 0; call < 4; call += 1) seen.push((await configuration(to)).odd === true);
    expect(seen).toEqual([false, true, true, false]);
  });

  test('waits for a right answer of its endpoint with something to change', async () => {
    const to = harness();
    const { code } = await to.create(allParameters);
    to.simulator.faults.add({ kind: 'odd', endpoint: 'E10', change: odd.profileWithoutNotAfter });
    expect((await to.poll('NOBODY7')).status).toBe(400);
    expect((await to.poll(code)).json).toEqual({ profiles: {} });
    await to.simulator.viewer.signIn({ code });
    expect((await to.profile('Cablevision')).json['profiles']['Cablevision']).toHaveProperty(
      'notAfter',
    );
    const { profiles } = (await to.poll(code)).json;
    expect(profiles['Cablevision']).not.toHaveProperty('notAfter');
    expect((await to.poll(code)).json['profiles']['Cablevision']).toHaveProperty('notAfter');
  });

  test('can come late, and only one change hits it', async () => {
    const to = harness();
    to.simulator.faults.add({ kind: 'odd', change: (body) => ({ ...body, one: 1 }) });
    to.simulator.faults.add({ kind: 'odd', change: (body) => ({ ...body, two: 2 }) });
    to.simulator.faults.add({ delay: 1 });
    const first = await configuration(to);
    expect(first).toHaveProperty('one');
    expect(first).not.toHaveProperty('two');
    expect(await configuration(to)).toHaveProperty('two');
  });

  test('is taken away like any other fault', async () => {
    const to = harness();
    const remove = to.simulator.faults.add({ kind: 'odd', change: () => null });
    remove();
    expect(await configuration(to)).toHaveProperty('requestor');
  });
});

/** The answer with a change, and without. */
async function both(to: Harness, id: EndpointId, change: ChangeAnswer): Promise<[Json, Json]> {
  const headers = { 'ap-partner-framework-status': partnerStatus('Cablevision') };
  const extra = /^E(8|9|11|12)$/.test(id) ? headers : {};
  const right = (await send(to, id, extra)).json;
  // Whatever is sent, a session is created for it first.
  const after = id === 'E4' ? 1 : 0;
  to.simulator.faults.add({ kind: 'odd', endpoint: id, change, after });
  return [(await send(to, id, extra)).json, right];
}

/** What is the same at each call. */
const lasting = (value: unknown) =>
  JSON.stringify(value, (name, member: unknown) =>
    /^(code|url|sessionId|notBefore|notAfter|value|request|serializedToken)$/.test(name)
      ? undefined
      : member,
  );

describe('the ready-made changes', () => {
  test('an MVPD without an id, one with a number for a name, one that is null', async () => {
    const to = harness();
    const [without, right] = await both(to, 'E3', odd.mvpdWithoutId);
    const [first, ...rest] = right.requestor.mvpds;
    const { id: _, ...nameless } = first;
    expect(without.requestor.mvpds).toEqual([nameless, ...rest]);
    const [numbered] = await both(to, 'E3', odd.mvpdWithNumberAsName);
    expect(numbered.requestor.mvpds).toEqual([{ ...first, displayName: 7 }, ...rest]);
    const [nothing] = await both(to, 'E3', odd.nullEntry);
    expect(nothing).toEqual({
      ...right,
      requestor: { ...right.requestor, mvpds: [null, ...rest] },
    });
  });

  test('the same where the MVPDs are beside the requestor', async () => {
    const to = harness({ configurationPlacement: 'beside' });
    const [without, right] = await both(to, 'E3', odd.mvpdWithoutId);
    expect(without.mvpds[0]).not.toHaveProperty('id');
    expect(without.mvpds.slice(1)).toEqual(right.mvpds.slice(1));
  });

  test('the first of several profiles has no end', async () => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Dish' });
    to.simulator.profiles.add({ mvpd: 'Spectrum' });
    const [{ profiles }, right] = await both(to, 'E8', odd.profileWithoutNotAfter);
    const { notAfter: _, ...endless } = right.profiles.Dish;
    expect(profiles).toEqual({ ...right.profiles, Dish: endless });
  });

  test('the first of several decisions says nothing', async () => {
    const [{ decisions }, right] = await both(harness(), 'E13', odd.decisionWithoutVerdict);
    const [{ authorized: _, ...first }, second] = right.decisions;
    expect(decisions).toEqual([first, second]);
  });

  test('a logout that is null, among others', async () => {
    const to = harness();
    to.simulator.logoutTogether('Dish', 'Spectrum');
    const [{ logouts }, right] = await both(to, 'E15', odd.nullEntry);
    expect(logouts).toEqual({ ...right.logouts, Dish: null });
  });

  test.each(v2)('members that nobody knows, all over the answer of %s', async (id) => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Cablevision' });
    const [strange, right] = await both(to, id as EndpointId, odd.unknownMembers);
    expect(strange).toMatchObject({ unknownNull: null, unknownList: [null, {}, []] });
    const known = JSON.parse(
      JSON.stringify(strange, (name, member: unknown) =>
        name.startsWith('unknown') ? undefined : member,
      ),
    ) as unknown;
    expect(lasting(known)).toBe(lasting(right));
    for (const map of ['profiles', 'logouts'])
      if (right[map]) expect(Object.keys(strange[map])).toEqual(Object.keys(right[map]));
  });

  test.each([
    ['E4', 'actionName'],
    ['E4', 'actionType'],
    ['E4', 'reasonType'],
    ['E8', 'type'],
    ['E8', 'state'],
    ['E13', 'source'],
    ['E15', 'actionName'],
  ] as const)('%s has a %s that nobody knows', async (id, name) => {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Dish' });
    const [strange, right] = await both(to, id, odd.unknownEnumMember(name));
    const values = (answer: Json) => {
      const found: unknown[] = [];
      JSON.stringify(answer, (key, value: unknown) => {
        if (key === name) found.push(value);
        return value;
      });
      return found;
    };
    expect(values(right).length).toBeGreaterThan(0);
    expect(values(right)).not.toContain('brand_new');
    expect(new Set(values(strange))).toEqual(new Set(['brand_new']));
  });

  test('find nothing in what they are not for', async () => {
    const to = harness();
    const changes = [
      odd.mvpdWithoutId,
      odd.mvpdWithNumberAsName,
      odd.profileWithoutNotAfter,
      odd.decisionWithoutVerdict,
      odd.nullEntry,
      odd.unknownEnumMember('source'),
    ];
    for (const change of changes) to.simulator.faults.add({ kind: 'odd', change });
    await to.create(allParameters);
    expect(to.simulator.requests.at(-1)).not.toHaveProperty('fault');
  });
});

test('every endpoint with a message can be odd', async () => {
  for (const id of Object.keys(calls).filter((name) => v2.includes(name))) {
    const to = harness();
    to.simulator.profiles.add({ mvpd: 'Cablevision' });
    const [strange] = await both(to, id as EndpointId, () => ({ odd: true }));
    expect([id, strange]).toEqual([id, { odd: true }]);
  }
});
