// Sign-ins as an app has them, one actor each: what a flow on a server is compared with.
import { createActor, waitFor } from 'xstate';
import {
  authenticationMachine,
  authenticationServices,
  authenticationView,
  createPassClient,
} from 'tve-auth-flow';

const { origin, count, atOnce } = JSON.parse(process.env['SERVICE']);

async function signIn(at) {
  const client = createPassClient({
    environment: { origin },
    serviceProvider: 'REF30',
    softwareStatement: 'eyJhbGciOiJSUzI1NiJ9.e30.c3RhdGVtZW50',
    allowInsecureRequests: true,
    device: {
      id: `actor-${at}`,
      info: { model: 'TV', version: '1', osName: 'webOS', osVersion: '6', connectionType: 'LAN' },
    },
  });
  const flow = createActor(
    authenticationMachine.provide({ actors: authenticationServices(client) }),
    {
      input: {
        mvpd: 'Cablevision',
        domainName: 'adobe.com',
        redirectUrl: 'https://adobe.com',
        screen: 'primary',
      },
    },
  );
  flow.start();
  const phase = (name) => waitFor(flow, (now) => authenticationView(now).phase === name);
  const { code } = authenticationView(await phase('authenticate'));
  await fetch(`${origin}/viewer?code=${code}`);
  flow.send({ type: 'userAgent.returned' });
  await phase('authorize');
}

let next = 0;
async function work() {
  while (next < count) await signIn((next += 1));
}
// The first ones warm up.
await Promise.all(Array.from({ length: atOnce }, (_, at) => signIn(`warm-${at}`)));
const before = process.cpuUsage();
await Promise.all(Array.from({ length: atOnce }, work));
const { user, system } = process.cpuUsage(before);
process.stdout.write(String((user + system) / 1000 / count));
