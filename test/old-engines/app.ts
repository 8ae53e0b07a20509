import { createActor, type AnyActorRef, waitFor } from 'xstate';
import {
  authenticationMachine,
  authenticationServices,
  authenticationView,
  createPassClient,
  logoutMachine,
  logoutServices,
  logoutView,
} from '../../src/index.js';
import type { Host } from './host.js';

// Bundled, lowered, and run in the old engine.
declare const host: Host;

const parameters = {
  mvpd: 'Cablevision',
  domainName: 'adobe.com',
  redirectUrl: 'https://adobe.com',
} as const;

const client = createPassClient({
  environment: 'release-staging',
  serviceProvider: 'REF30',
  softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln',
  device: {
    id: 'ba23d141-d715-561c-94f4-e9e4c966b1eb',
    info: {
      model: 'TV',
      version: '2018',
      osName: 'Tizen',
      osVersion: '4.0',
      connectionType: 'LAN',
    },
  },
  // Called as browsers want it: without a receiver.
  now: () => host.now(),
});

const phases: string[] = [];
const note = ({ phase }: { readonly phase: string }) => {
  if (phases[phases.length - 1] !== phase) phases.push(phase);
};

const ended = (flow: AnyActorRef) =>
  waitFor(flow, (snapshot: { readonly status: string }) => snapshot.status !== 'active');

async function run(): Promise<void> {
  const signIn = createActor(
    authenticationMachine.provide({ actors: authenticationServices(client) }),
    { input: { ...parameters, screen: 'secondary' } },
  );
  signIn.subscribe((snapshot) => {
    const view = authenticationView(snapshot);
    note(view);
    if (view.phase === 'failed') signIn.send({ type: 'cancel' });
    if (view.phase === 'failed') host.report(JSON.stringify(view.error));
  });
  signIn.start();
  await ended(signIn);

  const signOut = createActor(logoutMachine.provide({ actors: logoutServices(client) }), {
    input: parameters,
  });
  signOut.subscribe((snapshot) => {
    const view = logoutView(snapshot);
    note(view);
    if (view.phase === 'logout') signOut.send({ type: 'userAgent.returned' });
    if (view.phase === 'failed') signOut.send({ type: 'cancel' });
  });
  signOut.start();
  await ended(signOut);
  host.report(JSON.stringify({ phases, output: signIn.getSnapshot().output }));
}

run().then(undefined, (error: unknown) => host.report(String(error)));
