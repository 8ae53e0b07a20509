import type { EndpointId, Fault } from '../../../../src/simulator/index.js';
import { session } from '../session/session.js';
import { page, shownFrame } from '../session/state.js';

/** Answers that are not what they should be. */
export const faultKinds: ReadonlyArray<{ readonly name: string; readonly fault: Fault }> = [
  { name: '429, too many requests', fault: { status: 429 } },
  { name: '500, out of order', fault: { status: 500, times: 4 } },
  { name: 'Connection cut', fault: { cut: true, times: 4 } },
  { name: 'Answer lost', fault: { cut: 'after' } },
  { name: 'HTML in place of JSON', fault: { html: true, times: 4 } },
  { name: 'Half an answer', fault: { truncate: true, times: 4 } },
  { name: 'Ten seconds late', fault: { delay: 10_000 } },
];

/** Which requests can be hit. */
export const targets: ReadonlyArray<{ readonly name: string; readonly endpoint?: EndpointId }> = [
  { name: 'the next request' },
  { name: 'configuration (E3)', endpoint: 'E3' },
  { name: 'session (E4)', endpoint: 'E4' },
  { name: 'profiles (E8)', endpoint: 'E8' },
  { name: 'profile of a code (E10)', endpoint: 'E10' },
  { name: 'preauthorize (E13)', endpoint: 'E13' },
  { name: 'authorize (E14)', endpoint: 'E14' },
  { name: 'logout (E15)', endpoint: 'E15' },
];

const done = (notice: string) => page.set({ notice });

export function addFault(kind: number, target: number): void {
  const chosen = faultKinds[kind];
  const aimed = targets[target];
  if (!chosen || !aimed) return;
  const { endpoint } = aimed;
  session()?.stage.simulator.faults.add({ ...chosen.fault, ...(endpoint && { endpoint }) });
  const { times = 1 } = chosen.fault;
  const name = `${chosen.name}: ${aimed.name}${times > 1 ? `, ${times} times` : ''}`;
  page.set({ faults: [...page.get().faults, name], notice: `Waiting to happen: ${name}.` });
}

export function clearFaults(): void {
  session()?.stage.simulator.faults.clear();
  page.set({ faults: [], notice: 'The faults are taken away.' });
}

function expireCode(): void {
  const { television } = shownFrame(page.get());
  const code =
    television?.phase === 'authenticating' && 'code' in television.authentication
      ? television.authentication.code
      : undefined;
  if (code === undefined) return done('There is no code now.');
  session()?.stage.simulator.expireSession(code);
  done(`Code ${code} has expired at the server.`);
}

/** What befalls the service, or is done to it. */
export const switches: ReadonlyArray<{ readonly name: string; readonly act: () => void }> = [
  { name: 'Expire the code', act: expireCode },
  {
    name: 'Expire the access token',
    act() {
      session()?.stage.simulator.expireTokens();
      done('Every access token has run out.');
    },
  },
  {
    name: 'Revoke the client',
    act() {
      session()?.stage.simulator.revokeClients();
      done('Every client is revoked.');
    },
  },
  {
    name: 'Expire the profile',
    act() {
      session()?.stage.simulator.profiles.expire();
      done('Every profile has run out.');
    },
  },
  {
    name: 'Invalidate the profile',
    act() {
      session()?.stage.simulator.profiles.invalidate();
      done('Every profile is invalidated.');
    },
  },
  {
    name: 'Forget the profiles',
    act() {
      session()?.stage.simulator.profiles.clear();
      done('The server knows no profile any more.');
    },
  },
];
