import { expect, test } from 'vitest';
import { harness, type Harness, type Json } from './support.js';

const minute = 60_000;
const token = async (to: Harness, resource = 'one'): Promise<Json> =>
  (await to.decide('authorize', 'ATTOTT', [resource])).json.decisions[0].token;

test('a media token is opaque, new for each decision, and lives for seven minutes', async () => {
  const to = harness();
  const first = await token(to);
  expect(first).toEqual({
    notBefore: to.clock.now,
    notAfter: to.clock.now + 7 * minute,
    serializedToken: expect.stringMatching(/^[A-Za-z0-9+/]{40,}={0,2}$/),
  });
  expect((await token(to)).serializedToken).not.toBe(first.serializedToken);
  expect(atob(first.serializedToken)).not.toContain('one');
});

test('its life is an option, and so is issuedAt (D27, D28)', async () => {
  const to = harness({ mediaTokenLife: minute, mediaTokenIssuedAt: true });
  const { issuedAt, notBefore, notAfter } = await token(to);
  expect([issuedAt, notAfter - notBefore]).toEqual([to.clock.now, minute]);
});

test('the verifier has the documented results', async () => {
  const to = harness();
  const { verifyMediaToken } = to.simulator;
  const { serializedToken: good } = await token(to);
  expect(verifyMediaToken(good, 'one')).toBe('VALID_TOKEN');
  expect(verifyMediaToken(good, 'one')).toBe('VALID_TOKEN');
  expect(verifyMediaToken(good, 'two')).toBe('INVALID_RESOURCE_ID');
  for (const junk of ['', 'not Base64', btoa('<other/>'), good.slice(1), `${good}=`]) {
    expect(verifyMediaToken(junk, 'one')).toBe('INVALID_TOKEN_FORMAT');
  }
  const forged = btoa('<signatureInfo>x</signatureInfo><authToken>x</authToken>');
  expect(verifyMediaToken(forged, 'one')).toBe('INVALID_SIGNATURE');
  to.clock.now += 7 * minute - 1;
  expect(verifyMediaToken(good, 'one')).toBe('VALID_TOKEN');
  to.clock.now += 1;
  expect(verifyMediaToken(good, 'one')).toBe('TOKEN_EXPIRED');
});

test('it is for the resource that was asked for, whatever the decision echoes', async () => {
  const to = harness({ resourceEcho: 'trailing-space' });
  const { serializedToken } = await token(to);
  expect(to.simulator.verifyMediaToken(serializedToken, 'one')).toBe('VALID_TOKEN');
});

test('another simulator has not signed it, and neither has this one after a reset', async () => {
  const to = harness();
  const { serializedToken } = await token(to);
  expect(harness().simulator.verifyMediaToken(serializedToken, 'one')).toBe('INVALID_SIGNATURE');
  to.simulator.reset();
  expect(to.simulator.verifyMediaToken(serializedToken, 'one')).toBe('INVALID_SIGNATURE');
});
