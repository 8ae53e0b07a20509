import { randomBytes } from 'node:crypto';
import { memoryStorage } from 'tve-auth-flow';
import { createSimulator } from 'tve-auth-flow/simulator';
import { createBackend } from './node/backend.js';
import { serveExamples } from './serve.js';

const port = Number(process.env['PORT'] ?? 8080);
const simulator = createSimulator();
simulator.mvpd({ id: 'Cablevision', permits: ['news', 'films'] });

const { origin } = await serveExamples(simulator, port);
const next = Number(new URL(origin).port) + 1;
console.log(`The pages are at ${origin}/`);

createBackend({
  environment: { origin }, // the simulator; an app: 'release-production'
  allowInsecureRequests: true, // for http: on loopback; an app leaves it out
  serviceProvider: 'REF30',
  softwareStatement: 'from-your-TVE-dashboard',
  storage: memoryStorage(),
  key: randomBytes(32), // kept, in a server that is started again
  verifyMediaToken: async (serializedToken, { resource }) =>
    simulator.verifyMediaToken(serializedToken, resource) === 'VALID_TOKEN',
}).listen(next, '127.0.0.1', () => console.log(`The backend is at port ${next}`));
