import { createSimulator } from 'tve-auth-flow/simulator';
import { serveExamples } from './serve.js';

const simulator = createSimulator();
simulator.mvpd({ id: 'Cablevision', permits: ['news', 'films'] });
const { origin } = await serveExamples(simulator, Number(process.env['PORT'] ?? 8080));
console.log(`The examples are at ${origin}/`);
