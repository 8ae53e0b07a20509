// The same life with a simulator in the process itself: on a port, and as a `fetch`.
import { createSimulator } from 'tve-auth-flow/simulator';
import { run } from './acceptance.mjs';

const simulator = createSimulator({ throttle: false });
simulator.mvpd({ id: 'Cablevision', permits: ['news'] });
const signIn = (code) => simulator.viewer.signIn({ code });
const server = await simulator.listen();

for (const place of [
  { name: 'port', origin: server.origin },
  { name: 'fetch', origin: 'https://simulator.example', fetch: simulator.fetch },
]) {
  try {
    const state = await run({ part: 'signInAndPlay', place: { ...place, signIn } });
    await run({ part: 'restoreAndLogOut', place, state });
  } catch (error) {
    throw new Error(`by ${place.name}: ${error.message}`, { cause: error });
  }
}
await server.close();
